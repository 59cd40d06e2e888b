extension Chart {
  /// Histograms of the scores of the two classes over each other, each as shares of its class.
  ///
  /// - Parameters:
  ///   - scores: of both classes.
  ///   - threshold: refused from this score on, and why it is this one; infinite for granting everyone.
  ///   - model: stands in the title.
  ///   - bins: their number; nil chooses as `HistogramBins` says.
  public static func scores(
    _ scores: ClassScores, threshold: (value: Double, reason: String)? = nil, model: String = "", bins: Int? = nil
  ) -> Chart {
    let groups = [NumericSeries("repaid", scores.repaid), NumericSeries("defaulted", scores.defaulted)]
    var chart = Chart.histogram(groups, of: "score", bins: bins, measure: .share)
    chart.title = "Scores" + (model.isEmpty ? "" : " of \(model)") + " by outcome"
    chart.summary = "Two histograms of scores"
    guard !scores.repaid.isEmpty || !scores.defaulted.isEmpty else { return chart }
    chart.y.title = "share of the class in each bin"
    if let threshold { chart.markThreshold(threshold.value, threshold.reason) }
    return chart
  }

  private mutating func markThreshold(_ threshold: Double, _ reason: String) {
    let style = LineStyle(color: TextStyle.ink, dash: [2, 2], width: 1.8)
    guard threshold.isFinite else {
      notes.append("Nobody is refused: \(reason).")
      return
    }
    marks.append(
      LineMark([ChartPoint(threshold, y.domain.lowerBound), ChartPoint(threshold, y.domain.upperBound)], style))
    let text = "refused from \(NumberText.value(threshold)) on" + (reason.isEmpty ? "" : " (\(reason))")
    legend.append(LegendEntry(text, .line(style)))
  }
}
