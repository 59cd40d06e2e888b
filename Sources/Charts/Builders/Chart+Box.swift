extension Chart {
  /// Quartiles and whiskers per group: whiskers end at the last value within 1.5 times the box (Tukey, 1977).
  public static func box(
    _ groups: [NumericSeries], of variable: String, by: String, unit: String? = nil, title: String? = nil
  ) -> Chart {
    box([Facet("", groups)], by: nil, of: variable, groups: by, unit: unit, title: title)
  }

  /// Quartiles and whiskers in panels, which have the same groups in the same order.
  /// - Parameter facet: the column whose values the panels are; nil for one chart.
  /// - Parameter by: what the groups differ in; empty where there is one.
  public static func box(
    _ facets: [Facet<[NumericSeries]>], by facet: String?, of variable: String, groups by: String,
    unit: String? = nil, title: String? = nil
  ) -> Chart {
    let title = title ?? (by.isEmpty ? "Spread of \(variable)" : "\(variable) by \(by)")
    let summaries = facets.map { Facet($0.name, $0.content.map { boxSummary($0.sortedFinite) }) }
    let ends = summaries.flatMap { $0.content.compactMap { $0 }.flatMap { [$0.low, $0.high] } }
    guard let least = ends.min(), let most = ends.max() else {
      return .empty(title: title, because: "There are no values to show.")
    }
    var chart = Chart(
      title: title, summary: "Box chart of \(variable)" + (by.isEmpty ? "" : " by \(by)"),
      x: .bands(by, facets.first?.content.map(\.name) ?? []),
      y: .linear(variable, unit: unit, Ticks.rounded(Ticks.usable(least, most))), marks: [],
      notes: boxNotes(zip(facets, summaries).flatMap { Array(zip($0.content, $1.content)) }))
    chart.place(summaries, by: facet) { [BoxMark($0, fill: Palette.sky)] }
    return chart
  }

  private static func boxNotes(_ groups: [(NumericSeries, BoxMark.Summary?)]) -> [String] {
    var beyond = 0
    for case (let group, let summary?) in groups {
      beyond += group.values.count { $0.isFinite && ($0 < summary.low || $0 > summary.high) }
    }
    var notes = ["Box: quartiles and median; whiskers: the last values within 1.5 times the box."]
    if beyond > 0 { notes.append(NumberText.count(beyond, "value", "values") + " beyond the whiskers not drawn.") }
    let missing = groups.reduce(0) { $0 + $1.0.missing }
    if missing > 0 { notes.append(NumberText.count(missing, "row is", "rows are") + " null, not drawn.") }
    return notes
  }

  private static func boxSummary(_ sorted: [Double]) -> BoxMark.Summary? {
    guard let lower = Quantile.value(0.25, ofSorted: sorted), let median = Quantile.value(0.5, ofSorted: sorted),
      let upper = Quantile.value(0.75, ofSorted: sorted)
    else { return nil }
    let reach = 1.5 * (upper - lower)
    let low = sorted.first { $0 >= lower - reach } ?? lower
    let high = sorted.last { $0 <= upper + reach } ?? upper
    return BoxMark.Summary(low: low, lowerQuartile: lower, median: median, upperQuartile: upper, high: high)
  }
}
