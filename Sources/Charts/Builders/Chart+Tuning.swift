/// One trial of a search for parameters.
public struct TuningTrial: Sendable {
  /// Counted from 1.
  public var number: Int
  /// What it reached; the last value before it was given up, where it was.
  public var value: Double
  /// Whether it was given up as hopeless.
  public var isPruned: Bool

  /// A trial with its value.
  public init(_ number: Int, value: Double, isPruned: Bool = false) {
    (self.number, self.value, self.isPruned) = (number, value, isPruned)
  }
}

extension Chart {
  /// What each trial of a search reached, and the best so far.
  ///
  /// - Parameters:
  ///   - trials: in their order; a value that is not finite is counted in a note.
  ///   - goal: what is sought.
  ///   - isGain: whether more of it is better.
  ///   - model: stands in the title.
  public static func tuning(_ trials: [TuningTrial], goal: String, isGain: Bool, model: String = "") -> Chart {
    let title = "Search for \(goal)" + (model.isEmpty ? "" : " of \(model)")
    let finite = trials.filter(\.value.isFinite), whole = finite.filter { !$0.isPruned }
    guard let first = whole.first, let start = trials.map(\.number).min(), let end = trials.map(\.number).max() else {
      return .empty(title: title, because: "No trial has a value to show.")
    }
    var (best, bests) = (first, [ChartPoint]())
    for trial in whole {
      if isGain ? trial.value > best.value : trial.value < best.value { best = trial }
      bests.append(ChartPoint(Double(trial.number), best.value))
    }
    bests.append(ChartPoint(Double(end), best.value))
    let window = withMargin(near(best.value, finite.map(\.value)))
    let styles = (
      whole: PointStyle(.circle, color: Palette.sky, radius: 3),
      pruned: PointStyle(.triangle, color: Palette.grey, radius: 3),
      best: PointStyle(.diamond, color: Palette.vermilion, radius: 5)
    )
    let line = LineStyle(color: Palette.blue, width: 2)
    func points(_ trials: [TuningTrial]) -> [ChartPoint] { trials.map { ChartPoint(Double($0.number), $0.value) } }
    var chart = Chart(
      title: title,
      subtitle: "\(isGain ? "More" : "Less") is better; " + NumberText.count(trials.count, "trial", "trials"),
      summary: "The best of \(trials.count) trials is number \(best.number)",
      x: .linear("trial", (Double(start) - 0.5)...(Double(end) + 0.5)), y: .linear(goal, window),
      marks: [
        PointMark(points(finite.filter(\.isPruned)), styles.pruned), PointMark(points(whole), styles.whole),
        LineMark.steps(bests, line), PointMark(points([best]), styles.best),
      ])
    chart.x.whole = true
    let value = NumberText.value(best.value, significant: 5)
    chart.legend = [
      LegendEntry("trial", .point(styles.whole)), LegendEntry("best so far", .line(line)),
      LegendEntry("best: \(value) in trial \(best.number)", .point(styles.best)),
    ]
    if whole.count < finite.count { chart.legend.insert(LegendEntry("given up", .point(styles.pruned)), at: 1) }
    let outside = finite.count { !window.contains($0.value) }
    if outside > 0 {
      chart.notes.append(NumberText.count(outside, "trial is", "trials are") + " too far off to be drawn.")
    }
    let left = trials.count - finite.count
    if left > 0 { chart.notes.append(NumberText.count(left, "trial", "trials") + " without a value not drawn.") }
    return chart
  }

  /// The range of values without those that lie more than four times as far from the best one as half of all do.
  static func near(_ best: Double, _ values: [Double]) -> ClosedRange<Double> {
    let distances = values.map { ($0 - best).magnitude }.sorted()
    let half = Quantile.value(0.5, ofSorted: distances) ?? 0
    let kept = half > 0 ? values.filter { ($0 - best).magnitude <= 4 * half } : values
    return Ticks.usable(kept.min() ?? best, kept.max() ?? best)
  }

  /// A range with some room at both ends.
  static func withMargin(_ range: ClosedRange<Double>) -> ClosedRange<Double> {
    let margin = (range.upperBound - range.lowerBound) * 0.06
    return (range.lowerBound - margin)...(range.upperBound + margin)
  }
}
