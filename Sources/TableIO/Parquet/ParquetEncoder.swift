import CArrow
import Columns
import Kernels

/// Turns the rows of one table into the bytes of a Parquet file.
///
/// Threads may encode different columns of a row group at once; all else is for one thread at a time.
final class ParquetEncoder: @unchecked Sendable {
  private let library: ArrowLibrary
  // SAFETY: unchecked because of the handle, which is made by `init` and freed once, by `deinit`; the library keeps
  // apart what it knows of different columns, and `columns` keeps alive the memory that it reads.
  private let handle: OpaquePointer
  private let columns: [Column]

  init(_ table: Table, compression: ParquetCompression) throws(ArrowFailure) {
    let library = try ArrowLibrary.shared()
    let handle = try ArrowLibrary.said { carrow_new_writer(library.handle, compression.codecName, $0) }
    (self.library, self.handle, columns) = (library, handle, table.columns)
    for (index, (field, column)) in zip(table.schema.fields, columns).enumerated() {
      let kind = ParquetField.types.first { $0.type == column.type }?.kind ?? CARROW_REFUSED
      carrow_add_column(library.handle, handle, field.name, Int32(kind.rawValue))
      if let dictionary = column.dictionary { setTexts(dictionary, of: index) }
    }
  }

  deinit { carrow_free_writer(library.handle, handle) }

  private func setTexts(_ dictionary: TextDictionary, of index: Int) {
    var bytes: [UInt8] = [], ends: [Int64] = []
    for text in dictionary.values {
      bytes += text.utf8
      ends.append(Int64(bytes.count))
    }
    carrow_set_texts(library.handle, handle, Int32(index), bytes, ends, Int64(ends.count))
  }

  /// Starts a row group.
  func begin(rowCount: Int) throws(ArrowFailure) {
    try ArrowLibrary.check { carrow_begin_group(library.handle, handle, Int64(rowCount), $0) }
  }

  /// Encodes the rows of one column for the row group.
  func encode(column: Int, _ rows: Range<Int>) throws(ArrowFailure) {
    let block = columns[column].block(rows)
    switch block.values {
    case .floats(let values): try encode(column, values, block)
    case .w8(let values): try encode(column, values, block)
    case .w16(let values): try encode(column, values, block)
    case .w32(let values): try encode(column, values, block)
    case .w64(let values): try encode(column, values, block)
    }
  }

  private func encode<T>(_ column: Int, _ values: Elements<T>, _ block: ColumnBlock) throws(ArrowFailure) {
    // SAFETY: `block` holds the memory, and the library reads it only during the call.
    let memory = carrow_block(
      values: values.view.baseAddress, width: Int32(MemoryLayout<T>.size), valid: block.validity?.view.baseAddress,
      rows: Int64(block.count))
    defer { withExtendedLifetime(block) {} }
    try ArrowLibrary.check { carrow_encode(library.handle, handle, Int32(column), memory, $0) }
  }

  /// Puts an encoded column behind those before it.
  func put(column: Int) throws(ArrowFailure) {
    try ArrowLibrary.check { carrow_put_column(library.handle, handle, Int32(column), $0) }
  }

  /// Ends the row group, all of whose columns have been put.
  func end() throws(ArrowFailure) {
    try ArrowLibrary.check { carrow_end_group(library.handle, handle, $0) }
  }

  /// Ends the file.
  func finish() throws(ArrowFailure) {
    try ArrowLibrary.check { carrow_finish(library.handle, handle, $0) }
  }

  /// What has been put since the last call, piece by piece.
  func takePieces() -> [[UInt8]] {
    defer { carrow_clear(library.handle, handle) }
    return (0..<carrow_pending(library.handle, handle)).map { index in
      let piece = carrow_pending_bytes(library.handle, handle, index)
      // SAFETY: the library keeps the bytes until they are cleared.
      return Array(UnsafeBufferPointer(start: piece.bytes, count: Int(piece.count)))
    }
  }
}
