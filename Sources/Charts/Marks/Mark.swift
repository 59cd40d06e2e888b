/// What carries data in a chart: it draws itself into the area between the axes.
public protocol Mark: Sendable {
  /// Pixels that labels of the mark need at the right side of the plot.
  var rightMargin: Double { get }
  /// Characters that the same labels need in a preview.
  var previewRightMargin: Int { get }
  /// Lines of text that one band of a vertical band axis needs in a preview.
  var previewRowsPerBand: Int { get }

  /// Draws the mark into an SVG.
  func draw(in frame: Frame, svg: inout SVGWriter)
  /// Draws the mark roughly, for a terminal; the frame's unit is a dot of the sketch.
  func sketch(in frame: Frame, on sketch: inout Sketch)
}

extension Mark {
  /// None is needed.
  public var rightMargin: Double { 0 }
  /// None is needed.
  public var previewRightMargin: Int { 0 }
  /// One line.
  public var previewRowsPerBand: Int { 1 }
}

/// The area between the axes and the scales that lead into it.
public struct Frame: Sendable {
  /// The area between the axes.
  public let plot: Box
  /// Turns values of the horizontal axis into pixels.
  public let x: LinearScale
  /// Turns values of the vertical axis into pixels.
  public let y: LinearScale

  init(plot: Box, x: LinearScale, y: LinearScale) { (self.plot, self.x, self.y) = (plot, x, y) }

  init(plot: Box, x: Axis, y: Axis) {
    self.plot = plot
    self.x = LinearScale(domain: x.domain, start: plot.left, end: plot.right)
    // Bands are listed from the top, numbers grow upwards.
    let downwards = y.bandNames != nil
    self.y = LinearScale(
      domain: y.domain, start: downwards ? plot.top : plot.bottom, end: downwards ? plot.bottom : plot.top)
  }
}

/// A point of a chart in the units of its axes.
public struct ChartPoint: Sendable, Equatable {
  /// The place on the horizontal axis.
  public var x: Double
  /// The place on the vertical axis.
  public var y: Double

  /// A point on the axes.
  public init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }

  var isFinite: Bool { x.isFinite && y.isFinite }
}
