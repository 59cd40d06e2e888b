import CLightGBM
import Columns
import Kernels
@testable import Learning
import TestSupport
import Testing

/// Scores of our own walk through LightGBM's trees against the library's.
@Suite struct LightGBMTreesTests {
  /// Rows with gaps in some columns, zeros of both signs, traces of numbers, few levels and huge numbers.
  private static func table(rows: Int, seed: UInt64, gaps: Bool, infinite: Bool = false) throws -> Matrix {
    var random = SplitMix64(seed: seed)
    let special = [0, -0.0, 1e-36, -1e-36, 1e-35, 2e-35, 1e300, -1e300, 5e-324]
      + (infinite ? [.infinity, -.infinity] : [])
    let columns = (0..<9).map { column in
      (0..<rows).map { _ -> Double in
        if gaps, column % 3 == 0, Double.random(in: 0...1, using: &random) < 0.2 { return .nan }
        if column == 4 { return special.randomElement(using: &random) ?? 0 }
        if column == 5 { return Double(Int.random(in: -3...3, using: &random)) }
        return Double.random(in: -1...1, using: &random)
      }
    }
    return Matrix(columns: columns)
  }

  private static func training(rows: Int, seed: UInt64, gaps: Bool) throws -> TrainingSet {
    let features = try table(rows: rows, seed: seed, gaps: gaps)
    var random = SplitMix64(seed: seed + 1)
    let labels = (0..<rows).map { row in
      let first = features[row, 0].isNaN ? 0.4 : features[row, 0]
      return features[row, 1] + features[row, 5] / 3 + first + Double.random(in: -1...1, using: &random) > 0.3 ? 1.0 : 0
    }
    return try TrainingSet(features: features, featureNames: features.names, labels: labels)
  }

  @Test(
    "are the library's, to the last bit",
    arguments: [
      [:], ["num_leaves": .int(200), "min_child_samples": .int(1)], ["use_missing": .bool(false)],
      ["max_depth": .int(2)], ["boosting_type": .text("dart")], ["n_estimators": .int(1)],
      ["num_leaves": .int(2), "learning_rate": .float(1.0)], ["min_child_samples": .int(5000)],
      ["is_unbalance": .bool(true), "max_bin": .int(7)],
    ] as [[String: ParameterValue]], [false, true])
  func bits(_ arguments: [String: ParameterValue], _ gaps: Bool) throws {
    let training = try Self.training(rows: 3000, seed: 5, gaps: gaps)
    let estimator = try EstimatorCatalog.make("lightgbm", ["n_estimators": .int(30)].merging(arguments) { $1 })
    let model = try #require(try estimator.fit(training, seed: 1, execution: .serial) as? LightGBMModel)
    let trees = try #require(model.trees)
    // Gaps where training had none, too, and every number of rows that is left over of eight.
    for (rows, seed) in [(2000, 6), (1, 7), (7, 8), (8, 9), (9, 10), (263, 11)] {
      let probe = try Self.table(rows: rows, seed: UInt64(seed), gaps: true, infinite: rows > 1000)
      let own = try trees.predict(probe, Execution(threads: 2)).map(\.bitPattern)
      let wanted = try model.booster.predict(probe, kind: LGBM_NORMAL).map(\.bitPattern)
      let isSame = own == wanted
      #expect(isSame, "\(rows) rows")
    }
    #expect(try trees.predict(Matrix(rows: 0, columns: 9, values: []), .serial).isEmpty)
  }

  @Test("a forest goes the way of its nodes one by one, with gaps and without", arguments: [false, true])
  func forest(_ gaps: Bool) throws {
    let training = try Self.training(rows: 1500, seed: 5, gaps: gaps)
    let estimator = try EstimatorCatalog.make("random_forest", ["trees": .int(9)])
    let model = try estimator.fit(training, seed: 1, execution: .serial)
    for rows in [1, 9, 700] {
      let probe = try Self.table(rows: rows, seed: 12, gaps: gaps)
      let own = try model.predict(probe, execution: .serial).map(\.bitPattern)
      // One row alone is not worth the other layout.
      let single = try (0..<rows).map { row in
        try model.predict(probe.selecting(rows: [row]), execution: .serial)[0].bitPattern
      }
      let isSame = own == single
      #expect(isSame, "\(rows) rows")
    }
  }

  @Test("are left to the library where a model is more than plain trees that are added")
  func others() throws {
    let training = try Self.training(rows: 2000, seed: 5, gaps: true)
    let others: [[String: ParameterValue]] = [
      ["zero_as_missing": .bool(true)],
      ["boosting_type": .text("rf"), "subsample": .float(0.6), "subsample_freq": .int(1)],
    ]
    for arguments in others {
      let estimator = try EstimatorCatalog.make("lightgbm", ["n_estimators": .int(10)].merging(arguments) { $1 })
      let model = try #require(try estimator.fit(training, seed: 1, execution: .serial) as? LightGBMModel)
      #expect(model.trees == nil)
      let wanted = try model.booster.predict(training.features, kind: LGBM_NORMAL)
      #expect(try model.predict(training.features, execution: .serial) == wanted)
    }
  }
}
