extension Chart {
  /// Lines through points in their order; several series get a legend.
  public static func line(
    _ series: [PointSeries], x: String, y: String, xUnit: String? = nil, yUnit: String? = nil, title: String? = nil
  ) -> Chart {
    line([Facet("", series)], by: nil, x: .numbers(x, unit: xUnit), y: y, yUnit: yUnit, title: title)
  }

  /// Lines through points in panels, which have the same series in the same order.
  /// - Parameter facet: the column whose values the panels are; nil for one chart.
  public static func line(
    _ facets: [Facet<[PointSeries]>], by facet: String?, x: PointAxis, y: String, yUnit: String? = nil,
    title: String? = nil
  ) -> Chart {
    let all = facets.all, title = title ?? "\(y) against \(x.title)"
    guard let xRange = all.range(\.x), let yRange = all.range(\.y) else {
      return .empty(title: title, because: "There are no points to show.", notes: all.hiddenNotes)
    }
    var chart = Chart(
      title: title, summary: "Line chart of \(y) against \(x.title)", x: x.axis(xRange, isRounded: false),
      y: .linear(y, unit: yUnit, Ticks.rounded(yRange)), marks: [], notes: all.hiddenNotes)
    chart.place(facets, by: facet) { series in
      series.enumerated().flatMap { index, one -> [any Mark] in
        let line = LineMark(one.points, Palette.series(index))
        return one.points.count == 1 ? [line, PointMark(one.points, PointStyle.series(index))] : [line]
      }
    }
    let names = facets.first?.content.map(\.name) ?? []
    if names.count > 1 {
      chart.legend = names.enumerated().map { LegendEntry($1, .line(Palette.series($0))) }
    }
    return chart
  }
}
