/// Many small points whose colours stand for numbers.
public struct CloudMark: Mark {
  /// A point, and its colour from 0, low, to 1, high; NaN is grey.
  public struct Point: Sendable {
    /// Where it stands on the axes.
    public var place: ChartPoint
    /// The share that its colour stands for.
    public var share: Double

    /// A point with the share of its colour.
    public init(_ place: ChartPoint, share: Double) { (self.place, self.share) = (place, share) }
  }

  /// The points.
  public var points: [Point]
  /// Half a point's width in pixels.
  public var radius: Double

  /// Points with a radius in pixels.
  public init(_ points: [Point], radius: Double = 1.7) { (self.points, self.radius) = (points, radius) }

  /// Points lie over each other in this many layers of all colours, so that no colour covers all others.
  private static let layers = 3

  /// Draws it as SVG: one path of dots (strokes without length) for all points of a layer and a colour.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    var paths = [[String: String]](repeating: [:], count: CloudMark.layers)
    for (number, point) in points.enumerated() where isSeen(point, in: frame) {
      let (x, y) = (frame.x.position(point.place.x), frame.y.position(point.place.y))
      let layer = number % CloudMark.layers
      paths[layer][Palette.ramp(point.share), default: ""] +=
        "M\(NumberText.fixed(x, decimals: 1)) \(NumberText.fixed(y, decimals: 1))h0"
    }
    for layer in paths {
      for (color, dots) in layer.sorted(by: { $0.key < $1.key }) {
        svg.element(
          "path",
          [
            "d": dots, "stroke": color, "stroke-width": NumberText.coordinate(2 * radius), "stroke-linecap": "round",
          ])
      }
    }
  }

  private func isSeen(_ point: Point, in frame: Frame) -> Bool {
    frame.x.domain.contains(point.place.x) && frame.y.domain.contains(point.place.y)
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    for point in points where isSeen(point, in: frame) {
      let (x, y) = (frame.x.position(point.place.x), frame.y.position(point.place.y))
      sketch.dot(min(Int(x), Int(frame.plot.right) - 1), min(Int(y), sketch.rows * 4 - 1))
    }
  }
}
