import CArrow
import Columns
import Files
import Kernels

/// Writes tables as Parquet, through Apache Arrow.
///
/// `int` is INT64, `float` DOUBLE, `text` a UTF-8 string, `date` DATE, `datetime` TIMESTAMP of microseconds in UTC.
/// Columns are compressed by Zstandard. The bytes depend on the table alone, and on the version of Arrow.
public enum ParquetWriter {
  /// How many rows make up a row group: a multiple of 64, so that groups cut validity between its words.
  static let groupRows = 1 << 18

  /// - Throws: ``WriteError``; `Cancelled`, and then no file is left behind and an old one stays as it was.
  public static func write(_ table: Table, to path: String, execution: Execution) throws {
    do {
      try write(table, path, execution)
    } catch let failure as ArrowFailure {
      throw WriteError(path: path, sentence: failure.sentence, help: failure.help)
    } catch let failure as FileFailure {
      throw WriteError(failure)
    }
  }

  private static func write(_ table: Table, _ path: String, _ execution: Execution) throws {
    let encoder = try ParquetEncoder(table, threads: execution.threads)
    var file = try AtomicFile(path: path)
    execution.monitor.begin("writing \(path)", total: table.rowCount)
    for start in stride(from: 0, to: table.rowCount, by: groupRows) {
      let rows = start..<min(table.rowCount, start + groupRows)
      try encoder.encode(rows) { try execution.checkCancelled() }
      try file.write(encoder.takeBytes())
      execution.monitor.advance(by: rows.count)
    }
    try encoder.finish()
    try file.write(encoder.takeBytes())
    try file.commit()
  }
}

/// Turns the rows of one table into the bytes of a Parquet file.
private final class ParquetEncoder {
  private let library: ArrowLibrary
  // SAFETY: made by `init`, freed once, by `deinit`, and used by one thread.
  private let handle: OpaquePointer
  private let columns: [Column]

  init(_ table: Table, threads: Int) throws(ArrowFailure) {
    let library = try ArrowLibrary.shared()
    let handle = try ArrowLibrary.said { carrow_new_writer(library.handle, Int32(threads), $0) }
    (self.library, self.handle) = (library, handle)
    columns = table.columns
    for (field, column) in zip(table.schema.fields, columns) {
      let kind = ParquetField.types.first { $0.type == column.type }?.kind ?? CARROW_REFUSED
      carrow_add_column(library.handle, handle, field.name, Int32(kind.rawValue))
    }
    for (index, column) in columns.enumerated() {
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

  /// Encodes rows as one row group.
  func encode(_ rows: Range<Int>, checkCancelled: () throws -> Void) throws {
    let count = Int64(rows.count)
    for (index, column) in columns.enumerated() {
      try checkCancelled()
      let valid = column.validity.map { validity in
        Array(validity.words.view[rows.lowerBound >> 6..<Bitmap.wordCount(rows.upperBound)])
      }
      let (storage, places) = column.written(rows)
      switch storage {
      case .floats(let values):
        let floats = Array(values.view[places])
        try ArrowLibrary.check { carrow_put_floats(library.handle, handle, Int32(index), floats, valid, count, $0) }
      case .integers(let values), .text(let values, _):
        let integers = values.values(places)
        try ArrowLibrary.check { carrow_put_integers(library.handle, handle, Int32(index), integers, valid, count, $0) }
      case .indicator, .gathered: preconditionFailure("written values are no view")
      }
    }
    try ArrowLibrary.check { carrow_end_group(library.handle, handle, count, $0) }
  }

  func finish() throws(ArrowFailure) {
    try ArrowLibrary.check { carrow_finish(library.handle, handle, $0) }
  }

  /// What has been encoded since the last call.
  func takeBytes() -> [UInt8] {
    var bytes = [UInt8](repeating: 0, count: Int(carrow_pending(library.handle, handle)))
    carrow_take(library.handle, handle, &bytes)
    return bytes
  }
}
