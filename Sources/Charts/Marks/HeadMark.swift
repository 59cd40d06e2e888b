/// A line of text inside the upper edge of the plot for each band of the horizontal axis.
public struct HeadMark: Mark {
  /// A text for each band; an empty one leaves its place free.
  public var texts: [String]

  /// Texts in the order of the bands.
  public init(_ texts: [String]) { self.texts = texts }

  /// Draws it as SVG; texts wider than their bands become smaller.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    let room = frame.x.unitLength - 3, widest = Layout.widest(texts, size: Layout.smallSize)
    let size = widest <= room ? Layout.smallSize : max(7, Layout.smallSize * room / max(widest, 1))
    for (band, text) in texts.enumerated() {
      let style = TextStyle(size: size, anchor: .middle, halo: true)
      svg.text(text, x: frame.x.position(Double(band)), y: frame.plot.top + 13, style)
    }
  }

  /// Draws it in characters, where all have room.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    let width = Int(frame.x.unitLength / 2)
    guard texts.allSatisfy({ $0.count < width }) else { return }
    for (band, text) in texts.enumerated() {
      let middle = Int(frame.x.position(Double(band)) / 2)
      sketch.text(text, column: middle - text.count / 2, row: 0)
    }
  }
}
