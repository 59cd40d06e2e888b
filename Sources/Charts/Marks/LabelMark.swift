/// A line of text beside a point, on the side that keeps it inside the plot.
public struct LabelMark: Mark {
  /// What it says.
  public var text: String
  /// Where it stands, on the axes.
  public var point: ChartPoint
  /// True to stand under the point, false for above.
  public var below: Bool

  /// A text above or below a point.
  public init(_ text: String, at point: ChartPoint, below: Bool = false) {
    (self.text, self.point, self.below) = (text, point, below)
  }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    guard point.isFinite else { return }
    let width = TextMetrics.width(text, size: TextStyle.defaultSize)
    let (x, y) = (frame.x.clamped(point.x), frame.y.clamped(point.y))
    let left = min(max(x - width / 2, frame.plot.left + 4), max(frame.plot.left + 4, frame.plot.right - width - 4))
    let baseline = below ? min(y + 20, frame.plot.bottom - 5) : max(y - 10, frame.plot.top + 12)
    svg.text(text, x: left, y: baseline, TextStyle(bold: false, halo: true))
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    guard point.isFinite else { return }
    let (x, y) = (Int(frame.x.clamped(point.x) / 2), Int(frame.y.clamped(point.y) / 4))
    let start = min(max(0, x - text.count / 2), max(0, sketch.columns - text.count))
    sketch.text(text, column: start, row: min(sketch.rows - 1, max(0, below ? y + 1 : y - 1)))
  }
}
