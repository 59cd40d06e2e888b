import Columns
import Kernels

/// Reads delimited text into a table.
///
/// A column's type is inferred from all of its values: `bool` (`true`, `false`, also capitalised), `int`, `float`,
/// `date` (`2024-01-31`), `datetime`, else `text`. Leading zeros do not keep a column from being `int`. Integers and
/// floats together are `float`; anything else mixed is `text`. Integers beyond 64 bits stay `text`, so that no digit is
/// lost. `inf` and `nan` become null where the column is numeric. A column without any value is `float`.
public enum CSVReader {
  /// How much of a file one piece of work reads. Part of no result: pieces are joined without a seam.
  static let chunkBytes = 1 << 20

  /// - Throws: ``ReadError``; `Cancelled` when the monitor was cancelled.
  public static func read(
    path: String, options: CSVOptions = CSVOptions(), execution: Execution
  ) throws -> ReadResult {
    try read(path: path, options: options, execution: execution, chunkBytes: chunkBytes)
  }

  /// Reading with another size of pieces, for tests of their seams.
  package static func read(
    path: String, options: CSVOptions, execution: Execution, chunkBytes: Int
  ) throws -> ReadResult {
    try FileBytes(reading: path).unchanged { file in
      try CSVFile(path: path, file: file, options: options).read(execution: execution, chunkBytes: chunkBytes)
    }
  }

  /// Reads a file that is open already.
  static func read(file: FileBytes, path: String, options: CSVOptions, execution: Execution) throws -> ReadResult {
    try CSVFile(path: path, file: file, options: options).read(execution: execution, chunkBytes: chunkBytes)
  }

  /// Reads text that is in memory already; `name` stands for its path in errors.
  public static func read(
    bytes: [UInt8], name: String, options: CSVOptions = CSVOptions(), execution: Execution = .serial
  ) throws -> ReadResult {
    try read(bytes: bytes, name: name, options: options, execution: execution, chunkBytes: chunkBytes)
  }

  package static func read(
    bytes: [UInt8], name: String, options: CSVOptions, execution: Execution, chunkBytes: Int
  ) throws -> ReadResult {
    try CSVFile(path: name, file: FileBytes(bytes), options: options).read(execution: execution, chunkBytes: chunkBytes)
  }
}
