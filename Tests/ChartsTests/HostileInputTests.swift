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
