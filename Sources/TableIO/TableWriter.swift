import Columns
import Kernels

/// Writes a table to a file of any format; text is packed by gzip where its name ends in `.gz`.
public enum TableWriter {
  /// - Parameters:
  ///   - format: nil takes the one that the ending names, else CSV.
  ///   - compression: that of the columns of a Parquet file.
  ///   - header: whether delimited text, or a sheet, starts with the names.
  ///   - sheet: what the sheet of a workbook is called.
  /// - Returns: what was changed because the format has no place for it, in sentences.
  /// - Throws: ``WriteError``; `InsufficientMemory`; `Cancelled`, and then no file is left behind and an old one
  ///   stays as it was.
  @discardableResult
  public static func write(
    _ table: Table, to path: String, format: TableFormat? = nil, compression: ParquetCompression = .zstd,
    header: Bool = true, sheet: String = "Sheet1", execution: Execution
  ) throws -> [String] {
    let format = format ?? TableFormat(path: path) ?? .csv
    if format == .parquet || format == .xlsx, Compression(path: path) != .plain {
      let name = format == .parquet ? "Parquet packs its columns itself" : "a workbook is packed already"
      throw WriteError(
        path: path, sentence: name,
        help: "let the name end in `\(format == .parquet ? ".parquet" : ".xlsx")`")
    }
    // The texts as they stand in the file.
    let texts = table.columns.reduce(0) { $0 + ($1.dictionary?.count ?? 0) }
    try execution.memory.require(Double(texts) * 72)
    switch format {
    case .parquet: try ParquetWriter.write(table, to: path, compression: compression, execution: execution)
    case .xlsx:
      return try WorkbookWriter.write(table, to: path, sheet: sheet, header: header, execution: execution)
    case .jsonl: try JSONLinesWriter.write(table, to: path, execution: execution)
    case .csv, .tsv:
      var options = CSVWriteOptions()
      if format == .tsv { options.separator = "\t" }
      options.header = header
      try CSVWriter.write(table, to: path, options: options, execution: execution)
    }
    return []
  }
}
