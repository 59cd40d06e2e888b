import Columns
import Foundation
import Kernels

/// A column that has one value for each of several files.
struct PartitionColumn {
  let name: String
  let type: ColumnType
  /// The value for each file.
  private let cells: [Cell]

  /// A column of texts.
  init(name: String, texts: [String]) { (self.name, type, cells) = (name, .text, texts.map(Cell.text)) }

  /// Whole numbers where all texts are written as such, else dates where all are, else texts. Nil stands for null.
  init(name: String, found texts: [String?]) {
    let given = texts.compactMap { $0 }
    self.name = name
    if given.allSatisfy({ Int64($0).map(String.init) == $0 }) {
      (type, cells) = (.int, texts.map { $0.flatMap { Int64($0) }.map(Cell.int) ?? .null })
    } else if given.allSatisfy({ CalendarParser.days(Array($0.utf8)) != nil }) {
      (type, cells) = (.date, texts.map { $0.flatMap { CalendarParser.days(Array($0.utf8)) }.map(Cell.date) ?? .null })
    } else {
      (type, cells) = (.text, texts.map { $0.map(Cell.text) ?? .null })
    }
  }

  /// - Parameter rows: how many rows each file has.
  func column(rows: [Int]) -> Column {
    Column(cells: zip(cells, rows).flatMap { Array(repeating: $0, count: $1) }, type: type)
  }
}

/// Columns whose values stand in the names of folders, `year=2024/month=1/part-0.parquet`, as Hive and Spark write
/// them.
struct PartitionColumns {
  let columns: [PartitionColumn]

  /// What stands for null.
  private static let null = "__HIVE_DEFAULT_PARTITION__"

  /// - Throws: ``ReadError`` where the folders of two files name different columns.
  init(_ paths: [String]) throws(ReadError) {
    let parts = paths.map(Self.parts)
    let names = parts.first?.map(\.name) ?? []
    if let odd = parts.firstIndex(where: { $0.map(\.name) != names }) {
      throw ReadError(
        path: paths[odd], sentence: "its folders name other columns than those of \(paths[0])",
        help: "load the folders of one layout alone")
    }
    columns = names.indices.map { index in PartitionColumn(name: names[index], found: parts.map { $0[index].value }) }
  }

  private static func parts(_ path: String) -> [(name: String, value: String?)] {
    path.split(separator: "/").dropLast().compactMap { part in
      guard let sign = part.firstIndex(of: "="), sign > part.startIndex else { return nil }
      let value = String(part[part.index(after: sign)...])
      return (plain(String(part[..<sign])), value == null ? nil : plain(value))
    }
  }

  private static func plain(_ text: String) -> String { text.removingPercentEncoding ?? text }
}
