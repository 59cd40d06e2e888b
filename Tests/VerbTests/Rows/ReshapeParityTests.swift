import Columns
import Foundation
import Language
import TestSupport
import Testing
import Verbs

/// Tables in other shapes, compared with pandas.
@Suite(.serialized) struct ReshapeParityTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  /// A cell of the expected tables.
  enum Value: Decodable, Equatable {
    case null
    case number(Double)
    case text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() { self = .null } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  struct Expected: Decodable {
    let tolerance: Double
    let tables: [String: [String: [Value]]]
  }

  static let scripts = [
    "pivot_sum": "d | pivot kind, values: amount, agg: sum by id",
    "pivot_mean": "d | pivot kind, values: amount, agg: mean by id",
    "pivot_count": "d | pivot kind, values: amount, agg: count by id",
    "pivot_max": "d | pivot kind, values: amount, agg: max by id",
    "unpivot": "d | select id, term, amount | unpivot term, amount",
    "duplicates": "d | duplicates id, kind",
    "transpose": "d | select amount, term | head 6 | transpose",
    "transpose_texts": "d | select kind, term, id | head 4 | transpose",
    "row": "d | row 7",
    "card": "d | row 7 | card",
    "append": "more = d | select term, id\nd | select id, kind, amount | append more, fill: yes",
    "cast": "d | select status | derive whole = status | cast status, to: float | cast whole, to: int",
    "replace": """
      d | select days, kind | replace days, values: [365243], with: null
        | replace kind, values: ["a", "d"], with: "z"
      """,
  ]

  @Test("the table is that of pandas", arguments: scripts.keys.sorted())
  func table(_ name: String) throws {
    let expected = try Parity.expected("reshape", as: Expected.self)
    let wanted = try #require(expected.tables[name])
    let script = "d = load \"Tests/Parity/reshape/input.csv\"\n" + (Self.scripts[name] ?? "")
    let table = try Run.table(script)
    #expect(Set(table.schema.names) == Set(wanted.keys))
    for (column, values) in wanted {
      let own = try #require(table[column])
      #expect(own.count == values.count)
      for row in 0..<min(own.count, values.count) {
        #expect(agrees(own[row], values[row], expected.tolerance), "\(column) in row \(row)")
      }
    }
  }

  private func agrees(_ cell: Cell, _ value: Value, _ tolerance: Double) -> Bool {
    switch value {
    case .null: cell.isNull
    case .text(let text): cell == .text(text)
    case .number(let number): cell.number.map { abs($0 - number) <= tolerance * max(1, abs(number)) } ?? false
    }
  }
}
