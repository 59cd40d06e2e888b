extension Chart {
  /// Quartiles and whiskers per group: whiskers end at the last value within 1.5 times the box (Tukey, 1977).
  public static func box(
    _ groups: [NumericSeries], of variable: String, by: String, unit: String? = nil, title: String? = nil
  ) -> Chart {
    let title = title ?? "\(variable) by \(by)"
    let summaries = groups.map { boxSummary($0.sortedFinite) }
    let ends = summaries.compactMap { $0 }.flatMap { [$0.low, $0.high] }
    guard let least = ends.min(), let most = ends.max() else {
      return .empty(title: title, because: "There are no values to show.")
    }
    var beyond = 0
    for (group, summary) in zip(groups, summaries) {
      guard let summary else { continue }
      beyond += group.values.count { $0.isFinite && ($0 < summary.low || $0 > summary.high) }
    }
    var notes = ["Box: quartiles and median; whiskers: the last values within 1.5 times the box."]
    if beyond > 0 { notes.append(NumberText.count(beyond, "value", "values") + " beyond the whiskers not drawn.") }
    let missing = groups.reduce(0) { $0 + $1.missing }
    if missing > 0 { notes.append(NumberText.count(missing, "row is", "rows are") + " null, not drawn.") }
    return Chart(
      title: title, summary: "Box chart of \(variable) by \(by)", x: .bands(by, groups.map(\.name)),
      y: .linear(variable, unit: unit, Ticks.rounded(Ticks.usable(least, most))),
      marks: [BoxMark(summaries, fill: Palette.sky)], notes: notes)
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
