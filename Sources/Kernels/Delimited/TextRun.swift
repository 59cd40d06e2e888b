/// The texts of one column of a block: a code for each row, in order of first appearance, and what each code stands
/// for.
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
    let interner = TextInterner(base)
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

