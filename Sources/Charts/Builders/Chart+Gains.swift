extension Chart {
  /// The share of the defaulters that is refused against the share of all clients that is, the riskiest first.
  ///
  /// - Parameters:
  ///   - pooled: points from 0, 0 to 1, 1, with the Gini coefficient, which is the area between the curve and chance as
  ///     a share of that between the ideal and chance; nil where one of the classes has no rows.
  ///   - folds: each fold's own curve.
  ///   - baseRate: the share of defaulters, from which on the ideal order has caught all.
  ///   - told: a share of clients at which the legend gives the share of defaulters, and that share.
  ///   - model: stands in the title.
  public static func gains(
    pooled: MeasuredLine?, folds: [MeasuredLine] = [], baseRate: Double, told: ChartPoint? = nil, model: String = ""
  ) -> Chart {
    let title = "Cumulative gains" + (model.isEmpty ? "" : " of \(model)")
    guard let pooled else { return oneClass(title: title) }
    let chance = LineStyle(color: Palette.grey, dash: [5, 4], width: 1.5)
    let ideal = LineStyle(color: TextStyle.ink, dash: [1, 3], width: 1.5)
    var chart = Chart(
      title: title, summary: "Gains curve with a Gini coefficient of \(NumberText.label(pooled.measure, decimals: 3))",
      x: .linear("share of clients refused, from the highest score down", 0...1),
      y: .linear("share of all defaulters among them", 0...1),
      marks: [
        LineMark([ChartPoint(0, 0), ChartPoint(1, 1)], chance),
        LineMark([ChartPoint(0, 0), ChartPoint(baseRate, 1), ChartPoint(1, 1)], ideal),
      ])
    (chart.x.percent, chart.y.percent) = (true, true)
    (chart.width, chart.height) = (560, 560)
    chart.addCurves(pooled, folds: folds, measure: "Gini")
    if let told, told.isFinite {
      let style = PointStyle(.diamond, color: TextStyle.ink, radius: 4)
      chart.marks.append(PointMark([told], style))
      let text = "\(NumberText.percent(told.y)) of the defaulters among \(NumberText.percent(told.x)) refused"
      chart.legend.append(LegendEntry(text, .point(style)))
    }
    chart.legend.append(LegendEntry("ideal order", .line(ideal)))
    chart.legend.append(LegendEntry("chance", .line(chance)))
    return chart
  }
}
