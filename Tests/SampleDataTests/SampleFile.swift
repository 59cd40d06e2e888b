import Foundation
import SampleData
import TestSupport

/// A table of `data/home-credit`, read by the plainest means: fields split at commas outside quotes.
struct SampleFile {
  let columns: [String]
  private let rows: [[String]]

  static let folder = Repository.file("data/home-credit")

  init(_ table: HomeCreditTable) throws {
    let text = try String(contentsOfFile: "\(Self.folder)/\(table.fileName)", encoding: .utf8)
    let lines = text.split(separator: "\n")
    columns = Self.fields(lines[0])
    rows = lines.dropFirst().map(Self.fields)
  }

  var count: Int { rows.count }
  /// The widths of the rows that occur.
  var widths: Set<Int> { Set(rows.map(\.count)) }

  /// The fields of one column; an empty one is a missing value.
  subscript(_ column: String) -> [String] {
    guard let index = columns.firstIndex(of: column) else { return [] }
    return rows.map { $0[index] }
  }

  func levels(_ column: String) -> Set<String> { Set(self[column]).subtracting([""]) }

  func missingShare(_ column: String) -> Double {
    Double(self[column].count { $0.isEmpty }) / Double(count)
  }

  private static func fields(_ line: Substring) -> [String] {
    let parts = line.split(separator: ",", omittingEmptySubsequences: false)
    guard line.utf8.contains(UInt8(ascii: "\"")) else { return parts.map(String.init) }
    var fields: [String] = []
    var open: String?
    for part in parts {
      let quotes = part.utf8.count { $0 == UInt8(ascii: "\"") }
      switch (open, quotes % 2) {
      case (nil, 0): fields.append(String(part))
      case (nil, _): open = String(part)
      case (let start?, 0): open = "\(start),\(part)"
      case (let start?, _):
        fields.append("\(start),\(part)".replacing("\"", with: ""))
        open = nil
      }
    }
    return fields
  }
}
