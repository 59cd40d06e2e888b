/// A named series of points.
public struct PointSeries: Sendable {
  /// What the legend calls it; empty where there is one series.
  public var name: String
  /// The points in order.
  public var points: [ChartPoint]

  /// Points with a name.
  public init(_ name: String, _ points: [ChartPoint]) { (self.name, self.points) = (name, points) }

  /// A series from two equally long arrays.
  public init(_ name: String, x: [Double], y: [Double]) {
    precondition(x.count == y.count, "every x needs a y")
    self.init(name, zip(x, y).map { ChartPoint($0, $1) })
  }
}

extension [PointSeries] {
  /// The number of points that cannot be drawn.
  var hidden: Int { reduce(0) { $0 + $1.points.count { !$0.isFinite } } }

  /// A note on points that cannot be drawn, if there are any.
  var hiddenNotes: [String] {
    hidden > 0 ? [NumberText.count(hidden, "point", "points") + " with a missing value not drawn."] : []
  }

  /// The range of one coordinate over all finite points; nil without any.
  func range(_ coordinate: (ChartPoint) -> Double) -> ClosedRange<Double>? {
    var (low, high) = (Double.infinity, -Double.infinity)
    for series in self {
      for point in series.points where point.isFinite {
        low = Swift.min(low, coordinate(point))
        high = Swift.max(high, coordinate(point))
      }
    }
    return low <= high ? Ticks.usable(low, high) : nil
  }
}
