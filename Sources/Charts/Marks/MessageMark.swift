/// A sentence in the middle of an empty plot.
public struct MessageMark: Mark {
  /// What it says.
  public var text: String

  /// A text in the middle of an empty chart.
  public init(text: String) { self.text = text }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    let lines = TextMetrics.wrapped(text, width: frame.plot.width, size: 14)
    var y = frame.plot.middleY - Double(lines.count - 1) * 9
    for line in lines {
      svg.text(line, x: frame.plot.middleX, y: y, TextStyle(size: 14, fill: TextStyle.secondary, anchor: .middle))
      y += 18
    }
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    sketch.text(text, column: max(0, (sketch.columns - text.count) / 2), row: sketch.rows / 2)
  }
}
