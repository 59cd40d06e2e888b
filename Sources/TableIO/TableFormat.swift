import Kernels

/// The formats that tables are read from and written to.
public enum TableFormat: String, Sendable, CaseIterable {
  case csv, tsv, parquet, jsonl, xlsx

  /// The format that a file's ending names, in front of `.gz` or `.zst`; nil for an ending that names none.
  public init?(path: String) {
    var parts = path.split(separator: "/").last?.lowercased().split(separator: ".") ?? []
    if parts.last == "gz" || parts.last == "zst" { parts.removeLast() }
    guard parts.count > 1, let ending = parts.last else { return nil }
    self.init(ending: String(ending))
  }

  /// The format of files with an ending such as `csv`.
  public init?(ending: String) {
    switch ending {
    case "csv": self = .csv
    case "tsv", "tab": self = .tsv
    case "parquet", "pq": self = .parquet
    case "jsonl", "ndjson", "json": self = .jsonl
    case "xlsx", "xlsm": self = .xlsx
    default: return nil
    }
  }

  /// Parquet or a workbook where a file starts like one, else CSV.
  init(firstBytesOf file: FileBytes) {
    let first = file.bytes(0..<min(4, file.count))
    self = first == Array("PAR1".utf8) ? .parquet : first == [0x50, 0x4B, 3, 4] ? .xlsx : .csv
  }
}

/// How to read a table.
public struct ReadOptions: Sendable, Equatable {
  /// The format; nil takes the one that the ending names, else Parquet where the file starts like it, else CSV.
  public var format: TableFormat?
  /// How text is packed; nil goes by the first bytes.
  public var compression: Compression?
  /// How delimited text is written; no other format takes all of these options.
  public var csv = CSVOptions()
  /// The name of a column that tells for each row which file it stems from; nil for none.
  public var sourceColumn: String?

  /// The sheet of a workbook; nil takes the first that is not hidden.
  public var sheet: WorkbookReader.Choice?

  /// The usual options of each format.
  public init() {}

  /// The columns to read, of any format.
  public var columns: ColumnChoice {
    get { csv.columns }
    set { csv.columns = newValue }
  }

  /// What kind of file takes all the options, where one of another kind was asked for.
  func neededKind(for format: TableFormat) -> String? {
    var plain = CSVOptions()
    plain.columns = csv.columns
    if format == .xlsx {
      (plain.types, plain.header, plain.nulls) = (csv.types, csv.header, csv.nulls)
      (plain.skippedLines, plain.blankRows) = (csv.skippedLines, csv.blankRows)
      return csv == plain && compression == nil ? nil : "text"
    }
    if format == .parquet { return csv == plain && compression == nil ? nil : "text" }
    (plain.types, plain.encoding) = (csv.types, csv.encoding)
    return format == .jsonl && csv != plain ? "delimited text" : nil
  }
}
