/// A legend for colours that stand for numbers: from −1 to 1 by two colours, or from least to most by one.
public struct ColorScale: Sendable {
  /// What the colours measure.
  public var title: String
  /// Set where a dash in a cell marks values below zero.
  public var marksNegative: Bool

  /// The numbers from the lightest to the darkest colour; nil for −1 to 1.
  public var range: ClosedRange<Double>?

  /// Whether the colours are those of points (``Palette/ramp(_:)``), with grey for what has no value.
  private var ofPoints = false

  /// A scale for points beside the chart, from the least value to the greatest; without a range only low and high.
  public init(ofPoints title: String, range: ClosedRange<Double>?) {
    (self.title, marksNegative, self.range, ofPoints) = (title, false, range, true)
  }

  /// A scale of two colours beside the chart.
  public init(title: String, marksNegative: Bool) {
    (self.title, self.marksNegative) = (title, marksNegative)
  }

  /// A scale of one colour beside the chart.
  public init(title: String, range: ClosedRange<Double>) {
    (self.title, marksNegative, self.range) = (title, false, range)
  }

  /// The height that a scale needs beside a plot.
  static func leastHeight(_ scale: ColorScale?) -> Double { scale == nil ? 0 : 130 }

  /// The room the scale takes at the right of the plot.
  static let width = 78.0

  /// Draws the scale along the right side of the plot.
  func draw(beside plot: Box, in svg: inout SVGWriter) {
    let (left, height) = (plot.right + 22, min(plot.height - (ofPoints ? 50 : 24), 260))
    let top = plot.top + 20
    let style = TextStyle(size: 11, fill: TextStyle.secondary)
    let caption = (4...12).reversed().lazy.map { TextMetrics.shortened(title, to: $0) }
      .first { TextMetrics.width($0, size: 11) <= ColorScale.width - 6 }
    svg.text(caption ?? "", x: left - 4, y: plot.top + 8, style)
    let steps = 41
    for step in 0..<steps {
      let (upper, lower) = (Double(step) / Double(steps), Double(step + 1) / Double(steps))
      let value = 1 - 2 * Double(step) / Double(steps - 1)
      // Each step reaches a little below the next one, or the page shows through between them.
      let overlap = step < steps - 1 ? 0.6 : 0
      let box = Box(left, top + upper * height, left + 14, top + lower * height + overlap)
      svg.rectangle(box, fill: color(value))
    }
    if ofPoints {
      svg.rectangle(Box(left, top + height + 10, left + 14, top + height + 24), fill: Palette.gap)
      svg.text("null", x: left + 21, y: top + height + 21, TextStyle(size: 11))
    }
    if marksNegative {
      for value in [-0.25, -0.5, -0.75, -1] {
        let y = top + (1 - value) / 2 * height - (value == -1 ? 4 : 0)
        svg.line(left + 4, y, left + 10, y, LineStyle(color: Palette.ink(on: Palette.diverging(value)), width: 1.2))
      }
    }
    for tick in ticks {
      let y = top + (1 - tick.share) * height
      svg.line(left + 14, y, left + 18, y, .axis)
      let width = TextMetrics.width(tick.label, size: 11), room = ColorScale.width - 26
      svg.text(tick.label, x: left + 21, y: y + 4, TextStyle(size: 11 * min(1, room / max(width, 1))))
    }
  }

  /// The colour of a place from −1, at the bottom, to 1.
  private func color(_ value: Double) -> String {
    if ofPoints { return Palette.ramp((value + 1) / 2) }
    return range == nil ? Palette.diverging(value) : Palette.sequential((value + 1) / 2)
  }

  /// Where the labels stand, as a share of the height from below.
  private var ticks: [(share: Double, label: String)] {
    if ofPoints, range == nil { return [(0, "low"), (1, "high")] }
    guard let range else { return [1, 0.5, 0, -0.5, -1].map { (($0 + 1) / 2, NumberText.value($0)) } }
    guard range.lowerBound < range.upperBound else { return [(0.5, NumberText.value(range.lowerBound))] }
    let ticks = Ticks(in: range, about: 5), length = range.upperBound - range.lowerBound
    return zip(ticks.values, ticks.labels()).map { (($0 - range.lowerBound) / length, $1) }
  }
}
