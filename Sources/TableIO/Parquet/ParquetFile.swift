import CArrow
import Columns
import Kernels

/// An open Parquet file: its columns, and their values by row group. Threads may share it.
final class ParquetFile: @unchecked Sendable {
  // SAFETY: unchecked because of the handle, which is closed once, in `deinit`; the library locks what threads share of
  // it, and `bytes` keeps alive the memory that it reads.
  private let handle: OpaquePointer
  private let library: ArrowLibrary
  private let bytes: FileBytes
  let fields: [ParquetField]
  let groupCount: Int
  /// How many rows each row group has, as the footer says; −1 where it says nothing that can be.
  let rowCounts: [Int]

  init(_ bytes: FileBytes) throws(ArrowFailure) {
    let library = try ArrowLibrary.shared()
    let handle = try ArrowLibrary.said { carrow_open(library.handle, bytes.address, Int64(bytes.count), $0) }
    (self.library, self.handle, self.bytes) = (library, handle, bytes)
    fields = (0..<carrow_field_count(library.handle, handle)).map { index in
      ParquetField(carrow_field_at(library.handle, handle, index))
    }
    groupCount = Int(carrow_group_count(library.handle, handle))
    rowCounts = (0..<carrow_group_count(library.handle, handle)).map { group in
      Int(carrow_group_rows(library.handle, handle, group))
    }
  }

  deinit { carrow_close(library.handle, handle) }

  /// What the program that wrote the file noted under a key.
  func note(_ key: String) -> String? { carrow_note(library.handle, handle, key).map { String(cString: $0) } }

  /// Decodes one column of one row group; `type` is that of the field, or text for the digits of integers.
  func read(group: Int, field: Int, type: ColumnType) throws(ArrowFailure) -> ParquetPiece {
    let asText: Int32 = type == .text && fields[field].type != .text ? 1 : 0
    let values = try ArrowLibrary.said { carrow_read(library.handle, handle, Int32(group), Int32(field), asText, $0) }
    defer { carrow_release(library.handle, values) }
    let summary = carrow_summarise(library.handle, values)
    var nulls = NullBits(rowCount: Int(summary.rows))
    if summary.nulls > 0 { carrow_copy_nulls(library.handle, values, &nulls.words) }
    var piece = ParquetPiece(
      rowCount: Int(summary.rows), nulls: nulls, nonFiniteCount: Int(summary.non_finite), cutCount: Int(summary.cut),
      beyondCount: Int(summary.beyond))
    switch type {
    case .float:
      let floats = Scratch<Double>(count: piece.rowCount).slots
      carrow_copy_floats(library.handle, values, floats.pointer.baseAddress)
      piece.values = .floats(floats.elements)
    case .text: readTexts(values, summary, areBytes: fields[field].isBinary, into: &piece)
    case .int, .bool, .date, .datetime:
      var integers = [Int64](repeating: 0, count: piece.rowCount)
      carrow_copy_integers(library.handle, values, &integers)
      piece.values = .integers(IntegerSegment(integers))
    }
    return piece
  }

  private func readTexts(
    _ values: OpaquePointer, _ summary: carrow_summary, areBytes: Bool, into piece: inout ParquetPiece
  ) {
    var codes = [Int32](repeating: 0, count: piece.rowCount)
    carrow_copy_codes(library.handle, values, &codes)
    var bytes = [UInt8](repeating: 0, count: Int(summary.text_bytes))
    var ends = [Int64](repeating: 0, count: Int(summary.texts))
    carrow_copy_texts(library.handle, values, &bytes, &ends)
    var start = 0
    let contents = ends.map { end in
      defer { start = Int(end) }
      return Array(bytes[start..<Int(end)])
    }
    let repair = TextRepair(contents, fallback: areBytes ? .hexadecimal : .replacement)
    piece.texts = repair.texts
    if repair.isNeeded {
      piece.repairedCount = codes.indices.count { !piece.nulls[$0] && repair.wasBroken[Int(codes[$0])] }
    }
    piece.values = .texts(IntegerSegment(codes: codes, codeCount: ends.count), columnCodes: [])
  }
}

/// A column of a Parquet file.
struct ParquetField: Sendable {
  let name: String
  /// What the column becomes; nil for what has no place in a table.
  let type: ColumnType?
  /// The file's own name of the type.
  let typeName: String
  /// Whether the texts were stored as bytes without a claim to be text.
  let isBinary: Bool
  let isDecimal: Bool
  /// Whether its integers have 64 bits and no sign.
  let isUnsigned: Bool
  /// The zone in which the file shows its times; empty for none.
  let zone: String

  init(_ field: carrow_field) {
    name = String(cString: field.name)
    typeName = String(cString: field.type)
    zone = String(cString: field.zone)
    (isBinary, isDecimal, isUnsigned) = (field.is_binary != 0, field.is_decimal != 0, field.is_unsigned != 0)
    type = ParquetField.types.first { $0.kind.rawValue == UInt32(bitPattern: field.kind) }?.type
  }

  /// The types of columns, and what the library calls them.
  static let types: [(type: ColumnType, kind: carrow_kind)] = [
    (.int, CARROW_INTEGER), (.float, CARROW_FLOAT), (.text, CARROW_TEXT), (.bool, CARROW_BOOL), (.date, CARROW_DATE),
    (.datetime, CARROW_TIME),
  ]
}

/// One column of one row group.
struct ParquetPiece: Sendable {
  let rowCount: Int
  let nulls: NullBits
  var values: ColumnSegment.Values = .allNull
  /// The distinct texts by the codes of `values`, as valid UTF-8.
  var texts: [[UInt8]] = []
  /// How many values became null, being no finite number or no time.
  let nonFiniteCount: Int
  /// How many times lost digits below a microsecond.
  let cutCount: Int
  /// How many unsigned integers are too large for `int`.
  let beyondCount: Int
  var repairedCount = 0

  init(rowCount: Int, nulls: NullBits, nonFiniteCount: Int, cutCount: Int, beyondCount: Int = 0) {
    (self.rowCount, self.nulls) = (rowCount, nulls)
    (self.nonFiniteCount, self.cutCount, self.beyondCount) = (nonFiniteCount, cutCount, beyondCount)
  }
}
