/// The texts of one column of a block: a code for each row, in order of first appearance, and what each code stands for.
public struct TextRun: Sendable {
  /// One code for each row; 0 where the row is null.
  public internal(set) var codes: [Int32]
  /// Bit i of the words is set where row i is null.
  public internal(set) var nulls: [UInt64]
  /// The distinct contents, without quotes. Two codes can stand for one content that was written in two ways.
  public internal(set) var contents: [[UInt8]] = []

  init(rowCount: Int) {
    codes = Array(repeating: 0, count: rowCount)
    nulls = Array(repeating: 0, count: (rowCount + 63) >> 6)
  }

  public func isNull(_ row: Int) -> Bool { nulls[row >> 6] >> UInt64(row & 63) & 1 == 1 }
  public var hasNulls: Bool { nulls.contains { $0 != 0 } }

  /// Makes every row null whose content `isNull` accepts.
  public mutating func setNulls(where isNull: ([UInt8]) -> Bool) {
    let dropped = contents.map(isNull)
    guard dropped.contains(true) else { return }
    var codeOf = [Int32](repeating: 0, count: contents.count), kept: [[UInt8]] = []
    for (code, content) in contents.enumerated() where !dropped[code] {
      codeOf[code] = Int32(kept.count)
      kept.append(content)
    }
    for row in codes.indices where nulls[row >> 6] >> UInt64(row & 63) & 1 == 0 {
      let code = Int(codes[row])
      if dropped[code] { nulls[row >> 6] |= 1 << UInt64(row & 63) }
      codes[row] = codeOf[code]
    }
    contents = kept
  }
}

extension FieldBlock {
  /// Reads a column's texts. Empty fields are null, quoted or not.
  public func readTexts(column: Int) -> TextRun {
    precondition(column >= 0 && column < columnCount, "column outside the block")
    var run = TextRun(rowCount: rowCount)
    var interner = TextInterner(base)
    let trim = trim(column)
    // SAFETY: rows and words stay within the run, which has one code for each row.
    run.codes.withUnsafeMutableBufferPointer { codes in
      run.nulls.withUnsafeMutableBufferPointer { nulls in
        for row in 0..<rowCount {
          let (start, end) = bounds(row, column, trim: trim)
          if start == end {
            nulls[row >> 6] |= 1 &<< UInt64(row & 63)
          } else {
            codes[row] = interner.code(start, end)
          }
        }
      }
    }
    run.contents = interner.entries.map { unescaped($0.start, $0.end) }
    return run
  }
}

/// Gives equal byte ranges of one block equal codes.
private struct TextInterner {
  struct Entry {
    var start, end: Int
  }

  private struct Slot {
    var hash: UInt64 = 0
    /// -1 where the slot is free.
    var code: Int32 = -1
  }

  private let base: UnsafePointer<UInt8>
  private var slots = [Slot](repeating: Slot(), count: 64)
  private(set) var entries: [Entry] = []
  private var lastHash: UInt64 = 0
  private var lastCode: Int32 = -1

  init(_ base: UnsafePointer<UInt8>) { self.base = base }

  /// The code of the bytes from `start` to before `end`, which are not empty.
  @inline(__always)
  mutating func code(_ start: Int, _ end: Int) -> Int32 {
    let hash = hash(start, end)
    if hash == lastHash, lastCode >= 0, isEqual(entries[Int(lastCode)], start, end) { return lastCode }
    lastCode = find(hash, start, end)
    lastHash = hash
    return lastCode
  }

  private mutating func find(_ hash: UInt64, _ start: Int, _ end: Int) -> Int32 {
    let mask = slots.count - 1
    var place = Int(truncatingIfNeeded: hash >> 32) & mask
    while slots[place].code >= 0 {
      if slots[place].hash == hash, isEqual(entries[Int(slots[place].code)], start, end) { return slots[place].code }
      place = (place + 1) & mask
    }
    let code = Int32(entries.count)
    entries.append(Entry(start: start, end: end))
    slots[place] = Slot(hash: hash, code: code)
    if entries.count * 2 > slots.count { grow() }
    return code
  }

  private mutating func grow() {
    let old = slots
    slots = Array(repeating: Slot(), count: old.count * 4)
    for slot in old where slot.code >= 0 {
      var place = Int(truncatingIfNeeded: slot.hash >> 32) & (slots.count - 1)
      while slots[place].code >= 0 { place = (place + 1) & (slots.count - 1) }
      slots[place] = slot
    }
  }

  // SAFETY: both ranges lie in the block, of which 64 more bytes may be read.
  @inline(__always)
  private func isEqual(_ entry: Entry, _ start: Int, _ end: Int) -> Bool {
    guard entry.end &- entry.start == end &- start else { return false }
    var left = base + entry.start, right = base + start
    var rest = end &- start
    while rest > 8 {
      if load(left) != load(right) { return false }
      left += 8
      right += 8
      rest &-= 8
    }
    return (load(left) ^ load(right)) &<< UInt64(truncatingIfNeeded: 64 &- rest &* 8) == 0
  }

  @inline(__always)
  private func hash(_ start: Int, _ end: Int) -> UInt64 {
    var rest = end &- start, bytes = base + start
    var hash = UInt64(truncatingIfNeeded: rest)
    while rest > 8 {
      hash = (hash ^ load(bytes)) &* 0x9FB2_1C65_1E98_DF25
      hash ^= hash &>> 32
      bytes += 8
      rest &-= 8
    }
    hash = (hash ^ (load(bytes) &<< UInt64(truncatingIfNeeded: 64 &- rest &* 8))) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ hash &>> 29
  }

  @inline(__always)
  private func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 { UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self) }
}
