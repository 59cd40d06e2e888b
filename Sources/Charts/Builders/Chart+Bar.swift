extension Chart {
  /// Upright bars, one per category; with more than `top` categories the greatest are shown.
  public static func bar(
    categories: [String], values: [Double], category: String, measure: String, unit: String? = nil, top: Int = 30,
    title: String? = nil
  ) -> Chart {
    bar(
      [Facet("", values)], by: nil, categories: categories, category: category, measure: measure, unit: unit, top: top,
      title: title)
  }

  /// Upright bars in panels, with a value for each category in each; NaN leaves a place empty.
  /// - Parameter facet: the column whose values the panels are; nil for one chart.
  public static func bar(
    _ facets: [Facet<[Double]>], by facet: String?, categories: [String], category: String, measure: String,
    unit: String? = nil, top: Int = 30, title: String? = nil
  ) -> Chart {
    for facet in facets { precondition(categories.count == facet.content.count, "every category needs a value") }
    let title = title ?? "\(measure) by \(category)"
    let finite = categories.indices.filter { place in facets.contains { $0.content[place].isFinite } }
    func greatest(_ place: Int) -> Double { facets.map { $0.content[place] }.filter(\.isFinite).max() ?? 0 }
    var shown = finite
    var notes: [String] = []
    if finite.count > max(1, top) {
      let order = finite.sorted { greatest($0) == greatest($1) ? $0 < $1 : greatest($0) > greatest($1) }
      shown = Array(order.prefix(max(1, top)))
      notes.append("The \(shown.count) greatest of \(NumberText.count(finite.count)) categories.")
    }
    let missing = categories.count - finite.count
    if missing > 0 { notes.append(NumberText.count(missing, "category", "categories") + " without a value not drawn.") }
    let values = facets.flatMap { facet in shown.map { facet.content[$0] } }.filter(\.isFinite)
    guard let least = values.min(), let most = values.max() else {
      return .empty(title: title, because: "There are no values to show.", notes: notes)
    }
    // Room for the labels, also in the lower panels of a facet.
    let room = facet == nil ? 1.06 : 1.2
    let range = Ticks.usable(min(0, least * room), max(0, most * room))
    var chart = Chart(
      title: title, summary: "Bar chart of \(measure) by \(category)",
      x: .bands(category, shown.map { categories[$0] }), y: .linear(measure, unit: unit, Ticks.rounded(range)),
      marks: [], notes: notes)
    chart.place(facets, by: facet) { values in
      [BarMark(shown.enumerated().map { bar(at: $0, values[$1]) }, fill: Palette.blue, gap: 4)]
    }
    return chart
  }

  private static func bar(at place: Int, _ value: Double) -> BarMark.Bar {
    BarMark.Bar(Double(place) - 0.5, Double(place) + 0.5, value: value, label: NumberText.value(value))
  }
}
