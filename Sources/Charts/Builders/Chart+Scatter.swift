extension Chart {
  /// Points; several series differ in colour and shape. Points that would cover each other exactly are drawn once.
  public static func scatter(
    _ series: [PointSeries], x: String, y: String, xUnit: String? = nil, yUnit: String? = nil, title: String? = nil
  ) -> Chart {
    scatter([Facet("", series)], by: nil, x: .numbers(x, unit: xUnit), y: y, yUnit: yUnit, title: title)
  }

  /// Points in panels, which have the same series in the same order.
  /// - Parameter facet: the column whose values the panels are; nil for one chart.
  public static func scatter(
    _ facets: [Facet<[PointSeries]>], by facet: String?, x: PointAxis, y: String, yUnit: String? = nil,
    title: String? = nil
  ) -> Chart {
    let all = facets.all, title = title ?? "\(y) against \(x.title)"
    guard let xRange = all.range(\.x), let yRange = all.range(\.y) else {
      return .empty(title: title, because: "There are no points to show.", notes: all.hiddenNotes)
    }
    let count = all.reduce(0) { $0 + $1.points.count } - all.hidden
    var chart = Chart(
      title: title, subtitle: "\(NumberText.count(count)) points", summary: "Scatter chart of \(y) against \(x.title)",
      x: x.axis(xRange, isRounded: true), y: .linear(y, unit: yUnit, Ticks.rounded(yRange)),
      marks: [], notes: all.hiddenNotes)
    chart.place(facets, by: facet) { series in
      series.enumerated().map { index, one in
        var style = PointStyle.series(index)
        if count > 400 { (style.radius, style.opacity) = (2, 0.5) }
        return PointMark(one.points, style)
      }
    }
    let names = facets.first?.content.map(\.name) ?? []
    if names.count > 1 {
      chart.legend = names.enumerated().map { LegendEntry($1, .point(PointStyle.series($0))) }
    }
    return chart
  }
}
