extension Chart {
  /// Upright bars, one per category; with more than `top` categories the greatest are shown.
  public static func bar(
    categories: [String], values: [Double], category: String, measure: String, unit: String? = nil, top: Int = 30,
    title: String? = nil
  ) -> Chart {
    precondition(categories.count == values.count, "every category needs a value")
    let title = title ?? "\(measure) by \(category)"
    let finite = categories.indices.filter { values[$0].isFinite }
    var shown = finite
    var notes: [String] = []
    if finite.count > max(1, top) {
      let kept = finite.sorted { values[$0] == values[$1] ? $0 < $1 : values[$0] > values[$1] }.prefix(max(1, top))
      shown = Array(kept)
      notes.append("The \(kept.count) greatest of \(NumberText.count(finite.count)) categories.")
    }
    let missing = categories.count - finite.count
    if missing > 0 { notes.append(NumberText.count(missing, "category", "categories") + " without a value not drawn.") }
    guard let least = shown.map({ values[$0] }).min(), let most = shown.map({ values[$0] }).max() else {
      return .empty(title: title, because: "There are no values to show.", notes: notes)
    }
    let range = Ticks.usable(min(0, least * 1.06), max(0, most * 1.06))
    let bars = shown.enumerated().map { place, index in
      BarMark.Bar(
        Double(place) - 0.5, Double(place) + 0.5, value: values[index], label: NumberText.value(values[index]))
    }
    return Chart(
      title: title, summary: "Bar chart of \(measure) by \(category)",
      x: .bands(category, shown.map { categories[$0] }), y: .linear(measure, unit: unit, Ticks.rounded(range)),
      marks: [BarMark(bars, fill: Palette.blue, gap: 4)], notes: notes)
  }
}
