import Columns
import Kernels
import Language
import Statistics
import TestSupport
import Testing
import Verbs

/// Rates of levels, those of training rows without their own outcome.
@Suite struct TargetRateTests {
  /// scikit-learn's TargetEncoder with the same inner folds; see Tests/Parity/target_rate/make.py.
  private struct Expected: Decodable {
    struct Case: Decodable {
      let smoothing: Double?
      let own: [Double]
      let rates: [Double]
      let held: [Double]
    }

    let levels: Int
    let level: [Int]
    let labels: [Double]
    let folds: [Int]
    let heldLevel: [Int]
    let cases: [Case]

    /// The last level is null, and those beyond are unknown.
    func cell(_ level: Int) -> Int64? { level == levels - 1 ? nil : Int64(level) }
  }

  private let expected: Expected

  init() throws { expected = try Parity.expected("target_rate", as: Expected.self) }

  private static func areClose(_ a: [Double], _ b: [Double]) -> Bool {
    a.count == b.count && zip(a, b).allSatisfy { abs($0 - $1) <= 1e-12 }
  }

  @Test func ratesOutOfFold() {
    for own in expected.cases {
      let smoothing = own.smoothing.map { TargetRates.Smoothing.rows($0) } ?? .auto
      let rates = TargetRates.outOfFold(
        levelOfRow: expected.level, levels: expected.levels, labels: expected.labels, folds: expected.folds,
        foldCount: 4, smoothing: smoothing)
      #expect(Self.areClose(rates, own.own), "\(own.smoothing ?? -1)")
      let whole = TargetRates(
        levelOfRow: expected.level, levels: expected.levels, labels: expected.labels, smoothing: smoothing)
      #expect(Self.areClose(whole.rates, own.rates), "\(own.smoothing ?? -1)")
    }
  }

  @Test(arguments: ["int", "text"])
  func ratesOfOtherRows(type: String) throws {
    func column(_ levels: [Int]) -> Column {
      let cells = levels.map(expected.cell)
      return type == "int" ? Column(ints: cells) : Column(texts: cells.map { $0.map { "level \($0)" } })
    }
    let training = Table([("c", column(expected.level)), ("bad", Column(ints: expected.labels.map { Int64($0) }))])
    for own in expected.cases {
      let smoothing = own.smoothing.map { "\($0)" } ?? "auto"
      let recipe = try #require(try Run.script("recipe | target_rate c, smoothing: \(smoothing)") as? Recipe)
      let context = FittedCases.context()
      let (fitted, rows) = try recipe.fit(training, Roles(target: "bad"), context)
      let held = try fitted.apply(to: Table([("c", column(expected.heldLevel))]), context)
      #expect(Self.areClose(try #require(held["c"]?.doubles()), own.held), "\(smoothing)")
      #expect(context.notes.contains { $0.contains("unseen in training") }, "\(context.notes)")
      // The rows that were learnt from have other rates than those that come later.
      let again = try fitted.apply(to: training, context)
      #expect(rows.table["c"]?.doubles() != again["c"]?.doubles())
    }
  }

  static let table = """
    seed 3
    t = range 300 | derive { id = n % 150, c = n * 37 % 11, bad = n * 29 % 50 < 15 } | drop n \\
    | roles key: id, target: bad

    """.replacing("\\\n", with: "")

  private func own(_ table: Table, _ stage: String = "target_rate c") throws -> [Double] {
    let recipe = try #require(try Run.script("recipe | \(stage)") as? Recipe)
    let roles = Roles(target: "bad", key: ["id"])
    return try #require(try recipe.fit(table, roles, FittedCases.context()).training.table["c"]?.doubles())
  }

  /// Nor has that of the other rows of its part.
  @Test(arguments: [TargetRates.Smoothing.auto, .rows(0), .rows(7.5)])
  func aRowsOwnOutcomeHasNoPart(smoothing: TargetRates.Smoothing) {
    func rates(_ labels: [Double]) -> [Double] {
      TargetRates.outOfFold(
        levelOfRow: expected.level, levels: expected.levels, labels: labels, folds: expected.folds, foldCount: 4,
        smoothing: smoothing)
    }
    let before = rates(expected.labels)
    for fold in 0..<4 {
      let flipped = zip(expected.labels, expected.folds).map { $1 == fold ? 1 - $0 : $0 }
      let after = rates(flipped)
      for row in flipped.indices where expected.folds[row] == fold { #expect(after[row] == before[row]) }
      #expect(after != before)
    }
  }

  @Test func rowsOfOneKeyShareAPartAndOrderDoesNotMatter() throws {
    let table = try Run.table(Self.table + "t | derive c = 1")
    let rates = try own(table, "target_rate c, smoothing: 0, folds: 7")
    #expect((2...7).contains(Set(rates).count))
    for row in 0..<150 { #expect(rates[row] == rates[row + 150]) }
    let order = (0..<300).map { Int32($0 * 77 % 300) }
    let turned = try own(table.taking(order), "target_rate c, smoothing: 0, folds: 7")
    #expect(turned == order.map { rates[Int($0)] })
  }

  @Test(arguments: [
    ("t | target_rate c | cv logistic", ["error[E76]", "target_rate c", "prep = recipe | target_rate c`"]),
    ("t | derive x = c / 2 | target_rate x", ["takes columns with levels", "cut(x"]),
    ("t | target_rate c, smoothing: -1", ["0 or more"]), ("t | target_rate c, smoothing: some", ["auto"]),
    ("t | target_rate bad", ["the target here"]), ("t | target_rate c, target: id", ["the target here is `bad`"]),
    ("t | target_rate c, folds: 1", ["from 2 to 1000"]),
    ("t | derive id = 1 | target_rate c", ["all rows have one key"]),
    ("range 9 | derive c = n % 2 | target_rate c", ["add `target: COLUMN`"]),
  ])
  func whatHasNoRatesIsAnError(script: String, parts: [String]) throws {
    let message = try #require(Run.failure(Self.table + script), "\(script) fails")
    for part in parts { #expect(message.contains(part), "\(message)") }
    #expect(message.contains("^"), "\(message)")
  }
}
