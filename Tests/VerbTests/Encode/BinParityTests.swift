import Columns
import Foundation
import Language
import TestSupport
import Testing
import Verbs

/// Bands compared with numpy, and bins by risk with a reference on scikit-learn's isotonic regression.
@Suite(.serialized) struct BinParityTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  struct Case: Decodable, Sendable, CustomTestStringConvertible {
    let column, method: String
    let bins: Int
    /// The band of each row in order, −1 where the value is missing.
    let codes: [Int]
    /// The weight of evidence of each band and, behind them, of missing values.
    let weights: [Double]?
    let iv: Double?

    var testDescription: String { "\(column) by \(method), \(bins)" }
    var stage: String { "bin \(column), method: \(method), bins: \(bins)\(weights == nil ? "" : ", target: bad")" }
  }

  struct Expected: Decodable {
    let tolerance: Double
    let cases: [Case]
  }

  static let expected = try? Parity.expected("bins", as: Expected.self)
  static let source = "load \"Tests/Parity/bins/input.csv\" | "

  @Test("each row is in the band of the reference", arguments: expected?.cases ?? [])
  func bands(_ wanted: Case) throws {
    let table = try Run.table("\(Self.source)\(wanted.stage)")
    let column = try #require(table[wanted.column])
    guard case .text(let codes, let dictionary) = column.storage else {
      Issue.record("bands are text")
      return
    }
    let own = (0..<column.count).map { row in
      column.isNull(row) || column[row] == .text("missing") ? -1 : Int(codes[row])
    }
    #expect(own == wanted.codes && dictionary.isOrdered)
  }

  @Test("each row has the weight of the reference", arguments: expected?.cases.filter { $0.weights != nil } ?? [])
  func weights(_ wanted: Case) throws {
    let expected = try #require(Self.expected), weights = try #require(wanted.weights)
    let outcome = try #require(try Run.outcomes("\(Self.source)\(wanted.stage), output: woe").last)
    let own = (outcome.value as? Table)?[wanted.column]?.doubles() ?? []
    #expect(own.count == wanted.codes.count)
    for (row, code) in wanted.codes.enumerated() {
      let weight = weights[code < 0 ? weights.count - 1 : code]
      #expect(abs(own[row] - weight) <= expected.tolerance * max(1, abs(weight)), "row \(row)")
    }
    let value = String(format: "(IV %.3f)", wanted.iv ?? .nan)
    #expect(outcome.notes.contains { $0.contains(value) }, "the note tells the information value, \(value)")
  }

  @Test func thereAreCases() { #expect((Self.expected?.cases.count ?? 0) == 12) }

  @Test func aRecipeBinsByTheTargetOfTheModel() throws {
    let recipe = "r = recipe | bin @(age + ratio + count), method: woe, output: woe\n"
    let scores = try Run.table(recipe + Self.source + "cv logistic(l2: 1), target: bad, prep: r, folds: 3 | scores")
    #expect(scores.rowCount == 1500)
  }
}
