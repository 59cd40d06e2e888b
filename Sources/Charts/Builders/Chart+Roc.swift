extension Chart {
  /// The ROC curve of a model: thin lines for the folds, a thick one for all out-of-fold scores together.
  ///
  /// - Parameters:
  ///   - pooled: nil where one of the classes has no rows; the chart then says so.
  ///   - folds: each fold's own curve; folds without one are simply not given.
  ///   - model: stands in the title.
  ///   - showsGap: marks the Kolmogorov–Smirnov point of the pooled curve.
  public static func roc(
    pooled: RateCurve?, folds: [RateCurve] = [], model: String = "", showsGap: Bool = true
  ) -> Chart {
    let title = "ROC curve" + (model.isEmpty ? "" : " of \(model)")
    guard let pooled else {
      return .empty(title: title, because: "A curve needs rows of both classes; here there is one class only.")
    }
    let chance = LineStyle(color: Palette.grey, dash: [5, 4], width: 1.5)
    let thin = LineStyle(color: Palette.orange, width: 1)
    let thick = LineStyle(color: Palette.blue, width: 2.5)
    var chart = Chart(
      title: title, summary: "ROC curve with an area of \(NumberText.label(pooled.area, decimals: 3))",
      x: .linear("false positive rate (good clients refused)", 0...1),
      y: .linear("true positive rate (defaults refused)", 0...1),
      marks: [LineMark([ChartPoint(0, 0), ChartPoint(1, 1)], chance)])
    (chart.width, chart.height) = (560, 560)
    let area = NumberText.label(pooled.area, decimals: 3)
    chart.legend.append(LegendEntry((folds.isEmpty ? "" : "pooled, ") + "AUC \(area)", .line(thick)))
    if let least = folds.map(\.area).min(), let most = folds.map(\.area).max() {
      chart.marks += folds.map { LineMark($0.points, thin) as any Mark }
      let range = "\(NumberText.label(least, decimals: 3))–\(NumberText.label(most, decimals: 3))"
      chart.legend.append(LegendEntry("\(folds.count) folds, AUC \(range)", .line(thin)))
    }
    chart.marks.append(LineMark(pooled.points, thick))
    if showsGap, let (index, gap) = pooled.largestGap { chart.markGap(of: pooled, at: index, gap: gap) }
    chart.legend.append(LegendEntry("chance, AUC 0.5", .line(chance)))
    return chart
  }

  private mutating func markGap(of curve: RateCurve, at index: Int, gap: Double) {
    let (x, y) = (curve.falsePositiveRates[index], curve.truePositiveRates[index])
    let style = LineStyle(color: TextStyle.ink, dash: [2, 2], width: 1.5)
    marks.append(LineMark([ChartPoint(x, x), ChartPoint(x, y)], style))
    marks.append(PointMark([ChartPoint(x, y)], PointStyle(.diamond, color: TextStyle.ink, radius: 4)))
    let threshold = NumberText.value(curve.thresholds[index])
    let label = "KS \(NumberText.label(gap, decimals: 3)) at score ≥ \(threshold)"
    legend.append(LegendEntry(label, .point(PointStyle(.diamond, color: TextStyle.ink, radius: 4))))
  }
}
