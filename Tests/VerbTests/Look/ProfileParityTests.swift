import Columns
import Foundation
import Language
import TestSupport
import Testing
import Verbs

/// The facts of `profile`, compared with pandas and scipy.
@Suite(.serialized) struct ProfileParityTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  struct Expected: Decodable {
    let tolerance: Double
    let columns: [String: [String: ReshapeParityTests.Value]]
  }

  @Test func everyFactIsThatOfTheReference() throws {
    let expected = try Parity.expected("profile", as: Expected.self)
    let table = try Run.table("load \"Tests/Parity/profile/input.csv\" | profile target: bad")
    #expect(table.rowCount == expected.columns.count)
    for row in 0..<table.rowCount {
      let name = CellFormat.plain(table[row, "column"] ?? .null)
      for (fact, value) in try #require(expected.columns[name]) {
        let own = try #require(table[row, fact])
        switch value {
        case .null: #expect(own.isNull, "\(fact) of \(name)")
        case .text(let text): #expect(own == .text(text), "\(fact) of \(name)")
        case .number(let number):
          let bound = expected.tolerance * max(1, abs(number))
          #expect(own.number.map { abs($0 - number) <= bound } ?? false, "\(fact) of \(name): \(own), not \(number)")
        }
      }
    }
  }
}
