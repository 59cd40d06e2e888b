import Charts
import TestSupport
import Testing

/// Every builder with values and names that no one would want: no trap, and a document that still holds its texts.
@Suite struct HostileInputTests {
  private static let seed: UInt64 = 4242

  @Test func anyInputGivesASoundDocument() throws {
    var generator = SplitMix64(seed: Self.seed)
    for round in 0..<120 {
      for (kind, chart) in Self.charts(using: &generator).enumerated() {
        let place = Comment(rawValue: "seed \(Self.seed), round \(round), kind \(kind)")
        let document = try #require(SVGDocument(chart.svg()), place)
        let outside = document.texts.first { text in
          let box = text.box
          return box.left < 0 || box.top < 0 || box.right > chart.width || box.bottom > chart.height
        }
        #expect(outside == nil, place)
        #expect(chart.textPreview(width: 60, height: 15).allSatisfy { $0.count <= 60 }, place)
      }
    }
  }

  private static func charts(using generator: inout SplitMix64) -> [Chart] {
    let count = Int.random(in: 0...30, using: &generator)
    let a = values(count, &generator)
    let b = values(count, &generator)
    let names = (0..<count).map { _ in name(&generator) }
    let labels = (0..<count).map { _ in Bool.random(using: &generator) }
    func rates(_ values: [Double]) -> [Double] { values.map { min(max($0.isNaN ? 0.5 : $0, 0), 1) } }
    let size = Int.random(in: 0...20, using: &generator)
    let square = values(size * size, &generator).map { min(max($0, -1), 1) }
    let thresholds = a.filter { !$0.isNaN }.sorted()
    let curve = StepCurve(thresholds: thresholds, costs: Array(b.prefix(thresholds.count)), clients: count)
    return [
      .histogram([NumericSeries("a", a)], of: name(&generator), bins: Bool.random(using: &generator) ? nil : 7),
      .histogram([NumericSeries("a", a), NumericSeries("b", b)], of: "x", by: name(&generator)),
      .correlation(names: (0..<size).map { _ in name(&generator) }, values: square),
      .roc(
        pooled: RateCurve(
          falsePositiveRates: rates(a), truePositiveRates: rates(b), thresholds: labels.map { $0 ? .nan : 1 },
          area: a.first ?? .nan)),
      .cost(pooled: curve, folds: [curve, curve], grantEveryone: b.first ?? 0, refuseEveryone: a.first ?? .nan),
      .importance(names: names, values: a, measure: "gain", top: Int.random(in: 0...20, using: &generator)),
      .bar(categories: names, values: b, category: "c", measure: name(&generator)),
      .line([PointSeries("", x: a, y: b)], x: "x", y: "y"),
      .scatter([PointSeries("", x: a, y: b), PointSeries("b", x: b, y: a)], x: "x", y: "y"),
      .box([NumericSeries("a", a), NumericSeries("b", b)], of: "x", by: "y"),
    ] + ofScores(a, b, rates) + ofModels(a, b, names)
  }

  private static func ofScores(_ a: [Double], _ b: [Double], _ rates: ([Double]) -> [Double]) -> [Chart] {
    let classes = ClassScores(repaid: a.filter { !$0.isNaN }.sorted(), defaulted: b.filter { !$0.isNaN }.sorted())
    let line = MeasuredLine(x: rates(a), y: rates(b), measure: a.first ?? .nan)
    let points = zip(rates(a), rates(b)).map { CalibrationPoint(predicted: $0, observed: $1, interval: 0...$1) }
    let bands = zip(a.filter { !$0.isNaN }, b).map { ProfitBand(scores: $0...$0, clients: 3, defaulted: 1, gain: $1) }
    return [
      .precisionRecall(pooled: line, folds: [line], baseRate: a.last ?? 0),
      .gains(pooled: line, baseRate: a.last ?? 0, told: ChartPoint(a.first ?? 0, b.first ?? 0)),
      .lift(pooled: LiftParts(lifts: a, cumulative: b), folds: [LiftParts(lifts: b, cumulative: a)], baseRate: 0.1),
      .distributions(classes, gap: (a.first ?? 0, 0.5, 0.2)),
      .scores(classes, threshold: (b.first ?? 0, "by & <cost>")),
      .calibration(points, scores: rates(a).sorted(), brier: a.first ?? 0, expectedError: b.first ?? .nan),
      .profit(bands, cost: "cost"),
    ]
  }

  private static func ofModels(_ a: [Double], _ b: [Double], _ names: [String]) -> [Chart] {
    let feature = FeatureContributions(names.first ?? "", contributions: a, values: b)
    let clients = zip(names, a).map { ClientContribution($0, value: $0, amount: $1) }
    func interval(_ one: Double, _ other: Double) -> ClosedRange<Double>? {
      one.isNaN || other.isNaN ? nil : min(one, other)...max(one, other)
    }
    let models = zip(names, zip(a, b)).map { name, pair in
      ComparedModel(
        name, pooled: pair.0, folds: b, difference: interval(pair.0, pair.1).map { (value: pair.1, interval: $0) })
    }
    return [
      .beeswarm([feature, feature]), .dependence(feature, by: feature), .dependence(feature),
      .waterfall(expected: b.first ?? 0, clients, top: 3, client: names.last ?? "") { $0 },
      .comparison(models, metric: names.first ?? "", isGain: false),
      .parameterImportance(names: names, shares: a, best: 3, trials: a.count, goal: names.last ?? ""),
      .segments(
        zip(names, zip(a, b)).map { name, pair in
          SegmentValue(
            name, rows: 3, positives: 1, value: pair.0, interval: interval(pair.0, pair.1), expected: pair.1)
        } + [SegmentValue("", rows: 0, positives: 0, value: nil)], measure: "x", confidence: "c", isRate: a.count > 3),
      .tuning(a.enumerated().map { TuningTrial($0.offset, value: $0.element, isPruned: $0.offset % 3 == 0) },
        goal: "auc", isGain: true),
      .learningCurve(a.enumerated().map { LearningStep(rows: $0.offset * 7, trained: [$0.element], tested: b) },
        metric: "auc"),
    ]
  }

  private static func values(_ count: Int, _ generator: inout SplitMix64) -> [Double] {
    let special: [Double] = [.nan, .infinity, -.infinity, 0, -0.0, 1, 1e308, -1e308, 3e-308, 1e15, 0.1]
    let scales: [Double] = [1, 1e-12, 1e9, 1e200]
    let scale = scales.randomElement(using: &generator) ?? 1
    let plain = Bool.random(using: &generator)
    return (0..<count).map { _ in
      let value = Double.random(in: -1...1, using: &generator) * scale
      let odd = !plain && Int.random(in: 0..<4, using: &generator) == 0
      return odd ? special.randomElement(using: &generator) ?? 0 : value
    }
  }

  private static func name(_ generator: inout SplitMix64) -> String {
    let pieces = ["<", "&", "AMT_CREDIT", " ", "W", "é", "漢字", "\u{0}", "\"", "_MEAN", "i"]
    return (0..<Int.random(in: 0...12, using: &generator)).map { _ in
      pieces.randomElement(using: &generator) ?? ""
    }.joined()
  }
}
