import Foundation
import TestSupport

/// A table of clients with known values, and the CSV file that says so.
struct PlantedTable {
  struct Row: Equatable {
    var id: Int
    var amount: Int?
    var rate: Double?
    var kind: String?
    var day: String?

    /// The fields by the names of ``PlantedTable/names``; nil is null.
    var fields: [String?] {
      [String(id), amount.map { String($0) }, rate.map { "\($0)" }, kind, day]
    }
  }

  static let names = ["id", "amount", "rate", "kind", "day"]
  var rows: [Row]
  /// The header as it stands in the file.
  var header = Self.names
  /// A field of the file that is not what the row says, by row and column.
  var spelling: [[Int]: String] = [:]
  var lineEnd = "\n"

  /// Some rows without a gap in the first one, so that each column has its type.
  init(_ count: Int, _ random: inout SplitMix64) {
    rows = (0..<count).map { index in
      func gap() -> Bool { index > 0 && random.next() % 8 == 0 }
      return Row(
        id: 1000 + index * 3, amount: gap() ? nil : Int.random(in: 1...9999, using: &random),
        rate: gap() ? nil : Double.random(in: 0...1, using: &random),
        kind: gap() ? nil : ["red", "green", "blue", "grey"].randomElement(using: &random),
        day: gap() ? nil : "2024-0\(Int.random(in: 1...9, using: &random))-1\(Int.random(in: 0...9, using: &random))")
    }
  }

  var csv: String {
    let lines = rows.enumerated().map { place, row in
      row.fields.enumerated().map { spelling[[place, $0]] ?? $1 ?? "" }.joined(separator: ",")
    }
    return ([header.joined(separator: ",")] + lines).map { $0 + lineEnd }.joined()
  }

  /// A value as the program shows it.
  static func literal(_ field: String?, _ column: String) -> String {
    guard let field else { return "null" }
    return switch column {
    case "kind": "\"\(field)\""
    case "day": "date \"\(field)\""
    default: field
    }
  }

  /// The rows of the block in which a row stands, as they are named.
  static func block(_ row: Int, of count: Int) -> String {
    let start = row / 4096 * 4096
    return "rows \(start)–\(min(start + 4096, count) - 1)"
  }
}
