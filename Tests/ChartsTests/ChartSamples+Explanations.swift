import Charts
import TestSupport

/// Charts of what features add to scores.
extension ChartSamples {
  static var explanations: [(name: String, chart: Chart)] {
    let features = contributions(rows: 4_000, features: 24, seed: 21)
    let few = contributions(rows: 12, features: 3, seed: 22)
    let constant = FeatureContributions("X", contributions: [0, 0, 0], values: [1, 1, .nan])
    return [
      ("beeswarm", .beeswarm(features, top: 12, model: "lightgbm")),
      ("beeswarm-few", .beeswarm(few, model: "logistic")),
      ("beeswarm-constant", .beeswarm([constant])),
      ("beeswarm-empty", .beeswarm([])),
      ("dependence", .dependence(features[0], by: features[2], model: "lightgbm")),
      ("dependence-few", .dependence(few[1])),
      ("dependence-empty", .dependence(FeatureContributions("X", contributions: [0.1], values: [.nan]))),
    ] + waterfalls
  }

  /// Contributions that rise or fall with the value, some bent, each seventh feature with gaps.
  private static func contributions(rows: Int, features: Int, seed: UInt64) -> [FeatureContributions] {
    var draw = Draws(seed: seed)
    return (0..<features).map { index in
      let weight = 0.55 / Double(index + 1) * (index % 3 == 1 ? -1 : 1), scale = index % 4 == 0 ? 1 : 40_000.0
      var (amounts, values) = ([Double](), [Double]())
      for row in 0..<rows {
        let value = draw.normal(), isGap = index % 7 == 2 && row % 9 == 0
        let bent = index % 5 == 3 ? value * value - 1 : value
        values.append(isGap ? .nan : value * scale)
        amounts.append((isGap ? -0.3 : bent) * weight + 0.03 * draw.normal() * (1 + value.magnitude))
      }
      let name = index % 3 == 0 ? "EXT_SOURCE_\(index)" : "bureau_AMT_CREDIT_SUM_DEBT_MEAN_\(index)"
      return FeatureContributions(name, contributions: amounts, values: values)
    }
  }

  private static var waterfalls: [(name: String, chart: Chart)] {
    let names = [
      "EXT_SOURCE_3", "DAYS_EMPLOYED", "AMT_ANNUITY", "bureau_AMT_CREDIT_SUM_DEBT_MEAN", "CODE_GENDER_M", "AGE",
    ]
    let amounts = [0.81, -0.42, 0.33, 0.27, 0.19, -0.11] + (0..<40).map { Double($0 % 7 - 3) / 100 }
    let all = amounts.enumerated().map { index, amount in
      ClientContribution(
        index < names.count ? names[index] : "feature \(index)", value: index == 1 ? "null" : "\(index * 317)",
        amount: amount)
    }
    // The logistic function would need a mathematical library.
    func chance(_ odds: Double) -> Double { 0.5 + odds / (2 * (1 + odds.magnitude)) }
    return [
      (
        "waterfall",
        .waterfall(
          expected: -2.6, all, top: 6, client: "SK_ID_CURR 100002", model: "lightgbm", probability: chance)
      ),
      (
        "waterfall-one",
        .waterfall(
          expected: 0, [ClientContribution("A", value: "1", amount: 0)], client: "row 1", probability: chance)
      ),
      (
        "waterfall-probability",
        .waterfall(
          expected: 0.081, [("A", 0.2), ("B", -0.04)].map { ClientContribution($0, value: "1", amount: $1) },
          client: "row 1", scale: "probability of TARGET", model: "tree(depth: 3)", probability: nil)
      ),
      ("waterfall-empty", .waterfall(expected: 0, [], client: "row 1", probability: chance)),
    ]
  }
}
