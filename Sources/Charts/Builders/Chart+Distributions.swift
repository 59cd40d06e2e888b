/// The scores of the two classes, each ascending.
public struct ClassScores: Sendable {
  /// Of the clients who repaid.
  public var repaid: [Double]
  /// Of the clients who defaulted.
  public var defaulted: [Double]

  /// Both classes' scores in ascending order.
  public init(repaid: [Double], defaulted: [Double]) { (self.repaid, self.defaulted) = (repaid, defaulted) }

  /// The part of the axis with nearly all of them, as a histogram chooses it; nil without finite scores.
  var window: ClosedRange<Double>? {
    let all = (repaid + defaulted).filter(\.isFinite).sorted()
    guard !all.isEmpty else { return nil }
    let edges = HistogramBins(forSorted: all, count: nil).edges
    return Ticks.usable(edges[0], edges[edges.count - 1])
  }
}

extension Chart {
  /// The cumulative distributions of the scores of the two classes, and where they are furthest apart.
  ///
  /// - Parameters:
  ///   - scores: of both classes; a class without rows gives an empty chart.
  ///   - gap: the lowest score at which the share of clients who repaid that scores at most so much and that of the
  ///     defaulters differ most, with the two shares.
  ///   - model: stands in the title.
  public static func distributions(
    _ scores: ClassScores, gap: (score: Double, repaid: Double, defaulted: Double)?, model: String = ""
  ) -> Chart {
    let title = "Kolmogorov–Smirnov distance" + (model.isEmpty ? "" : " of \(model)")
    guard !scores.repaid.isEmpty, !scores.defaulted.isEmpty, let window = scores.window else {
      return oneClass(title: title)
    }
    var styles = (Palette.series(0), Palette.series(1))
    (styles.0.width, styles.1.width) = (2.5, 2.5)
    var chart = Chart(
      title: title, summary: "Two cumulative distributions of scores", x: .linear("score", window),
      y: .linear("share of the class that scores at most so much", 0...1),
      marks: [
        LineMark.steps(cumulative(scores.repaid, to: window), styles.0),
        LineMark.steps(cumulative(scores.defaulted, to: window), styles.1),
      ])
    chart.y.percent = true
    chart.legend = [
      LegendEntry("repaid (\(NumberText.count(scores.repaid.count)))", .line(styles.0)),
      LegendEntry("defaulted (\(NumberText.count(scores.defaulted.count)))", .line(styles.1)),
    ]
    chart.tellOutside(scores.repaid + scores.defaulted, of: window)
    if let gap { chart.markDistance(gap) }
    return chart
  }

  private mutating func markDistance(_ gap: (score: Double, repaid: Double, defaulted: Double)) {
    let style = LineStyle(color: TextStyle.ink, dash: [2, 2], width: 1.8)
    let ends = [ChartPoint(gap.score, gap.repaid), ChartPoint(gap.score, gap.defaulted)]
    marks += [LineMark(ends, style), PointMark(ends, PointStyle(.diamond, color: TextStyle.ink, radius: 4))]
    let distance = NumberText.label((gap.repaid - gap.defaulted).magnitude, decimals: 3)
    let score = NumberText.value(gap.score)
    legend.append(LegendEntry("KS \(distance) at \(score)", .line(style)))
    subtitle = "Above \(score) score \(NumberText.percent(1 - gap.defaulted)) of the defaulters and "
      + "\(NumberText.percent(1 - gap.repaid)) of the clients who repaid"
    summary += "; they differ by \(distance) at \(score)"
  }

  /// Says how many scores the axis does not reach.
  mutating func tellOutside(_ scores: [Double], of window: ClosedRange<Double>) {
    let outside = scores.count { !window.contains($0) }
    guard outside > 0 else { return }
    notes.append("The axis does not reach \(NumberText.count(outside, "score", "scores")) far from all others.")
  }

  /// The share of values up to each of them, once for equal values and up to the end of the axis.
  private static func cumulative(_ ascending: [Double], to window: ClosedRange<Double>) -> [ChartPoint] {
    var points = [ChartPoint(window.lowerBound, 0)]
    for (place, value) in ascending.enumerated() where value.isFinite {
      guard place + 1 == ascending.count || ascending[place + 1] != value else { continue }
      points.append(ChartPoint(value, Double(place + 1) / Double(ascending.count)))
    }
    points.append(ChartPoint(max(window.upperBound, points[points.count - 1].x), 1))
    return points
  }
}
