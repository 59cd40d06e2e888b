/// Ranges at places along an axis: a line with a bar at each end.
public struct IntervalMark: Mark {
  /// A range at a place.
  public struct Interval: Sendable {
    /// The place, on the axis along which the ranges stand beside each other.
    public var place: Double
    /// From where to where it reaches, on the other axis.
    public var range: ClosedRange<Double>

    /// A range at a place.
    public init(at place: Double, _ range: ClosedRange<Double>) { (self.place, self.range) = (place, range) }
  }

  /// The ranges.
  public var intervals: [Interval]
  /// True for ranges that lie along the horizontal axis.
  public var lying: Bool
  /// How they are drawn.
  public var style: LineStyle

  /// Standing or lying ranges.
  public init(_ intervals: [Interval], lying: Bool = false, _ style: LineStyle) {
    (self.intervals, self.lying, self.style) = (intervals, lying, style)
  }

  private static let cap = 3.5

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    var data = ""
    for (a, b) in ends(in: frame) {
      let (dx, dy) = lying ? (0, IntervalMark.cap) : (IntervalMark.cap, 0)
      data += Polyline.path([a, b])
      for end in [a, b] {
        data += Polyline.path([ChartPoint(end.x - dx, end.y - dy), ChartPoint(end.x + dx, end.y + dy)])
      }
    }
    if !data.isEmpty { svg.path(data, style) }
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    for (a, b) in ends(in: frame) {
      var phase = 0.0
      sketch.line(from: a, to: b, phase: &phase)
    }
  }

  private func ends(in frame: Frame) -> [(ChartPoint, ChartPoint)] {
    let (across, along) = lying ? (frame.y, frame.x) : (frame.x, frame.y)
    let seen = intervals.filter { across.domain.contains($0.place) && along.domain.overlaps($0.range) }
    return seen.map { interval in
      let place = across.position(interval.place)
      let (low, high) = (along.clamped(interval.range.lowerBound), along.clamped(interval.range.upperBound))
      func point(_ end: Double) -> ChartPoint { lying ? ChartPoint(end, place) : ChartPoint(place, end) }
      return (point(low), point(high))
    }
  }
}
