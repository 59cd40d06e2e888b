import Columns
import Kernels

/// The values of one block of a column, as a block store keeps them.
///
/// In the file: the version, the number of bytes of a value (0 for text), whether there are nulls, the rows and the
/// texts as 16-bit counts, each text as a 32-bit length and its bytes, the values (for text the place among the texts), and
/// one byte a row that is 1 where it has a value. Everything is little-endian.
package struct RecordedBlock: Equatable {
  package let cells: [Cell]

  private static let version: UInt8 = 1

  /// - Parameter block: one of the column's blocks of ``CanonicalColumn/blockRows`` rows.
  package static func encode(_ canonical: CanonicalColumn, block: Int) -> [UInt8] {
    let column = canonical.column, rows = canonical.rows(ofBlock: block)
    let hasNulls = column.validity != nil && rows.contains { column.isNull($0) }
    var texts: [String] = [], values: [UInt64]
    if let dictionary = column.dictionary, case (.text(let codes, _), let places) = column.written(rows) {
      (texts, values) = localCodes(codes.values(places), dictionary) { column.isNull(rows.lowerBound + $0) }
    } else {
      values = Array(canonical.words(ofBlock: block).prefix(rows.count))
    }
    let width = column.type == .text ? 0 : column.type == .float ? 8 : byteWidth(values)
    var out: [UInt8] = [version, UInt8(width), hasNulls ? 1 : 0]
    out.reserveCapacity(rows.count * 9 + 16)
    append(UInt64(rows.count), bytes: 2, to: &out)
    append(UInt64(texts.count), bytes: 2, to: &out)
    for text in texts {
      append(UInt64(text.utf8.count), bytes: 4, to: &out)
      out += Array(text.utf8)
    }
    out += LittleEndian.bytes(values, width: width == 0 ? 2 : width)
    if hasNulls { out += rows.map { column.isNull($0) ? 0 : 1 } }
    return out
  }

  /// The texts of a block in order of first appearance, and each row's place among them, 0 for null.
  private static func localCodes(
    _ codes: [Int64], _ dictionary: TextDictionary, isNull: (Int) -> Bool
  ) -> (texts: [String], places: [UInt64]) {
    var texts: [String] = [], placeOf: [Int64: UInt64] = [:]
    let places = codes.enumerated().map { offset, code -> UInt64 in
      if isNull(offset) { return 0 }
      if let place = placeOf[code] { return place }
      placeOf[code] = UInt64(texts.count)
      texts.append(dictionary[Int(code)])
      return UInt64(texts.count - 1)
    }
    return (texts, places)
  }

  /// Nil for bytes that are no block.
  package init?(_ bytes: [UInt8], type: ColumnType) {
    var reader = ByteReader(bytes)
    guard reader.number(1) == UInt64(Self.version), let width = reader.number(1), [0, 1, 2, 4, 8].contains(width),
      (width == 0) == (type == .text), let hasNulls = reader.number(1), let rows = reader.number(2),
      let textCount = reader.number(2)
    else { return nil }
    var texts: [String] = []
    for _ in 0..<textCount {
      guard let length = reader.number(4), let bytes = reader.bytes(Int(length)) else { return nil }
      texts.append(String(decoding: bytes, as: UTF8.self))
    }
    var values: [UInt64] = []
    for _ in 0..<rows {
      guard let value = reader.number(width == 0 ? 2 : Int(width)) else { return nil }
      values.append(value)
    }
    guard let flags = reader.bytes(hasNulls == 1 ? Int(rows) : 0) else { return nil }
    let valid = Array(flags)
    var cells: [Cell] = []
    for (row, value) in values.enumerated() {
      guard valid.isEmpty || valid[row] == 1 else {
        cells.append(.null)
        continue
      }
      guard let cell = Self.cell(value, bytes: Int(width), type, texts) else { return nil }
      cells.append(cell)
    }
    self.cells = cells
  }

  private static func cell(_ value: UInt64, bytes: Int, _ type: ColumnType, _ texts: [String]) -> Cell? {
    switch type {
    case .float: return .float(Double(bitPattern: value))
    case .text: return texts.indices.contains(Int(value)) ? .text(texts[Int(value)]) : nil
    default:
      let unused = UInt64(64 - 8 * bytes)
      return Cell(integer: Int64(bitPattern: value << unused) >> Int64(unused), type: type)
    }
  }

  private static func byteWidth(_ values: [UInt64]) -> Int {
    [1, 2, 4].first { width in
      let unused = UInt64(64 - 8 * width)
      return values.allSatisfy { Int64(bitPattern: $0 << unused) >> Int64(unused) == Int64(bitPattern: $0) }
    } ?? 8
  }

  private static func append(_ value: UInt64, bytes: Int, to out: inout [UInt8]) {
    for byte in 0..<bytes { out.append(UInt8(truncatingIfNeeded: value >> (8 * UInt64(byte)))) }
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
}
