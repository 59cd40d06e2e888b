extension Chart {
  /// The most important features of a model as lying bars, the greatest on top.
  ///
  /// - Parameters:
  ///   - names: of the features.
  ///   - values: one per name; what is not finite counts as the least.
  ///   - measure: what the values are, such as “gain” or “share of the total gain”.
  ///   - spreads: the range over folds, one per name where given.
  ///   - top: how many to show.
  ///   - model: stands in the title.
  ///   - noun: what the names are of, one and several of them.
  public static func importance(
    names: [String], values: [Double], measure: String, spreads: [ClosedRange<Double>]? = nil, top: Int = 20,
    model: String = "", of noun: (one: String, many: String) = ("feature", "features")
  ) -> Chart {
    precondition(names.count == values.count, "every feature needs a value")
    precondition(spreads.map { $0.count == names.count } ?? true, "every feature needs a spread")
    let subject = noun.one.prefix(1).uppercased() + noun.one.dropFirst()
    let title = "\(subject) importance" + (model.isEmpty ? "" : " of \(model)")
    let order = names.indices.filter { values[$0].isFinite }
      .sorted { values[$0].magnitude == values[$1].magnitude ? $0 < $1 : values[$0].magnitude > values[$1].magnitude }
    let shown = Array(order.prefix(max(1, top)))
    guard !shown.isEmpty else { return .empty(title: title, because: "There are no \(noun.many) to show.") }
    let bars = shown.enumerated().map { place, index in
      BarMark.Bar(
        Double(place) - 0.5, Double(place) + 0.5, value: values[index],
        label: NumberText.value(values[index]), spread: spreads?[index])
    }
    let least = bars.map { min($0.value, $0.spread?.lowerBound ?? 0) }.min() ?? 0
    let most = bars.map { max($0.value, $0.spread?.upperBound ?? 0) }.max() ?? 0
    let range = least >= 0 && most <= 0 ? 0...1 : Ticks.usable(min(0, least), max(0, most))
    var chart = Chart(
      title: title, subtitle: importanceSubtitle(order, shown.count, values, noun),
      summary: "\(names[shown[0]]) is first",
      x: .linear(measure, range), y: .bands("", shown.map { names[$0] }),
      marks: [BarMark(bars, fill: Palette.blue, lying: true, gap: 2.5)])
    if spreads != nil { chart.notes.append("Thin lines: range over the folds.") }
    let left = names.count - order.count
    if left > 0 { chart.notes.append(NumberText.count(left, noun.one, noun.many) + " without a value left out.") }
    chart.height = 400
    let rowHeight = shown.count <= 8 ? 28.0 : 20
    chart.height = (chart.height + rowHeight * Double(shown.count) - Layout(chart).plot.height).rounded(.up)
    return chart
  }

  private static func importanceSubtitle(
    _ order: [Int], _ shown: Int, _ values: [Double], _ noun: (one: String, many: String)
  ) -> String {
    guard shown < order.count else { return NumberText.count(order.count, noun.one, noun.many) }
    let total = order.reduce(0) { $0 + values[$1].magnitude }
    let covered = order.prefix(shown).reduce(0) { $0 + values[$1].magnitude }
    let share = total > 0 ? ", with \(NumberText.percent(covered / total)) of the total" : ""
    return "\(shown) of \(NumberText.count(order.count)) \(noun.many)" + share
  }
}
