import Columns
import Foundation
import Kernels

extension TableReader {
  /// How much of a text is read to tell its columns.
  private static let firstBytes = 1 << 18

  /// The columns of a file as far as they can be told at once, for who is typing what comes behind: a text by its first
  /// quarter of a megabyte, so that a type may turn out to be another, and a Parquet file by its own description. Of
  /// several files it is the first.
  ///
  /// - Returns: nil for workbooks, for packed text, for pipes and devices, and for what cannot be read.
  public static func firstSchema(path: String, options: ReadOptions) -> Schema? {
    guard let path = (try? FileSet(path))?.paths.first, let start = start(of: path) else { return nil }
    let head = FileBytes(start)
    switch options.format ?? TableFormat(path: path) ?? TableFormat(firstBytesOf: head) {
    case .parquet: return (try? FileBytes(path: path)).flatMap { parquetSchema($0, options.columns) }
    case .xlsx: return nil
    case let format:
      guard Compression(firstBytesOf: head) == .plain else { return nil }
      var options = options
      (options.csv.footerLines, options.csv.ragged, options.sourceColumn) = (0, .pad, nil)
      return try? readText(head, path, format, options, .serial).table.schema
    }
  }

  /// The first lines of a file, whole ones. Nil for what is no regular file: looking would take it from who reads it.
  private static func start(of path: String) -> [UInt8]? {
    let files = FileManager.default, target = (path as NSString).resolvingSymlinksInPath
    guard (try? files.attributesOfItem(atPath: target))?[.type] as? FileAttributeType == .typeRegular,
      let file = FileHandle(forReadingAtPath: path), let bytes = try? file.read(upToCount: firstBytes)
    else { return nil }
    guard bytes.count == firstBytes, let end = bytes.lastIndex(of: UInt8(ascii: "\n")) else { return Array(bytes) }
    return Array(bytes[...end])
  }

  private static func parquetSchema(_ file: FileBytes, _ columns: ColumnChoice) -> Schema? {
    guard let fields = try? ParquetReader.fields(of: file) else { return nil }
    guard let wanted = columns.names else { return Schema(fields) }
    return Schema(wanted.compactMap { name in fields.first { $0.name == name } })
  }
}
