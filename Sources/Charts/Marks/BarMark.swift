/// Bars between a base and a value, upright or lying.
public struct BarMark: Mark {
  /// One bar: the interval that it covers across its direction, and its value.
  public struct Bar: Sendable {
    /// Where it begins along the axis of categories.
    public var lower: Double
    /// Where it ends along the axis of categories.
    public var upper: Double
    /// Where it ends, in its own direction.
    public var value: Double
    /// Stands at the end of the bar.
    public var label: String?
    /// A thin line through the end of the bar, such as the range over folds.
    public var spread: ClosedRange<Double>?

    /// A bar with its place, its length and maybe a label at its end.
    public init(
      _ lower: Double, _ upper: Double, value: Double, label: String? = nil, spread: ClosedRange<Double>? = nil
    ) {
      (self.lower, self.upper, self.value, self.label, self.spread) = (lower, upper, value, label, spread)
    }
  }

  /// The bars in order.
  public var bars: [Bar]
  /// The colour.
  public var fill: String
  /// True for bars that lie along the horizontal axis.
  public var lying: Bool
  /// Pixels left free on each side of a bar.
  public var gap: Double

  /// Standing or lying bars with a gap between, in pixels.
  public init(_ bars: [Bar], fill: String, lying: Bool = false, gap: Double = 0.5) {
    (self.bars, self.fill, self.lying, self.gap) = (bars, fill, lying, gap)
  }

  private static let labelSize = 11.0

  /// Room for the labels of lying bars.
  public var rightMargin: Double {
    guard lying else { return 0 }
    let widest = Layout.widest(bars.compactMap(\.label), size: BarMark.labelSize)
    return widest > 0 ? widest + 8 : 0
  }

  /// Room for the labels of lying bars, in characters.
  public var previewRightMargin: Int { lying ? (bars.compactMap { $0.label?.count }.max() ?? -1) + 1 : 0 }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    let whisker = LineStyle(color: TextStyle.ink, width: 1.2)
    for bar in bars where bar.value.isFinite {
      svg.rectangle(box(bar, in: frame), fill: fill)
      if let spread = bar.spread { draw(spread, of: bar, whisker, in: frame, svg: &svg) }
      if let label = bar.label { draw(label, of: bar, in: frame, svg: &svg) }
    }
    let base = (lying ? frame.x : frame.y).clamped(0)
    if lying {
      svg.line(base, frame.plot.top, base, frame.plot.bottom, .axis)
    } else {
      svg.line(frame.plot.left, base, frame.plot.right, base, .axis)
    }
  }

  /// The rectangle of a bar in the frame's unit.
  func box(_ bar: Bar, in frame: Frame) -> Box {
    let (along, across) = lying ? (frame.x, frame.y) : (frame.y, frame.x)
    let (base, end) = (along.clamped(0), along.clamped(bar.value))
    let (from, to) = (across.clamped(bar.lower), across.clamped(bar.upper))
    let free = min(gap, (to - from).magnitude * 0.2)
    let (low, high) = (min(from, to) + free, max(from, to) - free)
    return lying ? Box(base, low, end, high) : Box(low, base, high, end)
  }

  private func draw(
    _ spread: ClosedRange<Double>, of bar: Bar, _ style: LineStyle, in frame: Frame, svg: inout SVGWriter
  ) {
    let box = box(bar, in: frame)
    if lying {
      let (a, b) = (frame.x.clamped(spread.lowerBound), frame.x.clamped(spread.upperBound))
      svg.line(a, box.middleY, b, box.middleY, style)
      for x in [a, b] { svg.line(x, box.middleY - 3, x, box.middleY + 3, style) }
    } else {
      let (a, b) = (frame.y.clamped(spread.lowerBound), frame.y.clamped(spread.upperBound))
      svg.line(box.middleX, a, box.middleX, b, style)
      for y in [a, b] { svg.line(box.middleX - 3, y, box.middleX + 3, y, style) }
    }
  }

  private func draw(_ label: String, of bar: Bar, in frame: Frame, svg: inout SVGWriter) {
    let box = box(bar, in: frame)
    var style = TextStyle(size: BarMark.labelSize)
    if lying {
      let end = max(box.right, bar.spread.map { frame.x.clamped($0.upperBound) } ?? box.right)
      svg.text(label, x: end + 5, y: box.middleY + 4, style)
    } else if TextMetrics.width(label, size: BarMark.labelSize) <= box.width + 8 {
      style.anchor = .middle
      let below = bar.value < 0
      let top = min(box.top, bar.spread.map { frame.y.clamped($0.upperBound) } ?? box.top)
      svg.text(label, x: box.middleX, y: below ? box.bottom + 13 : top - 5, style)
    }
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    for bar in bars where bar.value.isFinite {
      let (across, along) = lying ? (frame.y, frame.x) : (frame.x, frame.y)
      let (base, end) = (along.clamped(0), along.clamped(bar.value))
      let (low, high) = (across.clamped(bar.lower), across.clamped(bar.upper))
      let (from, to) = (min(low, high), max(low, high))
      if lying {
        let row = Int((from + to) / 2 / 4)
        sketch.bar(row: row, from: min(base, end), to: max(base, end))
        if let label = bar.label { sketch.text(label, column: Int((max(base, end) / 2).rounded(.up)) + 1, row: row) }
      } else {
        let first = Int((from / 2).rounded())
        var last = max(first + 1, Int((to / 2).rounded()))
        if gap > 1, last - first > 2 { last -= 1 }
        for column in first..<last {
          sketch.bar(column: column, from: max(base, end), to: min(base, end))
        }
      }
    }
  }
}
