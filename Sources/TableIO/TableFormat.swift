import Kernels

/// The formats that tables are read from and written to.
public enum TableFormat: String, Sendable, CaseIterable {
  case csv, tsv, parquet, jsonl

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
    default: return nil
    }
  }

  /// Parquet where a file starts like it, else CSV.
  init(firstBytesOf file: FileBytes) {
    self = file.bytes(0..<min(4, file.count)) == Array("PAR1".utf8) ? .parquet : .csv
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
    if format == .parquet { return csv == plain && compression == nil ? nil : "text" }
    (plain.types, plain.encoding) = (csv.types, csv.encoding)
    return format == .jsonl && csv != plain ? "delimited text" : nil
  }
}
