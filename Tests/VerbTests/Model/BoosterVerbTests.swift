import Language
import Testing

/// What the verbs say of models by the libraries of boosters.
@Suite struct BoosterVerbTests {
  static let table = """
    t = range 400 | derive { x = n * 37 % 101, z = nullif(n * 53 % 97, 5) * 0.1, g = floor(n / 4), \
    y = n * 53 % 31 + n * 37 % 101 > 70 } | drop n

    """

  private func notes(_ text: String) throws -> [String] { try Run.outcomes(Self.table + text).last?.notes ?? [] }

  @Test func weighedClassesAreNoProbabilities() throws {
    let weighed = try notes("t | fit xgboost(n_estimators: 3, scale_pos_weight: 4), target: y, features: @(x + z)")
    #expect(weighed.contains { $0.contains("are no probabilities") })
    let plain = try notes("t | fit xgboost(n_estimators: 3, scale_pos_weight: 1), target: y, features: @(x + z)")
    #expect(!plain.contains { $0.contains("are no probabilities") })
  }

  @Test func aValueBeyondSinglePrecisionIsNoGap() throws {
    let failure = try #require(
      Run.failure(Self.table + "t | derive w = x * 1e39 | fit xgboost(n_estimators: 3), target: y"))
    #expect(failure.contains("single precision") && failure.contains("`w`") && !failure.contains("takes no nulls"))
  }

  @Test(arguments: ["lightgbm", "xgboost"]) func earlyStoppingTellsWhatItKept(name: String) throws {
    let call = "\(name)(n_estimators: 300, early_stopping_rounds: 5, validation_fraction: 0.25)"
    let kept = try notes("t | fit \(call), target: y, features: @(x + z)").filter { $0.contains("kept the trees of") }
    let rows = try #require(kept.first?.firstMatch(of: #/inner part of ([0-9]+) rows/#).flatMap { Int($0.1) })
    // A quarter of each class, rounded.
    #expect(kept.count == 1 && kept[0].hasPrefix("\(name): ") && (99...101).contains(rows))
    let folds = try notes("t | cv \(call), target: y, features: @(x + z), folds: 3")
    #expect(folds.count { $0.contains("kept the trees of") } == 3)
  }

  @Test(arguments: ["key: g", "group: g"]) func theInnerPartHoldsWholeKeys(option: String) throws {
    let call = "lightgbm(n_estimators: 300, early_stopping_rounds: 5, validation_fraction: 0.25)"
    let kept = try notes("t | fit \(call), target: y, \(option)").first { $0.contains("kept the trees of") }
    let rows = try #require(try kept?.firstMatch(of: #/inner part of ([0-9]+) rows/#).flatMap { Int($0.1) })
    #expect(rows % 4 == 0 && (80...120).contains(rows))
  }
}
