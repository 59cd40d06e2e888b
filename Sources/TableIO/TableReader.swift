import Columns
import Kernels

/// Reads a table from a file of any format.
public enum TableReader {
  /// - Throws: ``ReadError``; `Cancelled` when the monitor was cancelled.
  public static func read(
    path: String, options: ReadOptions = ReadOptions(), execution: Execution
  ) throws -> ReadResult {
    let format = options.format ?? TableFormat(path: path) ?? .csv
    if options.asksForDelimitedText, format == .parquet || format == .jsonl {
      throw ReadError(
        path: path, sentence: "the options of delimited text do not apply to a file of format \(format.rawValue)",
        help: "leave them out, or give `format: \"csv\"`")
    }
    switch format {
    case .parquet: return try ParquetReader.read(path: path, columns: options.columns, execution: execution)
    case .jsonl: throw ReadError(path: path, sentence: "JSON Lines are not read yet")
    case .csv, .tsv:
      var csv = options.csv
      if format == .tsv, csv.separator == nil { csv.separator = "\t" }
      return try CSVReader.read(path: path, options: csv, execution: execution)
    }
  }
}
