/// What a measure comes to for some of the rows.
public struct SegmentValue: Sendable {
  /// Which rows.
  public var name: String
  /// How many.
  public var rows: Int
  /// How many of them are of class 1.
  public var positives: Int
  /// The measure itself; nil where the rows do not tell, as the AUC of rows of one class.
  public var value: Double?
  /// What it may be in truth.
  public var interval: ClosedRange<Double>?
  /// What it should be, of rates.
  public var expected: Double?

  /// The measure of some rows.
  public init(
    _ name: String, rows: Int, positives: Int, value: Double?, interval: ClosedRange<Double>? = nil,
    expected: Double? = nil
  ) {
    (self.name, self.rows, self.positives) = (name, rows, positives)
    (self.value, self.interval, self.expected) = (value, interval, expected)
  }
}

extension Chart {
  /// A measure of all rows and of each segment with its interval, below each other.
  ///
  /// - Parameters:
  ///   - segments: in their order; the first is of all rows, at whose value a line stands.
  ///   - measure: its name.
  ///   - confidence: what the intervals are, for a note.
  ///   - isRate: whether values are shares, drawn as percentages with what was expected.
  ///   - model: stands in the title.
  public static func segments(
    _ segments: [SegmentValue], measure: String, confidence: String, isRate: Bool = false, model: String = ""
  ) -> Chart {
    let title = "\(isRate ? "Rate" : "AUC") by segment" + (model.isEmpty ? "" : " of \(model)")
    let known = segments.flatMap { segment in
      [segment.value, segment.interval?.lowerBound, segment.interval?.upperBound, segment.expected].compactMap { $0 }
    }.filter(\.isFinite)
    guard let least = known.min(), let most = known.max() else {
      return .empty(title: title, because: "No segment has a value to show.")
    }
    let bands = segments.enumerated().map { (band: Double($0.offset), segment: $0.element) }
    let styles = (
      value: PointStyle(.diamond, color: Palette.blue, radius: 5),
      expected: PointStyle(.circle, color: Palette.orange, radius: 4)
    )
    let grey = LineStyle(color: Palette.grey, dash: [5, 4], width: 1.5)
    let whole = segments[0].value.map { value in
      LineMark([ChartPoint(value, -0.5), ChartPoint(value, Double(segments.count) - 0.5)], grey)
    }
    let intervals = bands.compactMap { band, segment in
      segment.interval.map { IntervalMark.Interval(at: band, $0) }
    }
    func points(_ value: (SegmentValue) -> Double?) -> [ChartPoint] {
      bands.compactMap { band, segment in value(segment).map { ChartPoint($0, band) } }
    }
    var chart = Chart(
      title: title, subtitle: NumberText.count(segments.count - 1, "segment", "segments") + " of held-out rows",
      summary: "\(measure) of \(segments.map(\.name).joined(separator: ", "))",
      x: .linear(measure, withMargin(Ticks.usable(least, most))), y: .bands("segment", segments.map(\.name)),
      marks: (whole.map { [$0] } ?? []) + [
        IntervalMark(intervals, lying: true, LineStyle(color: Palette.blue, width: 1.3)),
        PointMark(points(\.expected), styles.expected), PointMark(points(\.value), styles.value),
        segmentColumns(segments, isRate: isRate),
      ])
    chart.x.percent = isRate
    chart.legend = [LegendEntry(isRate ? "observed, \(confidence)" : confidence, .point(styles.value))]
    if isRate { chart.legend.append(LegendEntry("expected: the mean score", .point(styles.expected))) }
    chart.legend.append(LegendEntry("all rows", .line(grey)))
    let left = segments.count { $0.value == nil }
    if left > 0 {
      chart.notes.append(
        NumberText.count(left, "segment has", "segments have") + " rows of one class only, and no AUC.")
    }
    chart.fitBands(segments.count, each: 28)
    return chart
  }

  private static func segmentColumns(_ segments: [SegmentValue], isRate: Bool) -> ColumnsMark {
    func text(_ value: Double?) -> String {
      value.map { isRate ? NumberText.percent($0) : NumberText.value($0, significant: 4) } ?? "–"
    }
    let rows = segments.map { segment in
      [NumberText.count(segment.rows), NumberText.count(segment.positives), text(segment.value)]
        + (isRate ? [text(segment.expected)] : [])
    }
    return ColumnsMark(headers: ["rows", "positive"] + (isRate ? ["observed", "expected"] : ["auc"]), rows: rows)
  }
}
