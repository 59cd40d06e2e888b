/// How one of several models did on the same folds.
public struct ComparedModel: Sendable {
  /// What the model is.
  public var name: String
  /// The metric of all out-of-fold scores together.
  public var pooled: Double
  /// The metric in each fold.
  public var folds: [Double]
  /// How much it differs from the best model, and the interval of that; nil for the best one itself.
  public var difference: (value: Double, interval: ClosedRange<Double>)?

  /// A model with its metric.
  public init(
    _ name: String, pooled: Double, folds: [Double], difference: (value: Double, interval: ClosedRange<Double>)? = nil
  ) {
    (self.name, self.pooled, self.folds, self.difference) = (name, pooled, folds, difference)
  }
}

extension Chart {
  /// Models below each other with their metric, of all rows and of each fold, and beside them how they differ from the
  /// best one, over the folds.
  ///
  /// - Parameters:
  ///   - models: in any order; the best stands on top.
  ///   - metric: its name.
  ///   - isGain: whether more of it is better.
  ///   - confidence: what the intervals are, for a note; empty where there are none.
  public static func comparison(
    _ models: [ComparedModel], metric: String, isGain: Bool, confidence: String = ""
  ) -> Chart {
    let title = "Models by \(metric)"
    let order = models.indices.filter { models[$0].pooled.isFinite }.sorted { a, b in
      let (x, y) = (models[a].pooled, models[b].pooled)
      return x == y ? a < b : (x > y) == isGain
    }
    let shown = order.map { models[$0] }
    guard let best = shown.first else { return .empty(title: title, because: "No model has a value to show.") }
    let kept = near(best.pooled, shown.map(\.pooled))
    let values = shown.filter { kept.contains($0.pooled) }.flatMap { [$0.pooled] + $0.folds }.filter(\.isFinite)
    let range = withMargin(Ticks.usable(values.min() ?? 0, values.max() ?? 1))
    let reference = LineStyle(color: Palette.grey, dash: [5, 4], width: 1.5)
    let fold = PointStyle(.circle, color: Palette.orange, radius: 3)
    let pooled = PointStyle(.diamond, color: Palette.blue, radius: 5)
    func places(_ values: (ComparedModel) -> [Double]) -> [ChartPoint] {
      shown.enumerated().flatMap { band, model in values(model).map { ChartPoint($0, Double(band)) } }
    }
    let ranges = shown.enumerated().compactMap { band, model -> IntervalMark.Interval? in
      let folds = model.folds.filter(\.isFinite)
      guard let low = folds.min(), let high = folds.max() else { return nil }
      return IntervalMark.Interval(at: Double(band), low...high)
    }
    var chart = Chart(
      title: title, subtitle: "\(isGain ? "More" : "Less") is better; \(shown.count) models on the same folds",
      summary: "\(best.name) is best with \(NumberText.value(best.pooled, significant: 4))",
      x: .linear(metric, range), y: .bands("model", shown.map(\.name)),
      marks: [
        LineMark([ChartPoint(best.pooled, -0.5), ChartPoint(best.pooled, Double(shown.count) - 0.5)], reference),
        IntervalMark(ranges, lying: true, LineStyle(color: Palette.orange, width: 1.3)),
        PointMark(places(\.folds), fold), PointMark(places { [$0.pooled] }, pooled),
      ])
    var table = differences(shown, metric)
    if let side = intervals(shown.map { range.contains($0.pooled) ? $0.difference : nil }) {
      table.indent = side.rightMargin
      chart.marks.append(side)
    }
    chart.marks.append(table)
    chart.legend = [LegendEntry("all folds together", .point(pooled))]
    if !ranges.isEmpty { chart.legend.append(LegendEntry("each fold", .point(fold))) }
    if !confidence.isEmpty { chart.notes.append("Differences to the best model, with \(confidence).") }
    let left = models.count - shown.count
    let outside = shown.count { !range.contains($0.pooled) }
    if outside > 0 {
      chart.notes.append(NumberText.count(outside, "model is", "models are") + " too far off to be drawn.")
    }
    if left > 0 { chart.notes.append(NumberText.count(left, "model", "models") + " without a value left out.") }
    chart.fitBands(shown.count, each: 32)
    return chart
  }

  /// The differences as a plot of its own; nil where there are none.
  private static func intervals(
    _ differences: [(value: Double, interval: ClosedRange<Double>)?]
  ) -> SideIntervalMark? {
    let entries = differences.enumerated().compactMap { band, difference in
      difference.map { SideIntervalMark.Entry(band: band, value: $0.value, interval: $0.interval) }
    }.filter { $0.value.isFinite && $0.interval.lowerBound.isFinite && $0.interval.upperBound.isFinite }
    guard !entries.isEmpty else { return nil }
    let ends: [Double] = [0] + entries.flatMap { [$0.interval.lowerBound, $0.interval.upperBound] }
    return SideIntervalMark(
      "difference to the best", entries, in: withMargin(Ticks.usable(ends.min() ?? 0, ends.max() ?? 1)),
      PointStyle(.square, color: Palette.vermilion, radius: 3.5))
  }

  /// The table beside the models.
  private static func differences(_ models: [ComparedModel], _ metric: String) -> ColumnsMark {
    func text(_ value: Double) -> String { NumberText.value(value, significant: 4) }
    let hasIntervals = models.contains { $0.difference != nil }
    let rows = models.map { model in
      guard hasIntervals else { return [text(model.pooled)] }
      guard let difference = model.difference else { return [text(model.pooled), "best", ""] }
      let (low, high) = (difference.interval.lowerBound, difference.interval.upperBound)
      return [
        text(model.pooled), NumberText.signed(difference.value),
        "\(NumberText.signed(low)) to \(NumberText.signed(high))",
      ]
    }
    return ColumnsMark(headers: hasIntervals ? [metric, "difference", "interval"] : [metric], rows: rows)
  }
}
