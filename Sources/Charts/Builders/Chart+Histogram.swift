/// What the bars of a histogram measure.
public enum HistogramMeasure: Sendable, Equatable {
  /// Rows in the bin.
  case rows
  /// The share of the group's finite values that lie in the bin.
  case share
}

extension Chart {
  /// The distribution of a column, or of several groups of it.
  ///
  /// - Parameters:
  ///   - groups: one series draws bars, several draw stepped outlines; NaN is missing and counted in a note.
  ///   - variable: the column, or what its values mean.
  ///   - unit: of the values.
  ///   - by: what the groups differ in; stands before their names in the legend.
  ///   - bins: their number; nil chooses as `HistogramBins` says.
  ///   - measure: nil means rows for one series and shares for several.
  public static func histogram(
    _ groups: [NumericSeries], of variable: String, unit: String? = nil, by: String? = nil, bins: Int? = nil,
    measure: HistogramMeasure? = nil
  ) -> Chart {
    let title = "Distribution of \(variable)" + (by.map { " by \($0)" } ?? "")
    var notes = HistogramParts.missingNotes(groups)
    let shown = HistogramParts.limited(groups.filter { $0.values.contains(where: \.isFinite) }, notes: &notes)
    let sorted = shown.map(\.sortedFinite)
    let all = sorted.count == 1 ? sorted[0] : sorted.flatMap { $0 }.sorted()
    guard !all.isEmpty else { return .empty(title: title, because: "There are no values to show.", notes: notes) }
    let intervals = HistogramBins(forSorted: all, count: bins)
    notes += HistogramParts.outsideNotes(intervals)
    let share = (measure ?? (shown.count > 1 ? .share : .rows)) == .share
    let heights = sorted.map { values in
      intervals.counts(ofSorted: values).map { share ? Double($0) / Double(values.count) : Double($0) }
    }
    var chart = Chart(
      title: title, subtitle: HistogramParts.subtitle(all, bins: intervals.edges.count - 1),
      summary: "Histogram of \(variable)", x: .linear(variable, unit: unit, HistogramParts.range(intervals)),
      y: HistogramParts.measureAxis(heights, share: share), marks: [], notes: notes)
    chart.x.grid = false
    if shown.count == 1 && by == nil {
      chart.marks = [HistogramParts.bars(intervals.edges, heights[0])]
    } else {
      chart.addGroups(shown, rows: sorted.map(\.count), heights, edges: intervals.edges, by: by)
    }
    return chart
  }

  private mutating func addGroups(
    _ groups: [NumericSeries], rows: [Int], _ heights: [[Double]], edges: [Double], by: String?
  ) {
    for (index, group) in groups.enumerated() {
      let style = Palette.series(index)
      marks.insert(HistogramParts.fill(edges, heights[index], style), at: index)
      marks.append(HistogramParts.outline(edges, heights[index], style))
      // The title names what many groups differ in; a few have room to repeat it.
      let name = groups.count <= 3 ? by.map { "\($0) = \(group.name)" } ?? group.name : group.name
      legend.append(
        LegendEntry(
          "\(name) (\(NumberText.count(rows[index])))", .swatch(fill: style.color, opacity: 0.12, outline: style)))
    }
  }
}

/// The pieces of a histogram.
private enum HistogramParts {
  static func range(_ bins: HistogramBins) -> ClosedRange<Double> { bins.edges[0]...bins.edges[bins.edges.count - 1] }

  static func measureAxis(_ heights: [[Double]], share: Bool) -> Axis {
    let highest = heights.joined().max() ?? 0
    let title = share ? (heights.count > 1 ? "share of the group's rows" : "share of rows") : "rows"
    let range = Ticks.rounded(Ticks.usable(0, max(highest * 1.04, share ? 1e-9 : 2)))
    var axis = Axis.linear(title, share ? range.clamped(to: 0...1) : range)
    (axis.percent, axis.whole) = (share, !share)
    return axis
  }

  static func subtitle(_ sorted: [Double], bins: Int) -> String {
    let median = Quantile.value(0.5, ofSorted: sorted) ?? 0
    let rows = NumberText.count(sorted.count, "value", "values")
    let (low, high) = (sorted[0], sorted[sorted.count - 1])
    let range = "from \(NumberText.value(low, significant: 4)) to \(NumberText.value(high, significant: 4))"
    return "\(rows) \(range), median \(NumberText.value(median, significant: 4)); \(bins) bins"
  }

  static func bars(_ edges: [Double], _ heights: [Double]) -> BarMark {
    BarMark(
      heights.indices.map { BarMark.Bar(edges[$0], edges[$0 + 1], value: heights[$0]) }, fill: Palette.blue)
  }

  static func outline(_ edges: [Double], _ heights: [Double], _ style: LineStyle) -> LineMark {
    let last = edges.count - 1
    var points = [ChartPoint(edges[0], 0)]
    for (edge, height) in zip(edges, heights) { points.append(ChartPoint(edge, height)) }
    points.append(ChartPoint(edges[last], heights[last - 1]))
    var corners = LineMark.stepped(Array(points.dropFirst()))
    corners.insert(points[0], at: 0)
    corners.append(ChartPoint(edges[last], 0))
    return LineMark(corners, style)
  }

  static func fill(_ edges: [Double], _ heights: [Double], _ style: LineStyle) -> AreaMark {
    let corners = heights.indices.flatMap { [(edges[$0], heights[$0]), (edges[$0 + 1], heights[$0])] }
    return AreaMark(
      x: corners.map(\.0), lower: corners.map { _ in 0 }, upper: corners.map(\.1), fill: style.color, opacity: 0.12)
  }

  static func missingNotes(_ groups: [NumericSeries]) -> [String] {
    var notes: [String] = []
    let missing = groups.reduce(0) { $0 + $1.missing }
    let total = groups.reduce(0) { $0 + $1.values.count }
    if missing > 0 {
      let share = NumberText.percent(Double(missing) / Double(total))
      notes.append("\(NumberText.count(missing)) of \(NumberText.count(total)) rows (\(share)) are null, not drawn.")
    }
    let infinite = groups.reduce(0) { $0 + $1.infinite }
    if infinite > 0 {
      notes.append(NumberText.count(infinite, "infinite value is", "infinite values are") + " not drawn.")
    }
    return notes
  }

  static func outsideNotes(_ bins: HistogramBins) -> [String] {
    let (below, above) = bins.outside
    guard below + above > 0, let first = bins.edges.first, let last = bins.edges.last else { return [] }
    let parts = [
      below > 0 ? "\(NumberText.count(below)) below \(NumberText.value(first, significant: 4))" : nil,
      above > 0 ? "\(NumberText.count(above)) above \(NumberText.value(last, significant: 4))" : nil,
    ]
    let list = parts.compactMap { $0 }.joined(separator: " and ")
    return ["Far values are not drawn: \(list). Give bins: to see the whole range."]
  }

  /// At most as many groups as can be told apart: the largest keep their names, the others become one.
  static func limited(_ groups: [NumericSeries], notes: inout [String]) -> [NumericSeries] {
    guard groups.count > Palette.seriesLimit else { return groups }
    let order = groups.indices.sorted { a, b in
      let (first, second) = (groups[a].values.count, groups[b].values.count)
      return first == second ? a < b : first > second
    }
    let kept = Set(order.prefix(Palette.seriesLimit - 1))
    let others = groups.indices.filter { !kept.contains($0) }
    notes.append("\(others.count) smaller groups are drawn together as “other”.")
    return groups.indices.filter(kept.contains).map { groups[$0] }
      + [NumericSeries("other", others.flatMap { groups[$0].values })]
  }
}
