import Columns
import Kernels

/// Reads a table from a file of any format; text may be packed by gzip or Zstandard.
public enum TableReader {
  /// - Parameter path: a file, a folder of files, or a pattern that several match.
  /// - Throws: ``ReadError``; `Cancelled` when the monitor was cancelled.
  public static func read(
    path: String, options: ReadOptions = ReadOptions(), execution: Execution
  ) throws -> ReadResult {
    let files = try FileSet(path)
    if files.isSeveral || options.sourceColumn != nil {
      return try SeveralFiles.read(files, path: path, options: options, execution: execution)
    }
    return try readOne(path: path, options: options, execution: execution)
  }

  /// Reads one file.
  static func readOne(path: String, options: ReadOptions, execution: Execution) throws -> ReadResult {
    try FileBytes(reading: path).unchanged { try read($0, path, options, execution) }
  }

  private static func read(
    _ file: FileBytes, _ path: String, _ options: ReadOptions, _ execution: Execution
  ) throws -> ReadResult {
    let format = options.format ?? TableFormat(path: path) ?? TableFormat(firstBytesOf: file)
    if options.sheet != nil, format != .xlsx {
      throw ReadError(
        path: path, sentence: "a file of format \(format.rawValue) has no sheets", help: "leave `sheet:` out")
    }
    if let kind = options.neededKind(for: format) {
      throw ReadError(
        path: path, sentence: "the options of \(kind) do not apply to a file of format \(format.rawValue)",
        help: "leave them out, or say `format: csv`")
    }
    switch format {
    case .parquet: return try ParquetReader.read(file, path: path, columns: options.columns, execution: execution)
    case .xlsx: return try WorkbookReader.read(file, path: path, options: options, execution: execution)
    case .jsonl, .csv, .tsv:
      let text = try PackedFile.unpacked(file, path: path, as: options.compression, execution: execution)
      let result = try readText(text, path, format, options, execution)
      return text === file ? result : result.with(byteCount: file.count, fileHash: file.hash())
    }
  }

  static func readText(
    _ text: FileBytes, _ path: String, _ format: TableFormat, _ options: ReadOptions, _ execution: Execution
  ) throws -> ReadResult {
    if (options.csv.encoding ?? TextEncoding.guessed(text).encoding) != .utf8 {
      // The characters as UTF-8, as they grow and then in their place.
      try execution.memory.require(Double(text.count) * 4)
    }
    if format == .jsonl {
      return try JSONLinesReader.read(bytes: text, name: path, options: JSONOptions(options.csv), execution: execution)
    }
    var csv = options.csv
    if format == .tsv, csv.separator == nil { csv.separator = "\t" }
    return try CSVReader.read(file: text, path: path, options: csv, execution: execution)
  }
}
