/// A legend for colours that stand for numbers from −1 to 1.
public struct ColorScale: Sendable {
  /// What the colours measure.
  public var title: String
  /// Set where a dash in a cell marks values below zero.
  public var marksNegative: Bool

  /// A scale of colours beside the chart.
  public init(title: String, marksNegative: Bool) {
    (self.title, self.marksNegative) = (title, marksNegative)
  }

  /// The room the scale takes at the right of the plot.
  static let width = 78.0

  /// Draws the scale along the right side of the plot.
  func draw(beside plot: Box, in svg: inout SVGWriter) {
    let (left, height) = (plot.right + 22, min(plot.height - 24, 260))
    let top = plot.top + 20
    svg.text(title, x: left - 4, y: plot.top + 8, TextStyle(size: 11, fill: TextStyle.secondary))
    let steps = 41
    for step in 0..<steps {
      let (upper, lower) = (Double(step) / Double(steps), Double(step + 1) / Double(steps))
      let value = 1 - 2 * Double(step) / Double(steps - 1)
      // Each step reaches a little below the next one, or the page shows through between them.
      let overlap = step < steps - 1 ? 0.6 : 0
      let box = Box(left, top + upper * height, left + 14, top + lower * height + overlap)
      svg.rectangle(box, fill: Palette.diverging(value))
    }
    if marksNegative {
      for value in [-0.25, -0.5, -0.75, -1] {
        let y = top + (1 - value) / 2 * height - (value == -1 ? 4 : 0)
        svg.line(left + 4, y, left + 10, y, LineStyle(color: Palette.ink(on: Palette.diverging(value)), width: 1.2))
      }
    }
    for value in [1, 0.5, 0, -0.5, -1] {
      let y = top + (1 - value) / 2 * height
      svg.line(left + 14, y, left + 18, y, .axis)
      svg.text(NumberText.value(value), x: left + 21, y: y + 4, TextStyle(size: 11))
    }
  }
}
