/// The area between two lines over the same positions; positions where either is not finite are left out.
public struct AreaMark: Mark {
  /// The places along the horizontal axis.
  public var x: [Double]
  /// The lower edge at each place.
  public var lower: [Double]
  /// The upper edge at each place.
  public var upper: [Double]
  /// The colour.
  public var fill: String
  /// From 0, which is not seen, to 1.
  public var opacity: Double
  /// Drawn along both edges where given, so that the band shows in grey and in a preview.
  public var edge: LineStyle?

  /// An area between two lines with equally many points.
  public init(x: [Double], lower: [Double], upper: [Double], fill: String, opacity: Double, edge: LineStyle? = nil) {
    precondition(x.count == lower.count && x.count == upper.count, "an area needs as many bounds as positions")
    (self.x, self.lower, self.upper) = (x, lower, upper)
    (self.fill, self.opacity, self.edge) = (fill, opacity, edge)
  }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    let finite = x.indices.filter { x[$0].isFinite && lower[$0].isFinite && upper[$0].isFinite }
    guard finite.count > 1 else { return }
    let above = finite.map { ChartPoint(frame.x.clamped(x[$0]), frame.y.clamped(upper[$0])) }
    let below = finite.reversed().map { ChartPoint(frame.x.clamped(x[$0]), frame.y.clamped(lower[$0])) }
    svg.area(Polyline.path(above + below) + "Z", fill: fill, opacity: opacity)
    for line in edges { line.draw(in: frame, svg: &svg) }
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    for line in edges { line.sketch(in: frame, on: &sketch) }
  }

  private var edges: [LineMark] {
    guard let edge else { return [] }
    return [lower, upper].map { bound in LineMark(zip(x, bound).map { ChartPoint($0, $1) }, edge) }
  }
}
