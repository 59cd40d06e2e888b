/// Boxes of quartiles with whiskers, one per band of a horizontal band axis.
public struct BoxMark: Mark {
  /// Five numbers in ascending order.
  public struct Summary: Sendable, Equatable {
    /// The end of the lower whisker.
    public var low: Double
    /// The lower end of the box.
    public var lowerQuartile: Double
    /// The line in the box.
    public var median: Double
    /// The upper end of the box.
    public var upperQuartile: Double
    /// The end of the upper whisker.
    public var high: Double

    /// Five numbers in rising order.
    public init(low: Double, lowerQuartile: Double, median: Double, upperQuartile: Double, high: Double) {
      (self.low, self.lowerQuartile, self.median) = (low, lowerQuartile, median)
      (self.upperQuartile, self.high) = (upperQuartile, high)
    }
  }

  /// By band; nil where a group has no values.
  public var summaries: [Summary?]
  /// The colour.
  public var fill: String

  /// A box for each category; nil leaves its place empty.
  public init(_ summaries: [Summary?], fill: String) { (self.summaries, self.fill) = (summaries, fill) }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    let half = min(40, frame.x.unitLength * 0.3)
    let line = LineStyle(color: TextStyle.ink, width: 1.2)
    for (index, summary) in summaries.enumerated() {
      guard let summary else { continue }
      let x = frame.x.position(Double(index))
      let (low, high) = (frame.y.clamped(summary.low), frame.y.clamped(summary.high))
      let (lower, upper) = (frame.y.clamped(summary.lowerQuartile), frame.y.clamped(summary.upperQuartile))
      svg.line(x, low, x, lower, line)
      svg.line(x, upper, x, high, line)
      for y in [low, high] { svg.line(x - half / 2, y, x + half / 2, y, line) }
      svg.rectangle(Box(x - half, lower, x + half, upper), fill: fill, stroke: TextStyle.ink)
      let median = frame.y.clamped(summary.median)
      svg.line(x - half, median, x + half, median, LineStyle(color: TextStyle.ink, width: 2.5))
    }
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    for (index, summary) in summaries.enumerated() {
      guard let summary else { continue }
      let column = min(sketch.columns - 1, Int(frame.x.position(Double(index)) / 2))
      func row(_ value: Double) -> Int { min(sketch.rows - 1, max(0, Int(frame.y.clamped(value) / 4))) }
      for row in row(summary.high)...max(row(summary.high), row(summary.low)) {
        sketch.text("│", column: column, row: row)
      }
      for row in row(summary.upperQuartile)...max(row(summary.upperQuartile), row(summary.lowerQuartile)) {
        sketch.text("███", column: column - 1, row: row)
      }
      sketch.text("━━━", column: column - 1, row: row(summary.median))
    }
  }
}
