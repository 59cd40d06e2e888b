/// How many times as many defaulters as at random there are in equal parts of the clients, the riskiest part first.
public struct LiftParts: Sendable, Equatable {
  /// Of each part.
  public var lifts: [Double]
  /// Of each part with all parts before it.
  public var cumulative: [Double]

  /// As many lifts of both kinds.
  public init(lifts: [Double], cumulative: [Double]) {
    precondition(lifts.count == cumulative.count, "every part has both")
    (self.lifts, self.cumulative) = (lifts, cumulative)
  }
}

extension Chart {
  /// The lift of equal parts of the clients as bars, and of all clients down to each part as a line.
  ///
  /// - Parameters:
  ///   - pooled: nil where there are no defaulters.
  ///   - folds: of each fold, in as many parts; their range is drawn at each bar.
  ///   - baseRate: the share of defaulters, which a lift multiplies.
  ///   - model: stands in the title.
  public static func lift(
    pooled: LiftParts?, folds: [LiftParts] = [], baseRate: Double, model: String = ""
  ) -> Chart {
    let title = "Lift" + (model.isEmpty ? "" : " of \(model)")
    guard let pooled, let first = pooled.lifts.first else { return oneClass(title: title) }
    let parts = pooled.lifts.count
    let bars = pooled.lifts.enumerated().map { part, lift in
      let all = folds.map { $0.lifts[part] }.filter(\.isFinite)
      let spread = all.min().flatMap { low in all.max().map { low...$0 } }
      return BarMark.Bar(Double(part) - 0.5, Double(part) + 0.5, value: lift, spread: spread)
    }
    let most = (pooled.lifts + folds.flatMap(\.lifts)).filter(\.isFinite).max() ?? 1
    let names = (0..<parts).map { "\(share($0, of: parts))–\(share($0 + 1, of: parts))" }
    var chart = Chart(
      title: title,
      subtitle: "The base rate is \(NumberText.percent(baseRate)); a lift of 1 is as many defaulters as at random",
      summary: "The riskiest of \(parts) parts has \(NumberText.label(first, decimals: 2)) times the base rate",
      x: .bands("% of clients, from the highest score down", names),
      // The numbers stand above all bars and lines.
      y: .linear("lift (default rate by base rate)", 0...(max(most, 1.2) * 1.18)),
      marks: [BarMark(bars, fill: Palette.blue, gap: 4)])
    let one = LineStyle(color: Palette.grey, dash: [5, 4], width: 1.5)
    chart.marks.append(LineMark([ChartPoint(-0.5, 1), ChartPoint(Double(parts) - 0.5, 1)], one))
    let line = LineStyle(color: Palette.orange, width: 2), point = PointStyle(.square, color: Palette.orange, radius: 4)
    let points = pooled.cumulative.enumerated().map { ChartPoint(Double($0.offset), $0.element) }
    chart.marks += [LineMark(points, line), PointMark(points, point)]
    chart.marks.append(HeadMark(pooled.lifts.map(text)))
    chart.legend = [
      LegendEntry("the part alone", .swatch(fill: Palette.blue, opacity: 1, outline: nil)),
      LegendEntry("all clients down to it", .point(point)), LegendEntry("chance", .line(one)),
    ]
    if folds.count > 1 { chart.notes.append("Thin lines: range over \(folds.count) folds.") }
    return chart
  }

  private static func text(_ lift: Double) -> String {
    lift.magnitude < 1_000 ? NumberText.label(lift, decimals: 2) : NumberText.value(lift)
  }

  private static func share(_ part: Int, of parts: Int) -> String {
    NumberText.value(100 * Double(part) / Double(parts), significant: 3)
  }
}
