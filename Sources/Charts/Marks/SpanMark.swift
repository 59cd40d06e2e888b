/// Lying arrows from one number to another, joined by thin lines from the end of each to the next.
public struct SpanMark: Mark {
  /// A bar in its band.
  public struct Span: Sendable {
    /// Where it begins.
    public var from: Double
    /// Where it ends.
    public var to: Double
    /// Its colour.
    public var fill: String
    /// Stands behind its right end.
    public var label: String

    /// A bar between two numbers.
    public init(from: Double, to: Double, fill: String, label: String) {
      (self.from, self.to, self.fill, self.label) = (from, to, fill, label)
    }
  }

  /// By band, from the top.
  public var spans: [Span]

  /// Bars in the order of their bands.
  public init(_ spans: [Span]) { self.spans = spans }

  private static let size = 11.0

  /// Room for the labels.
  public var rightMargin: Double { Layout.widest(spans.map(\.label), size: SpanMark.size) + 8 }

  /// Room for the labels, in characters.
  public var previewRightMargin: Int { (spans.map(\.label.count).max() ?? -1) + 1 }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    let half = max(3, frame.y.unitLength / 2 - 3)
    for (band, span) in spans.enumerated() {
      let (a, b, y) = (frame.x.clamped(span.from), frame.x.clamped(span.to), frame.y.position(Double(band)))
      if band + 1 < spans.count {
        let next = frame.y.position(Double(band + 1))
        svg.line(b, y, b, next, LineStyle(color: Palette.grey, dash: [2, 2], width: 1))
      }
      // A change of nothing is still a line.
      guard (b - a).magnitude >= 2.5 else {
        svg.rectangle(Box(a - 1.25, y - half, a + 1.25, y + half), fill: span.fill)
        continue
      }
      svg.area(SpanMark.arrow(from: a, to: b, y, half), fill: span.fill, opacity: 1)
    }
    for (band, span) in spans.enumerated() {
      let x = max(frame.x.clamped(span.from), frame.x.clamped(span.to)) + 5
      let style = TextStyle(size: SpanMark.size, halo: true)
      svg.text(span.label, x: x, y: frame.y.position(Double(band)) + 4, style)
    }
  }

  /// A bar with a pointed end, which tells directions apart in grey.
  private static func arrow(from a: Double, to b: Double, _ y: Double, _ half: Double) -> String {
    let neck = b - (b > a ? 1 : -1) * min(6, (b - a).magnitude * 0.6)
    let corners = [(a, y - half), (neck, y - half), (b, y), (neck, y + half), (a, y + half)]
    return Polyline.path(corners.map { ChartPoint($0.0, $0.1) }) + "Z"
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    for (band, span) in spans.enumerated() where frame.y.domain.contains(Double(band)) {
      let (a, b) = (frame.x.clamped(span.from), frame.x.clamped(span.to))
      let row = Int(frame.y.position(Double(band)) / 4)
      sketch.bar(row: row, from: min(a, b), to: max(max(a, b), min(a, b) + 1))
      sketch.text(span.label, column: Int((max(a, b) / 2).rounded(.up)) + 1, row: row)
    }
  }
}
