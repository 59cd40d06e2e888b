import Columns
import Kernels

/// The values of one block of a column, as a block store keeps them.
///
/// In the file: the version, the number of bits of a value, what the values are (0 integers, 1 floats, 2 floats that
/// are whole numbers, 3 texts), whether there are nulls, the rows and the texts as 16-bit counts, the least value in
/// 64 bits, each text as a 32-bit length and its bytes, the values above the least one (for text the place among the
/// texts) packed from the lowest bit of each 64-bit word up, and the words of the validity bits. Everything is
/// little-endian.
package struct RecordedBlock: Equatable {
  package let cells: [Cell]

  private static let version: UInt8 = 2

  private enum Kind: UInt8 {
    case integers, floats, wholeFloats, texts
  }

  /// - Parameter block: one of the column's blocks of ``CanonicalColumn/blockRows`` rows.
  package static func encode(_ canonical: CanonicalColumn, block: Int) -> [UInt8] {
    let rows = canonical.rows(ofBlock: block), words = canonical.words(ofBlock: block)
    let validity = Array(words[rows.count...])
    var kind = Kind.integers, texts: [String] = [], values = Array(words[..<rows.count])
    switch canonical.column.type {
    case .text:
      kind = .texts
      (texts, values) = places(of: values, validity) { canonical.column[rows.lowerBound + $0] }
    case .float:
      let whole = wholeNumbers(values)
      (kind, values) = whole.map { (.wholeFloats, $0) } ?? (.floats, values)
    default: break
    }
    if kind != .floats { fillNulls(&values, validity) }
    let packed = PackedIntegers(values, isWide: kind == .floats)
    var out: [UInt8] = [version, packed.bits, kind.rawValue, validity.isEmpty ? 0 : 1]
    out += LittleEndian.bytes([UInt64(rows.count), UInt64(texts.count)], width: 2)
    out += LittleEndian.bytes([packed.least], width: 8)
    for text in texts {
      out += LittleEndian.bytes([UInt64(text.utf8.count)], width: 4)
      out += Array(text.utf8)
    }
    return out + LittleEndian.bytes(packed.words + validity, width: 8)
  }

  /// The texts of a block in order of first appearance, and each row's place among them, 0 for null.
  ///
  /// - Parameter hashes: what stands for the texts of the rows.
  private static func places(
    of hashes: [UInt64], _ validity: [UInt64], cell: (Int) -> Cell
  ) -> (texts: [String], places: [UInt64]) {
    var texts: [String] = [], known: [UInt64] = [], places: [UInt64] = []
    // A table of places by hash with at least as many free slots as taken ones.
    var slots = [Int16](repeating: -1, count: 2 * CanonicalColumn.blockRows)
    places.reserveCapacity(hashes.count)
    for (offset, hash) in hashes.enumerated() {
      var slot = Int(truncatingIfNeeded: hash) & (slots.count - 1)
      while slots[slot] >= 0, known[Int(slots[slot])] != hash { slot = (slot + 1) & (slots.count - 1) }
      if slots[slot] >= 0 {
        places.append(UInt64(slots[slot]))
      } else if isPresent(offset, validity), case .text(let text) = cell(offset) {
        slots[slot] = Int16(texts.count)
        places.append(UInt64(texts.count))
        known.append(hash)
        texts.append(text)
      } else {
        places.append(0)
      }
    }
    return (texts, places)
  }

  /// Floats, as bits, as the integers that they are; nil where one of them has a fraction or is too large.
  private static func wholeNumbers(_ bits: [UInt64]) -> [UInt64]? {
    var whole: [UInt64] = []
    whole.reserveCapacity(bits.count)
    for word in bits {
      // The whole number 0 does not tell the sign of -0.0.
      guard word != (-0.0).bitPattern, let value = Int64(exactly: Double(bitPattern: word)),
        value.magnitude < 1 << 53
      else { return nil }
      whole.append(UInt64(bitPattern: value))
    }
    return whole
  }

  /// Gives null rows a value that others have, so that their zeros do not make the numbers longer.
  private static func fillNulls(_ values: inout [UInt64], _ validity: [UInt64]) {
    guard !validity.isEmpty, let first = values.indices.first(where: { isPresent($0, validity) }) else { return }
    for row in values.indices where !isPresent(row, validity) { values[row] = values[first] }
  }

  private static func isPresent(_ row: Int, _ validity: [UInt64]) -> Bool {
    validity.isEmpty || validity[row >> 6] >> UInt64(row & 63) & 1 == 1
  }

  /// Nil for bytes that are no block.
  package init?(_ bytes: [UInt8], type: ColumnType) {
    var reader = ByteReader(bytes)
    guard reader.number(1) == UInt64(Self.version), let bits = reader.number(1), PackedIntegers.widths.contains(bits),
      let kind = reader.number(1).flatMap({ Kind(rawValue: UInt8($0)) }),
      let hasNulls = reader.number(1), let rows = reader.number(2), let textCount = reader.number(2),
      let least = reader.number(8)
    else { return nil }
    var texts: [String] = []
    for _ in 0..<textCount {
      guard let length = reader.number(4), let bytes = reader.bytes(Int(length)) else { return nil }
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    let count = Int(rows), words = PackedIntegers.wordCount(count, bits: bits)
    guard let packed = reader.words(words),
      let validity = reader.words(hasNulls == 1 ? Bitmap.wordCount(count) : 0)
    else { return nil }
    let values = PackedIntegers(least: least, bits: UInt8(bits), words: packed).values(count)
    var cells: [Cell] = []
    for (row, value) in values.enumerated() {
      let isNull = !Self.isPresent(row, validity)
      guard let cell = isNull ? .null : Self.cell(value, kind, type, texts) else { return nil }
      cells.append(cell)
    }
    self.cells = cells
  }

  /// The hash of a column's block with these values.
  func hash(_ type: ColumnType) -> UInt64? {
    guard !cells.isEmpty, cells.count <= CanonicalColumn.blockRows,
      let column = try? CanonicalColumn(Column(cells: cells, type: type), execution: .serial)
    else { return nil }
    return column.hashes(ofBlocks: 0..<1).first
  }

  /// Columns of several types may share a block, as those of zeros do: what the block was made of tells only how its
  /// words are packed.
  private static func cell(_ value: UInt64, _ kind: Kind, _ type: ColumnType, _ texts: [String]) -> Cell? {
    if kind == .texts || type == .text {
      guard kind == .texts, type == .text, let place = Int(exactly: value) else { return nil }
      return texts.indices.contains(place) ? .text(texts[place]) : nil
    }
    let word = kind == .wholeFloats ? Double(Int64(bitPattern: value)).bitPattern : value
    return type == .float ? .float(Double(bitPattern: word)) : Cell(integer: Int64(bitPattern: word), type: type)
  }
}

/// Takes little-endian numbers and runs of bytes from the front; nil at the end.
private struct ByteReader {
  private var rest: ArraySlice<UInt8>

  init(_ bytes: [UInt8]) { rest = bytes[...] }

  mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= rest.count else { return nil }
    defer { rest = rest.dropFirst(count) }
    return rest.prefix(count)
  }

  mutating func number(_ count: Int) -> UInt64? {
    bytes(count)?.reversed().reduce(0) { $0 << 8 | UInt64($1) }
  }

  mutating func words(_ count: Int) -> [UInt64]? {
    var words: [UInt64] = []
    for _ in 0..<count {
      guard let word = number(8) else { return nil }
      words.append(word)
    }
    return words
  }
}
