/// The rows in a band of a column, and what it tells.
public struct EvidenceBand: Sendable, Equatable {
  /// What the band is called.
  public var name: String
  /// How many rows it has.
  public var rows: Int
  /// How many of them are of class 1.
  public var events: Int
  /// The weight of evidence.
  public var weight: Double

  /// A band with its counts.
  public init(_ name: String, rows: Int, events: Int, weight: Double) {
    (self.name, self.rows, self.events, self.weight) = (name, rows, events, weight)
  }
}

extension Chart {
  /// The weight of evidence of each band of a column, beside its counts.
  ///
  /// - Parameters:
  ///   - bands: from top to bottom; those without rows are left out.
  ///   - column: stands in the title.
  ///   - information: the information value.
  ///   - favours: what a weight to the right speaks for.
  public static func evidence(
    _ bands: [EvidenceBand], column: String, information: Double, favours: String
  ) -> Chart {
    let title = "Weight of evidence of \(column)", shown = bands.filter { $0.rows > 0 }
    guard !shown.isEmpty else { return .empty(title: title, because: "There are no rows to show.") }
    let bars = shown.enumerated().map { place, band in
      BarMark.Bar(
        Double(place) - 0.5, Double(place) + 0.5, value: band.weight,
        label: NumberText.value(band.weight, significant: 3))
    }
    let all = Double(shown.reduce(0) { $0 + $1.rows })
    let rows = shown.map { band in
      [
        NumberText.count(band.rows), NumberText.percent(Double(band.rows) / all), NumberText.count(band.events),
        NumberText.percent(Double(band.events) / Double(band.rows)),
      ]
    }
    let headers = ["rows", "share", "ones", "rate"]
    let weights = shown.map(\.weight)
    let range = Ticks.rounded(Ticks.usable(min(0, weights.min() ?? 0), max(0, weights.max() ?? 0)))
    var chart = Chart(
      title: title, subtitle: "information value \(NumberText.value(information, significant: 3))",
      summary: "Weight of evidence by band of \(column)",
      x: .linear("weight of evidence, to the right for \(favours)", range), y: .bands(column, shown.map(\.name)),
      marks: [ColumnsMark(headers: headers, rows: rows, behind: bars.compactMap(\.label))])
    for (isNegative, fill) in [(false, Palette.blue), (true, Palette.vermilion)] {
      let own = bars.filter { ($0.value < 0) == isNegative }
      if !own.isEmpty { chart.marks.append(BarMark(own, fill: fill, lying: true, gap: 3)) }
    }
    chart.fitBands(shown.count, each: 26)
    return chart
  }
}
