extension Chart {
  /// Points; several series differ in colour and shape. Points that would cover each other exactly are drawn once.
  public static func scatter(
    _ series: [PointSeries], x: String, y: String, xUnit: String? = nil, yUnit: String? = nil, title: String? = nil
  ) -> Chart {
    let title = title ?? "\(y) against \(x)"
    guard let xRange = series.range(\.x), let yRange = series.range(\.y) else {
      return .empty(title: title, because: "There are no points to show.", notes: series.hiddenNotes)
    }
    let count = series.reduce(0) { $0 + $1.points.count } - series.hidden
    var chart = Chart(
      title: title, subtitle: "\(NumberText.count(count)) points", summary: "Scatter chart of \(y) against \(x)",
      x: .linear(x, unit: xUnit, Ticks.rounded(xRange)), y: .linear(y, unit: yUnit, Ticks.rounded(yRange)),
      marks: [], notes: series.hiddenNotes)
    for (index, one) in series.enumerated() {
      var style = PointStyle.series(index)
      if count > 400 { (style.radius, style.opacity) = (2, 0.5) }
      chart.marks.append(PointMark(one.points, style))
      if series.count > 1 { chart.legend.append(LegendEntry(one.name, .point(PointStyle.series(index)))) }
    }
    return chart
  }
}
