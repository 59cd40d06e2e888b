extension Chart {
  /// Lines through points in their order; several series get a legend.
  public static func line(
    _ series: [PointSeries], x: String, y: String, xUnit: String? = nil, yUnit: String? = nil, title: String? = nil
  ) -> Chart {
    let title = title ?? "\(y) against \(x)"
    guard let xRange = series.range(\.x), let yRange = series.range(\.y) else {
      return .empty(title: title, because: "There are no points to show.", notes: series.hiddenNotes)
    }
    var chart = Chart(
      title: title, summary: "Line chart of \(y) against \(x)", x: .linear(x, unit: xUnit, xRange),
      y: .linear(y, unit: yUnit, Ticks.rounded(yRange)), marks: [], notes: series.hiddenNotes)
    for (index, one) in series.enumerated() {
      let style = Palette.series(index)
      chart.marks.append(LineMark(one.points, style))
      if one.points.count == 1 { chart.marks.append(PointMark(one.points, PointStyle.series(index))) }
      if series.count > 1 { chart.legend.append(LegendEntry(one.name, .line(style))) }
    }
    return chart
  }
}
