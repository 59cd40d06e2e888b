import Charts
import TestSupport

/// Charts of out-of-fold scores.
extension ChartSamples {
  static var evaluations: [(name: String, chart: Chart)] {
    let scored = Scored(rows: 3000, seed: 3), folds = (0..<5).map { scored.part($0, of: 5) }
    return curves(scored, folds) + bands(scored, folds) + scoreDistributions(scored) + degenerate
  }

  private static func curves(_ scored: Scored, _ folds: [Scored]) -> [(name: String, chart: Chart)] {
    [
      (
        "precision-recall",
        .precisionRecall(
          pooled: scored.precisionRecall, folds: folds.map(\.precisionRecall), baseRate: scored.baseRate,
          model: "lightgbm")
      ),
      (
        "gains",
        .gains(
          pooled: scored.gains, folds: folds.map(\.gains), baseRate: scored.baseRate,
          told: ChartPoint(0.2, scored.caught(0.2)), model: "lightgbm")
      ),
    ]
  }

  private static func bands(_ scored: Scored, _ folds: [Scored]) -> [(name: String, chart: Chart)] {
    let parts = scored.parts(10)
    let points = parts.map { part in
      let observed = part.baseRate, half = 1.6 / Double(part.labels.count).squareRoot() * (0.1 + observed)
      return CalibrationPoint(
        predicted: part.scores.reduce(0, +) / Double(part.scores.count), observed: observed,
        interval: max(0, observed - half)...min(1, observed + half))
    }
    let profits = parts.map { part in
      ProfitBand(
        scores: part.scores[0]...part.scores[part.scores.count - 1], clients: part.labels.count,
        defaulted: part.positives,
        gain: 2_350 * Double(part.labels.count - part.positives) - 18_200 * Double(part.positives))
    }
    return [
      (
        "lift",
        .lift(
          pooled: scored.lifts(10), folds: folds.map { $0.lifts(10) }, baseRate: scored.baseRate,
          model: "lightgbm(n_estimators: 200)")
      ),
      ("lift-20", .lift(pooled: scored.lifts(20), baseRate: scored.baseRate)),
      (
        "calibration",
        .calibration(points, scores: scored.scores.sorted(), brier: 0.0713, expectedError: 0.00812, model: "lightgbm")
      ),
      ("profit", .profit(profits, cost: "money", model: "lightgbm")),
    ]
  }

  private static func scoreDistributions(_ scored: Scored) -> [(name: String, chart: Chart)] {
    let classes = ClassScores(repaid: scored.of(false), defaulted: scored.of(true))
    return [
      ("ks", .distributions(classes, gap: scored.gap, model: "lightgbm")),
      ("scores", .scores(classes, model: "lightgbm")),
      ("scores-threshold", .scores(classes, threshold: (0.0912, "least cost by loss"), model: "lightgbm", bins: 40)),
    ]
  }

  /// One class only, no rows, two scores.
  private static var degenerate: [(name: String, chart: Chart)] {
    let two = ClassScores(repaid: [0.2, 0.2, 0.2], defaulted: [0.2, 0.8])
    return [
      ("precision-recall-one-class", .precisionRecall(pooled: nil, baseRate: 0)),
      ("gains-perfect", .gains(pooled: MeasuredLine(x: [0, 0.1, 1], y: [0, 1, 1], measure: 1), baseRate: 0.1)),
      ("lift-one-class", .lift(pooled: nil, baseRate: 0)),
      ("ks-two-scores", .distributions(two, gap: (0.2, 1, 0.5))),
      ("ks-one-class", .distributions(ClassScores(repaid: [1], defaulted: []), gap: nil)),
      ("scores-one-class", .scores(ClassScores(repaid: [0.1, 0.2], defaulted: []))),
      ("scores-grant", .scores(two, threshold: (.infinity, "granting everyone costs least"))),
      (
        "calibration-one",
        .calibration(
          [CalibrationPoint(predicted: 0.08, observed: 0.08, interval: 0.05...0.12)],
          scores: Array(repeating: 0.08, count: 300), brier: 0.0736, expectedError: 0)
      ),
      ("calibration-empty", .calibration([], scores: [], brier: 0, expectedError: 0)),
      ("profit-one", .profit([ProfitBand(scores: 0.3...0.3, clients: 9, defaulted: 0, gain: 9)], cost: "c")),
      ("profit-empty", .profit([], cost: "c")),
    ]
  }
}

extension Scored {
  var baseRate: Double { Double(positives) / Double(max(1, labels.count)) }

  func of(_ label: Bool) -> [Double] { labels.indices.filter { labels[$0] == label }.map { scores[$0] }.sorted() }

  /// Labels from the highest score down.
  private var ordered: [Bool] { scores.indices.sorted { scores[$0] > scores[$1] }.map { labels[$0] } }

  fileprivate var precisionRecall: MeasuredLine {
    var (points, caught, area) = ([ChartPoint](), 0, 0.0)
    for (place, label) in ordered.enumerated() {
      caught += label ? 1 : 0
      let precision = Double(caught) / Double(place + 1)
      if label { area += precision / Double(positives) }
      points.append(ChartPoint(Double(caught) / Double(positives), precision))
    }
    return MeasuredLine(points, measure: area)
  }

  fileprivate var gains: MeasuredLine {
    var (points, caught, area) = ([ChartPoint(0, 0)], 0, 0.0)
    for (place, label) in ordered.enumerated() {
      caught += label ? 1 : 0
      points.append(ChartPoint(Double(place + 1) / Double(labels.count), Double(caught) / Double(positives)))
      area += Double(caught) / Double(positives) / Double(labels.count)
    }
    return MeasuredLine(points, measure: (2 * area - 1) / (1 - baseRate))
  }

  fileprivate var gap: (score: Double, repaid: Double, defaulted: Double) {
    let (good, bad) = (of(false), of(true))
    func share(_ values: [Double], _ score: Double) -> Double {
      Double(values.count { $0 <= score }) / Double(values.count)
    }
    let gaps = bad.map { (score: $0, repaid: share(good, $0), defaulted: share(bad, $0)) }
    return gaps.max { $0.repaid - $0.defaulted < $1.repaid - $1.defaulted } ?? (0, 0, 0)
  }

  fileprivate func caught(_ share: Double) -> Double {
    let refused = ordered.prefix(Int(share * Double(labels.count)))
    return Double(refused.count { $0 }) / Double(positives)
  }

  fileprivate func lifts(_ parts: Int) -> LiftParts {
    let ends = (0...parts).map { caught(Double($0) / Double(parts)) }
    return LiftParts(
      lifts: (0..<parts).map { (ends[$0 + 1] - ends[$0]) * Double(parts) },
      cumulative: (0..<parts).map { ends[$0 + 1] * Double(parts) / Double($0 + 1) })
  }

  /// Equal parts by ascending score.
  fileprivate func parts(_ count: Int) -> [Scored] {
    let order = scores.indices.sorted { scores[$0] < scores[$1] }, size = order.count / count
    return (0..<count).map { part in
      var own = self
      let rows = order[part * size..<(part + 1) * size]
      (own.scores, own.labels) = (rows.map { scores[$0] }, rows.map { labels[$0] })
      return own
    }
  }
}
