extension Chart {
  /// Precision against recall: thin lines for the folds, a thick one for all out-of-fold scores together.
  ///
  /// The lines are steps, so that the area under them is the average precision.
  ///
  /// - Parameters:
  ///   - pooled: points by ascending recall, with the average precision; nil where there are no defaulters.
  ///   - folds: each fold's own curve.
  ///   - baseRate: the share of defaulters, which is the precision of scores that know nothing.
  ///   - model: stands in the title.
  public static func precisionRecall(
    pooled: MeasuredLine?, folds: [MeasuredLine] = [], baseRate: Double, model: String = ""
  ) -> Chart {
    let title = "Precision and recall" + (model.isEmpty ? "" : " of \(model)")
    guard let pooled else { return oneClass(title: title) }
    let chance = LineStyle(color: Palette.grey, dash: [5, 4], width: 1.5)
    var chart = Chart(
      title: title,
      summary: "Precision-recall curve with an average precision of \(NumberText.label(pooled.measure, decimals: 3)); "
        + "the base rate is \(NumberText.percent(baseRate))",
      x: .linear("recall (share of all defaulters who are refused)", 0...1),
      y: .linear("precision (share of the refused who defaulted)", 0...1),
      marks: [LineMark([ChartPoint(0, baseRate), ChartPoint(1, baseRate)], chance)])
    (chart.width, chart.height) = (560, 560)
    func fromZero(_ curve: MeasuredLine) -> MeasuredLine {
      guard let first = curve.points.first else { return curve }
      return MeasuredLine([ChartPoint(0, first.y)] + curve.points, measure: curve.measure)
    }
    chart.addCurves(fromZero(pooled), folds: folds.map(fromZero), measure: "average precision", steps: true)
    chart.legend.append(LegendEntry("chance, the base rate \(NumberText.percent(baseRate))", .line(chance)))
    return chart
  }
}
