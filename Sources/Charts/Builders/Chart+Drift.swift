/// How far a column has moved.
public struct DriftBar: Sendable {
  /// The column, or a part of it.
  public var name: String
  /// How far it has moved; what is not finite is left out.
  public var value: Double
  /// Stands at the end of the bar.
  public var label: String
  /// Whether that is far enough to count.
  public var isDrifted: Bool

  /// A column and how far it has moved.
  public init(_ name: String, value: Double, label: String, isDrifted: Bool) {
    (self.name, self.value, self.label, self.isDrifted) = (name, value, label, isDrifted)
  }
}

extension Chart {
  /// How far columns have moved, as lying bars, the furthest on top, with lines where that begins to count.
  ///
  /// - Parameters:
  ///   - bars: in any order.
  ///   - measure: what the bars are long by.
  ///   - limits: where lines stand, and what they mean.
  ///   - counts: what the colour of the bars that count means, and that of the others.
  ///   - top: how many to show.
  public static func drift(
    _ bars: [DriftBar], title: String, measure: String, limits: [(value: Double, label: String)],
    counts: (drifted: String, other: String) = ("drifted", "not drifted"), top: Int = 20
  ) -> Chart {
    let order = bars.indices.filter { bars[$0].value.isFinite }.sorted {
      bars[$0].value == bars[$1].value ? $0 < $1 : bars[$0].value > bars[$1].value
    }
    let shown = order.prefix(max(1, top)).map { bars[$0] }
    guard let first = shown.first else {
      return .empty(title: title, because: "No column has a distance to show.")
    }
    let most = max(first.value, limits.map(\.value).max() ?? 0)
    let drifted = bars.count(where: \.isDrifted)
    var chart = Chart(
      title: title, subtitle: "\(NumberText.count(drifted)) of \(NumberText.count(bars.count)) \(counts.drifted)",
      summary: "\(first.name) has moved furthest, by \(first.label)",
      x: .linear(measure, Ticks.usable(0, most * 1.02)), y: .bands("", shown.map(\.name)), marks: [])
    for isDrifted in [false, true] {
      let own = shown.enumerated().filter { $0.element.isDrifted == isDrifted }.map { place, bar in
        BarMark.Bar(Double(place) - 0.5, Double(place) + 0.5, value: bar.value, label: bar.label)
      }
      let fill = isDrifted ? Palette.vermilion : Palette.blue
      guard !own.isEmpty else { continue }
      chart.marks.append(BarMark(own, fill: fill, lying: true, gap: 2.5))
      chart.legend.append(
        LegendEntry(isDrifted ? counts.drifted : counts.other, .swatch(fill: fill, opacity: 1, outline: nil)))
    }
    chart.addLimits(limits, bands: shown.count)
    let hidden = order.count - shown.count, without = bars.count - order.count
    if hidden > 0 { chart.notes.append("The \(shown.count) furthest of \(NumberText.count(order.count)).") }
    if without > 0 { chart.notes.append(NumberText.count(without, "row", "rows") + " without a statistic left out.") }
    chart.fitBands(shown.count, each: shown.count <= 8 ? 28 : 20)
    return chart
  }

  private mutating func addLimits(_ limits: [(value: Double, label: String)], bands: Int) {
    for (index, limit) in limits.enumerated() {
      let style = LineStyle(color: TextStyle.ink, dash: index == 0 ? [5, 4] : [2, 3], width: 1.5)
      marks.append(
        LineMark([ChartPoint(limit.value, -0.5), ChartPoint(limit.value, Double(bands) - 0.5)], style))
      legend.append(LegendEntry(limit.label, .line(style)))
    }
  }
}
