/// What happened where a probability was predicted.
public struct CalibrationPoint: Sendable, Equatable {
  /// The mean of the probabilities.
  public var predicted: Double
  /// The share of rows in which it happened.
  public var observed: Double
  /// What the share may be in truth.
  public var interval: ClosedRange<Double>

  /// A mean probability and what came of it.
  public init(predicted: Double, observed: Double, interval: ClosedRange<Double>) {
    (self.predicted, self.observed, self.interval) = (predicted, observed, interval)
  }
}

extension Chart {
  /// The observed default rate against the predicted probability in bands of equally many rows, and how many rows there
  /// are of each probability.
  ///
  /// - Parameters:
  ///   - points: a point for each band, by ascending probability.
  ///   - scores: all probabilities, ascending.
  ///   - brier: their mean squared error.
  ///   - expectedError: the mean distance of the points from the diagonal.
  ///   - model: stands in the title.
  public static func calibration(
    _ points: [CalibrationPoint], scores: [Double], brier: Double, expectedError: Double, model: String = ""
  ) -> Chart {
    let title = "Calibration" + (model.isEmpty ? "" : " of \(model)")
    let points = points.filter { $0.predicted.isFinite && $0.observed.isFinite }
    guard !points.isEmpty else { return .empty(title: title, because: "There are no rows to show.") }
    let most = points.map { max($0.predicted, $0.interval.upperBound) }.max() ?? 1
    let range = 0...min(1, Ticks.rounded(0...max(most, 1e-6), about: 8).upperBound)
    let diagonal = LineStyle(color: Palette.grey, dash: [5, 4], width: 1.5)
    let line = LineStyle(color: Palette.blue, width: 2), dot = PointStyle(.circle, color: Palette.blue, radius: 4)
    let drawn = points.map { ChartPoint($0.predicted, $0.observed) }
    var chart = Chart(
      title: title,
      subtitle: "Brier score \(NumberText.value(brier, significant: 4)), "
        + "expected calibration error \(NumberText.value(expectedError))",
      summary: "Calibration curve of \(points.count) bands", x: .linear("predicted probability of default", range),
      y: .linear("observed default rate", range),
      marks: [
        LineMark([ChartPoint(0, 0), ChartPoint(range.upperBound, range.upperBound)], diagonal),
        IntervalMark(
          points.map { IntervalMark.Interval(at: $0.predicted, $0.interval) },
          LineStyle(color: Palette.blue, width: 1.3)),
        LineMark(drawn, line), PointMark(drawn, dot),
      ])
    (chart.x.percent, chart.y.percent) = (true, true)
    chart.strip = .counts("rows by predicted probability", of: scores, in: range)
    chart.tellAbove(scores, range.upperBound)
    (chart.width, chart.height) = (560, 680)
    chart.legend = [
      LegendEntry("bands of equally many rows, 95 % interval", .point(dot)),
      LegendEntry("predicted = observed", .line(diagonal)),
    ]
    return chart
  }

  private mutating func tellAbove(_ scores: [Double], _ end: Double) {
    let above = scores.count { $0 > end }
    guard above > 0 else { return }
    let rows = NumberText.count(above, "row lies", "rows lie")
    notes.append("\(rows) beyond the axis and count in the last band.")
  }
}
