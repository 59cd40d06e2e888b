import Columns
import Kernels

extension TableReader {
  /// How much of a text is read to tell its columns.
  private static let firstBytes = 1 << 18

  /// The columns of a file as far as they can be told at once, for who is typing what comes behind: a text by its first
  /// quarter of a megabyte, so that a type may turn out to be another, and a Parquet file by its own description. Of
  /// several files it is the first.
  ///
  /// - Returns: nil for workbooks, for packed text, and for what cannot be read.
  public static func firstSchema(path: String, options: ReadOptions) -> Schema? {
    guard let first = (try? FileSet(path))?.paths.first, let file = try? FileBytes(path: first) else { return nil }
    switch options.format ?? TableFormat(path: first) ?? TableFormat(firstBytesOf: file) {
    case .parquet: return parquetSchema(file, options.columns)
    case .xlsx: return nil
    case let format:
      guard Compression(firstBytesOf: file) == .plain else { return nil }
      var options = options
      (options.csv.footerLines, options.csv.ragged, options.sourceColumn) = (0, .pad, nil)
      return try? readText(FileBytes(head(of: file)), first, format, options, .serial).table.schema
    }
  }

  /// The first lines of a text, whole ones.
  private static func head(of file: FileBytes) -> [UInt8] {
    let head = file.bytes(0..<min(firstBytes, file.count))
    guard head.count < file.count, let end = head.lastIndex(of: UInt8(ascii: "\n")) else { return head }
    return Array(head[...end])
  }

  private static func parquetSchema(_ file: FileBytes, _ columns: ColumnChoice) -> Schema? {
    guard let fields = try? ParquetReader.fields(of: file) else { return nil }
    guard let wanted = columns.names else { return Schema(fields) }
    return Schema(wanted.compactMap { name in fields.first { $0.name == name } })
  }
}
