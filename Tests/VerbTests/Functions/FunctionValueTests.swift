import Columns
import Foundation
import Language
import TestSupport
import Testing
import Verbs

/// Every function of the catalogue gives the values of pandas, numpy or DuckDB.
@Suite(.serialized) struct FunctionValueTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  struct Expected: Decodable {
    let cases: [Case]
  }

  struct Case: Decodable {
    /// `function`, `aggregate` or `window`.
    let kind: String
    let function: String
    let call: String
    let by: String?
    let order: String?
    let values: [Value]
  }

  /// A value as JSON has it; dates are texts.
  enum Value: Decodable, Equatable {
    case null, bool(Bool), number(Double), text(String)

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() { self = .null } else if let value = try? container.decode(Bool.self) {
        self = .bool(value)
      } else if let value = try? container.decode(Double.self) { self = .number(value) } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  private static func cases() throws -> [Case] {
    let file = URL(filePath: Repository.file("Tests/Parity/functions/catalogue.json"))
    return try JSONDecoder().decode(Expected.self, from: Data(contentsOf: file)).cases
  }

  @Test func everyFunctionHasValues() throws {
    let known = Set(try Self.cases().map { "\($0.kind) \($0.function)" })
    for topic in Catalog.standard.topics where topic.kind.isFunction {
      #expect(known.contains("\(topic.kind) \(topic.name)"), "\(topic.kind) \(topic.name) has no case in catalogue.py")
    }
  }

  @Test func valuesAreThoseOfOthers() throws {
    for each in try Self.cases() {
      let source = "load \"Tests/Parity/functions/catalogue.csv\", types: [t: text, u: text, german: text]"
      let keys = (each.by.map { " by \($0)" } ?? "") + (each.order.map { ", order: \($0)" } ?? "")
      let stage =
        switch each.kind {
        case "aggregate": "agg r = \(each.call)\(keys) | select r"
        // Without keys or an order a stage of `derive` looks at one row at a time.
        case "window": "derive r = \(each.call)\(keys) | select r"
        default: "derive r = \(each.call) | select r"
        }
      let column = try Run.table("\(source) | \(stage)").columns[0]
      #expect(column.count == each.values.count, "\(stage)")
      for row in 0..<min(column.count, each.values.count) {
        let own = column.isNull(row) ? Cell.null : column[row]
        #expect(Self.agree(own, each.values[row]), "\(stage), row \(row): \(own), but expected \(each.values[row])")
      }
    }
  }

  /// Numbers agree to twelve digits, everything else exactly.
  private static func agree(_ own: Cell, _ expected: Value) -> Bool {
    switch (own, expected) {
    case (.null, .null): true
    case (.text(let a), .text(let b)): a == b
    case (.date, .text(let b)): CellFormat.plain(own) == b
    case (.bool(let a), .bool(let b)): a == b
    case (.int, .number(let b)): own.number == b
    case (.float(let a), .number(let b)): abs(a - b) <= 1e-12 * max(1, abs(b))
    default: false
    }
  }
}
