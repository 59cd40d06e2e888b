/// The shares of one sample in the bins of another.
public struct SampleShares: Sendable {
  /// Which sample.
  public var name: String
  /// A share for each bin.
  public var shares: [Double]

  /// A sample and its shares.
  public init(_ name: String, _ shares: [Double]) { (self.name, self.shares) = (name, shares) }
}

extension Chart {
  /// How a column is distributed in a reference, as an area, and in other samples, as outlines.
  ///
  /// - Parameters:
  ///   - edges: where the bins begin and end, one more than bins.
  ///   - reference: the sample that others are compared with.
  ///   - others: at most as many as can be told apart are drawn, the last ones.
  ///   - dates: whether the edges are days since 1970-01-01.
  public static func overlay(
    edges: [Double], _ reference: SampleShares, _ others: [SampleShares], of variable: String, dates: Bool = false
  ) -> Chart {
    let title = "Distribution of \(variable)"
    let shown = others.suffix(Palette.seriesLimit - 1)
    let most = ([reference] + shown).flatMap(\.shares).max() ?? 0
    guard edges.count > 1, most > 0 else { return .empty(title: title, because: "There are no values to show.") }
    let grey = LineStyle(color: Palette.grey, width: 1.2)
    var chart = Chart(
      title: title, summary: "Shares of \(variable) in \(([reference] + shown).map(\.name).joined(separator: ", "))",
      x: .linear(variable, edges[0]...edges[edges.count - 1]),
      y: .linear("share of values", Ticks.rounded(Ticks.usable(0, most * 1.04))),
      marks: [area(edges, reference.shares), LineMark(outline(edges, reference.shares), grey)],
      legend: [LegendEntry(reference.name, .swatch(fill: Palette.grey, opacity: 0.3, outline: grey))])
    (chart.x.grid, chart.x.dates, chart.y.percent) = (false, dates, true)
    for (index, sample) in shown.enumerated() {
      var style = shown.count == 1 ? LineStyle(color: Palette.vermilion) : Palette.series(index)
      style.width = 2
      chart.marks.append(LineMark(outline(edges, sample.shares), style))
      chart.legend.append(LegendEntry(sample.name, .line(style)))
    }
    chart.notes = ["The outermost bars hold all that lies beyond them."]
    if shown.count < others.count { chart.notes.append("The last \(shown.count) of \(others.count) parts.") }
    chart.height = 320
    return chart
  }

  private static func area(_ edges: [Double], _ shares: [Double]) -> AreaMark {
    let corners = shares.indices.flatMap { [(edges[$0], shares[$0]), (edges[$0 + 1], shares[$0])] }
    return AreaMark(
      x: corners.map(\.0), lower: corners.map { _ in 0 }, upper: corners.map(\.1), fill: Palette.grey, opacity: 0.3)
  }

  private static func outline(_ edges: [Double], _ shares: [Double]) -> [ChartPoint] {
    let corners = shares.indices.flatMap { place in
      [ChartPoint(edges[place], shares[place]), ChartPoint(edges[place + 1], shares[place])]
    }
    return [ChartPoint(edges[0], 0)] + corners + [ChartPoint(edges[edges.count - 1], 0)]
  }

  /// The shares of levels or intervals in a reference and in another sample, as lying bars in pairs.
  ///
  /// - Parameters:
  ///   - names: of the levels.
  ///   - additions: what each adds to the population stability index; nil draws none.
  public static func pairs(
    _ names: [String], _ reference: SampleShares, _ current: SampleShares, title: String, additions: [Double]? = nil
  ) -> Chart {
    let samples = [reference, current]
    guard let most = samples.flatMap(\.shares).max(), most > 0 else {
      return .empty(title: title, because: "There are no values to show.")
    }
    var chart = Chart(
      title: title, summary: "Shares of \(names.prefix(5).joined(separator: ", ")) in both samples",
      x: .linear("share of values", Ticks.rounded(Ticks.usable(0, most * 1.02))), y: .bands("", names), marks: [])
    chart.x.percent = true
    for (index, sample) in samples.enumerated() {
      let fill = index == 0 ? Palette.grey : Palette.vermilion, upper = Double(index) * 0.4 - 0.4
      let bars = sample.shares.enumerated().map { place, share in
        BarMark.Bar(Double(place) + upper, Double(place) + upper + 0.4, value: share)
      }
      chart.marks.append(BarMark(bars, fill: fill, lying: true, gap: 0.5))
      chart.legend.append(LegendEntry(sample.name, .swatch(fill: fill, opacity: 1, outline: nil)))
    }
    let headers = samples.map(\.name) + (additions == nil ? [] : ["psi"])
    let rows = names.indices.map { place in
      samples.map { NumberText.percent($0.shares[place]) } + (additions.map { [NumberText.value($0[place])] } ?? [])
    }
    chart.marks.append(ColumnsMark(headers: headers, rows: rows))
    chart.fitBands(names.count, each: 26)
    return chart
  }
}
