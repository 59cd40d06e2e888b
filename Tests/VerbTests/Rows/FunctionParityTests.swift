import Columns
import Foundation
import Language
import TestSupport
import Testing

/// `date(x, format:)` and `cut`, compared with pandas.
@Suite(.serialized) struct FunctionParityTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  struct Expected: Decodable {
    let dates: [String: Dates]
    let bands: [Bands]
  }

  struct Dates: Decodable {
    let format: String
    let values: [String?]
  }

  struct Bands: Decodable {
    let breaks: [Double]
    let codes: [Int?]
  }

  static let source = "load \"Tests/Parity/functions/input.csv\""

  @Test func datesAreReadAsByPandas() throws {
    let expected = try Parity.expected("functions", as: Expected.self)
    #expect(expected.dates.count == 5)
    for (column, dates) in expected.dates {
      let table = try Run.table("\(Self.source) | derive d = date(\(column), format: \"\(dates.format)\")")
      let texts = try #require(table[column]), own = try #require(table["d"])
      #expect(own.count == dates.values.count)
      for (row, wanted) in dates.values.enumerated() {
        let value = own.isNull(row) ? nil : CellFormat.plain(own[row])
        #expect(value == wanted, "\(column): \(CellFormat.literal(texts[row])) by \(dates.format)")
      }
    }
  }

  @Test func bandsAreThoseOfPandasAndSortInTheirOrder() throws {
    let expected = try Parity.expected("functions", as: Expected.self)
    for bands in expected.bands {
      let script = "\(Self.source) | derive b = cut(x, [\(bands.breaks.map { "\($0)" }.joined(separator: ", "))])"
      let own = try #require(try Run.table(script)["b"])
      let names = BandNames.of(bands.breaks)
      for (row, code) in bands.codes.enumerated() {
        #expect(
          (own.isNull(row) ? nil : own[row]) == code.map { .text(names[$0]) }, "row \(row), breaks \(bands.breaks)")
      }
      let sorted = try Run.table(script + " | where b is not null | distinct b | sort b")
      let present = Set(bands.codes.compactMap { $0 }).sorted().map { names[$0] }
      #expect(Run.lines(sorted) == present.joined(separator: "\n"))
    }
  }
}
