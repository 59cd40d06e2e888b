/// The shape and colour of a point; shapes tell series apart in grey.
public struct PointStyle: Sendable, Equatable {
  /// What a point looks like.
  public enum Shape: String, Sendable, CaseIterable {
    case circle, square, triangle, diamond
  }

  /// What it looks like.
  public var shape: Shape
  /// The colour.
  public var color: String
  /// Half the point's width in pixels.
  public var radius: Double
  /// From 0, which is not seen, to 1.
  public var opacity: Double

  /// Points of a shape, with a radius in pixels.
  public init(_ shape: Shape, color: String, radius: Double = 3, opacity: Double = 1) {
    (self.shape, self.color, self.radius, self.opacity) = (shape, color, radius, opacity)
  }

  /// The point style of a series by its index.
  public static func series(_ index: Int) -> PointStyle {
    let shapes = Shape.allCases
    return PointStyle(shapes[index % shapes.count], color: Palette.series(index).color)
  }

  func draw(x: Double, y: Double, in svg: inout SVGWriter) {
    let opacity = opacity < 1 ? NumberText.coordinate(opacity) : nil
    guard shape != .circle else {
      svg.element(
        "circle",
        [
          "cx": NumberText.coordinate(x), "cy": NumberText.coordinate(y), "r": NumberText.coordinate(radius),
          "fill": color, "fill-opacity": opacity,
        ])
      return
    }
    svg.area(outline(x: x, y: y), fill: color, opacity: self.opacity)
  }

  private func outline(x: Double, y: Double) -> String {
    let r = radius
    let corners: [(Double, Double)] =
      switch shape {
      case .circle, .square: [(-r, -r), (r, -r), (r, r), (-r, r)].map { ($0.0 * 0.9, $0.1 * 0.9) }
      case .triangle: [(0, -r * 1.2), (r * 1.1, r * 0.8), (-r * 1.1, r * 0.8)]
      case .diamond: [(0, -r * 1.3), (r * 1.3, 0), (0, r * 1.3), (-r * 1.3, 0)]
      }
    return Polyline.path(corners.map { ChartPoint(x + $0.0, y + $0.1) }) + "Z"
  }
}

/// Points at positions; what is not finite or outside the axes is left out.
public struct PointMark: Mark {
  /// The points.
  public var points: [ChartPoint]
  /// How they are drawn.
  public var style: PointStyle

  /// Points in one style.
  public init(_ points: [ChartPoint], _ style: PointStyle) { (self.points, self.style) = (points, style) }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    let pixels = pixels(in: frame, grid: style.radius / 2)
    guard pixels.count > PointMark.separateLimit else {
      for pixel in pixels { style.draw(x: pixel.x, y: pixel.y, in: &svg) }
      return
    }
    // A cloud is one path of dots (strokes without length), which takes a tenth of the bytes.
    let dots = pixels.map { "M\(NumberText.coordinate($0.x)) \(NumberText.coordinate($0.y))h0" }.joined()
    svg.element(
      "path",
      [
        "d": dots, "stroke": style.color, "stroke-width": NumberText.coordinate(2 * style.radius),
        "stroke-linecap": style.shape == .circle ? "round" : "square",
        "stroke-opacity": style.opacity < 1 ? NumberText.coordinate(style.opacity) : nil,
      ])
  }

  /// From here on points are too many for a shape of their own.
  private static let separateLimit = 2000

  /// The points in pixels, once for each cell of a grid so fine that what it hides could not be seen.
  private func pixels(in frame: Frame, grid: Double) -> [ChartPoint] {
    var seen = Set<Int64>()
    return points.compactMap { point in
      guard point.isFinite, frame.x.domain.contains(point.x), frame.y.domain.contains(point.y) else { return nil }
      let pixel = ChartPoint(frame.x.position(point.x), frame.y.position(point.y))
      let cell = Int64(pixel.x / grid) << 32 | Int64(pixel.y / grid)
      return points.count < 500 || seen.insert(cell).inserted ? pixel : nil
    }
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    let pixels = pixels(in: frame, grid: 1)
    for pixel in pixels {
      if points.count == 1 {
        let row = min(sketch.rows - 1, Int(pixel.y / 4))
        sketch.text("●", column: min(sketch.columns - 1, Int(pixel.x / 2)), row: row)
      } else {
        sketch.dot(min(Int(pixel.x), sketch.columns * 2 - 1), min(Int(pixel.y), sketch.rows * 4 - 1))
      }
    }
  }
}
