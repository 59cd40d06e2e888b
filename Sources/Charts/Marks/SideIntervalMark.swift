/// A narrow second plot at the right side of a chart of bands, with an axis of its own: a value with its interval
/// beside each band, and a line at 0.
public struct SideIntervalMark: Mark {
  /// The value of a band.
  public struct Entry: Sendable {
    /// The band, counted from 0.
    public var band: Int
    /// The value itself.
    public var value: Double
    /// What it may be in truth.
    public var interval: ClosedRange<Double>

    /// A value beside a band.
    public init(band: Int, value: Double, interval: ClosedRange<Double>) {
      (self.band, self.value, self.interval) = (band, value, interval)
    }
  }

  /// What the values are; stands over the plot.
  public var caption: String
  /// The values, at most one for each band.
  public var entries: [Entry]
  /// What is drawn of the axis.
  public var range: ClosedRange<Double>
  /// How the values are drawn.
  public var style: PointStyle

  /// Values beside bands.
  ///
  /// - Parameter range: must be finite and not empty.
  public init(_ caption: String, _ entries: [Entry], in range: ClosedRange<Double>, _ style: PointStyle) {
    (self.caption, self.entries, self.range, self.style) = (caption, entries, range, style)
  }

  private static let gap = 22.0
  private static let width = 180.0

  /// Room for the plot.
  public var rightMargin: Double { SideIntervalMark.gap + SideIntervalMark.width }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    let left = frame.plot.right + SideIntervalMark.gap
    let box = Box(left, frame.plot.top, left + SideIntervalMark.width, frame.plot.bottom)
    let own = Frame(plot: box, x: LinearScale(domain: range, start: box.left, end: box.right), y: frame.y)
    drawAxis(own, in: &svg)
    let zero = LineStyle(color: Palette.grey, dash: [5, 4], width: 1.5)
    let intervals = entries.map { IntervalMark.Interval(at: Double($0.band), $0.interval) }
    let marks: [any Mark] = [
      LineMark([ChartPoint(0, frame.y.domain.lowerBound), ChartPoint(0, frame.y.domain.upperBound)], zero),
      IntervalMark(intervals, lying: true, LineStyle(color: style.color, width: 1.3)),
      PointMark(entries.map { ChartPoint($0.value, Double($0.band)) }, style),
    ]
    for mark in marks { mark.draw(in: own, svg: &svg) }
  }

  private func drawAxis(_ frame: Frame, in svg: inout SVGWriter) {
    let plot = frame.plot
    let axis = Axis.linear(caption, range)
    let counts = [5, 4, 3, 2].map { axis.ticks(about: $0) }
    let room = plot.width / 1.15
    let ticks = counts.first { Layout.widest($0.map(\.label)) * Double($0.count) < room } ?? counts[3]
    for tick in ticks {
      let x = frame.x.position(tick.position)
      svg.line(x, plot.top, x, plot.bottom, .grid)
      svg.line(x, plot.bottom, x, plot.bottom + 4, .axis)
      svg.text(tick.label, x: x, y: plot.bottom + 17, TextStyle(anchor: .middle))
    }
    svg.line(plot.left, plot.bottom, plot.right, plot.bottom, .axis)
    let header = TextStyle(size: Layout.smallSize, bold: true, fill: TextStyle.secondary, anchor: .middle)
    svg.text(caption, x: plot.middleX, y: plot.top - 14, header)
  }

  /// The table beside the bands has the same numbers; there is no room for a second plot in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {}
}
