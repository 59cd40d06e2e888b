/// How a cost chart is measured and framed.
public struct CostChartOptions: Sendable {
  /// What the band across folds spans.
  public enum Band: Sendable {
    case range, quartiles
  }

  /// The name of the cost, for the title.
  public var name = "cost"
  /// Such as “EUR”; nil for a cost without a unit.
  public var unit: String?
  /// Divides by the number of clients.
  public var perClient = false
  /// What is shaded between the folds.
  public var band = Band.range
  /// The part of the threshold axis; nil chooses the part in which the cost moves.
  public var thresholds: ClosedRange<Double>?

  /// Totals without a unit, and the range of the folds.
  public init() {}
}

extension Chart {
  /// The cost of a model's decisions against the threshold from which on a client is refused.
  ///
  /// - Parameters:
  ///   - pooled: over all out-of-fold scores.
  ///   - folds: each fold's own curve; totals are brought to the number of clients of `pooled`.
  ///   - grantEveryone: the total cost over the clients of `pooled`.
  ///   - refuseEveryone: likewise.
  ///   - onOtherFolds: likewise, of decisions whose thresholds were chosen on other folds; nil where that is unknown.
  public static func cost(
    pooled: StepCurve, folds: [StepCurve] = [], grantEveryone: Double, refuseEveryone: Double,
    onOtherFolds: Double? = nil, options: CostChartOptions = CostChartOptions()
  ) -> Chart {
    let title = "\(options.perClient ? "Cost per client" : "Total cost") against threshold: \(options.name)"
    guard let optimum = pooled.minimum else {
      return .empty(title: title, because: "There is no threshold with a finite cost.")
    }
    let divisor = options.perClient ? Double(max(1, pooled.clients)) : 1
    let curve = pooled.scaled(by: 1 / divisor)
    let comparable = folds.filter { $0.clients > 0 && !$0.costs.isEmpty }.map { fold in
      fold.scaled(by: Double(pooled.clients) / Double(fold.clients) / divisor)
    }
    let least = optimum.cost / divisor
    let window = options.thresholds ?? pooled.window
    let band = CostBand(comparable, window: window, kind: options.band)
    let references = [grantEveryone / divisor, refuseEveryone / divisor]
    let honest = onOtherFolds.map { $0 / divisor }
    let shown = CostParts.points(curve, in: window)
    let yRange = CostParts.range(shown.map(\.y) + references + [honest].compactMap { $0 } + band.lower + band.upper)
    var chart = Chart(
      title: title, subtitle: "Refused from the threshold on; \(NumberText.count(pooled.clients)) clients",
      summary: CostParts.summary(optimum.threshold, least, honest, references, options.unit),
      x: .linear("threshold on the score", window),
      y: .linear(options.perClient ? "cost per client" : "total cost", unit: options.unit, yRange), marks: [])
    chart.addCostBand(band, folds: comparable.count, totals: !options.perClient, kind: options.band)
    chart.marks.append(CostParts.rules(grant: references[0], refuse: references[1], honest: honest))
    let line = LineStyle(color: Palette.blue, width: 2.5)
    chart.marks.append(LineMark(shown, line))
    chart.legend.insert(LegendEntry(comparable.isEmpty ? "model" : "model, all folds pooled", .line(line)), at: 0)
    chart.markOptimum(ChartPoint(optimum.threshold.isFinite ? optimum.threshold : window.upperBound, least),
      grantsEveryone: !optimum.threshold.isFinite)
    return chart
  }

  private mutating func addCostBand(_ band: CostBand, folds: Int, totals: Bool, kind: CostChartOptions.Band) {
    guard !band.x.isEmpty else { return }
    let edge = LineStyle(color: Palette.sky, dash: [2, 2], width: 1)
    marks.append(
      AreaMark(x: band.x, lower: band.lower, upper: band.upper, fill: Palette.sky, opacity: 0.3, edge: edge))
    let name = kind == .range ? "range of \(folds) folds" : "quartiles of \(folds) folds"
    legend.append(LegendEntry(name, .swatch(fill: Palette.sky, opacity: 0.3, outline: edge)))
    if totals { notes.append("Each fold's total is scaled to the number of clients of all folds.") }
  }

  private mutating func markOptimum(_ point: ChartPoint, grantsEveryone: Bool) {
    let style = PointStyle(.circle, color: Palette.vermilion, radius: 5)
    marks.append(PointMark([point], style))
    let place = grantsEveryone ? "granting everyone" : "threshold \(NumberText.value(point.x))"
    marks.append(LabelMark("minimum \(NumberText.value(point.y, significant: 4)) at \(place)", at: point, below: true))
  }
}

/// The spread of the folds' curves over a grid of thresholds.
private struct CostBand {
  var x: [Double] = []
  var lower: [Double] = []
  var upper: [Double] = []

  init(_ folds: [StepCurve], window: ClosedRange<Double>, kind: CostChartOptions.Band) {
    guard folds.count > 1 else { return }
    let steps = 300
    for step in 0...steps {
      let t = window.lowerBound + (window.upperBound - window.lowerBound) * Double(step) / Double(steps)
      let costs = folds.map { $0.cost(at: t) }.filter(\.isFinite).sorted()
      let shares = kind == .range ? (0.0, 1.0) : (0.25, 0.75)
      guard let low = Quantile.value(shares.0, ofSorted: costs), let high = Quantile.value(shares.1, ofSorted: costs)
      else { continue }
      x.append(t)
      lower.append(low)
      upper.append(high)
    }
  }
}

/// The pieces of a cost chart.
private enum CostParts {
  /// The step function's corners inside a window: each cost holds from the threshold before up to its own.
  static func points(_ curve: StepCurve, in window: ClosedRange<Double>) -> [ChartPoint] {
    var corners = [ChartPoint(window.lowerBound, curve.cost(at: window.lowerBound))]
    for (threshold, cost) in zip(curve.thresholds, curve.costs) {
      guard threshold > window.lowerBound, threshold < window.upperBound, cost.isFinite else { continue }
      if let last = corners.last, last.y != cost { corners.append(ChartPoint(last.x, cost)) }
      corners.append(ChartPoint(threshold, cost))
    }
    let end = curve.cost(at: window.upperBound)
    if let last = corners.last, last.y != end { corners.append(ChartPoint(last.x, end)) }
    corners.append(ChartPoint(window.upperBound, end))
    return corners.filter(\.isFinite)
  }

  /// From a little under the least to the greatest; from 0 where the least is near it.
  static func range(_ values: [Double]) -> ClosedRange<Double> {
    let finite = values.filter(\.isFinite)
    guard let least = finite.min(), let most = finite.max() else { return 0...1 }
    let room = (most - least) * 0.14
    let low = least >= 0 && least < most * 0.25 ? 0 : least - room
    return Ticks.rounded(Ticks.usable(low, most + room * 0.3))
  }

  static func rules(grant: Double, refuse: Double, honest: Double?) -> RuleMark {
    let rules = [
      RuleMark.Rule(
        grant, LineStyle(color: TextStyle.ink, dash: [8, 4], width: 1.3),
        label: ["grant everyone", NumberText.value(grant, significant: 4)]),
      RuleMark.Rule(
        refuse, LineStyle(color: TextStyle.ink, dash: [2, 3], width: 1.3),
        label: ["refuse everyone", NumberText.value(refuse, significant: 4)]),
    ]
    let chosen = honest.map { honest in
      RuleMark.Rule(
        honest, LineStyle(color: Palette.vermilion, dash: [4, 2], width: 1.3),
        label: ["chosen on other folds", NumberText.value(honest, significant: 4)])
    }
    return RuleMark((rules + [chosen].compactMap { $0 }).filter(\.value.isFinite))
  }

  static func summary(
    _ threshold: Double, _ cost: Double, _ honest: Double?, _ references: [Double], _ unit: String?
  ) -> String {
    let unit = unit.map { " \($0)" } ?? ""
    let at = threshold.isFinite ? "at threshold \(NumberText.value(threshold))" : "by granting everyone"
    let chosen = honest.map { "chosen on the other folds it is \(NumberText.value($0, significant: 4)); " }
    return "The minimum cost is \(NumberText.value(cost, significant: 4))\(unit) \(at); " + (chosen ?? "")
      + "granting everyone costs "
      + "\(NumberText.value(references[0], significant: 4)), refusing everyone "
      + NumberText.value(references[1], significant: 4)
  }
}
