/// A curve with the number that sums it up.
public struct MeasuredLine: Sendable {
  /// In their order.
  public var points: [ChartPoint]
  /// Such as the area under the curve.
  public var measure: Double

  /// Points with their number.
  public init(_ points: [ChartPoint], measure: Double) { (self.points, self.measure) = (points, measure) }

  /// A curve from two equally long arrays.
  public init(x: [Double], y: [Double], measure: Double) {
    precondition(x.count == y.count, "every x needs a y")
    self.init(zip(x, y).map { ChartPoint($0, $1) }, measure: measure)
  }
}

extension Chart {
  /// Draws thin lines for the folds under a thick one for all rows together, and says what they measure.
  mutating func addCurves(
    _ pooled: MeasuredLine, folds: [MeasuredLine], measure: String, steps: Bool = false
  ) {
    let thin = LineStyle(color: Palette.orange, width: 1), thick = LineStyle(color: Palette.blue, width: 2.5)
    func line(_ curve: MeasuredLine, _ style: LineStyle) -> LineMark {
      steps ? .precedingSteps(curve.points, style) : LineMark(curve.points, style)
    }
    let value = NumberText.label(pooled.measure, decimals: 3)
    legend.append(LegendEntry((folds.isEmpty ? "" : "pooled, ") + "\(measure) \(value)", .line(thick)))
    if let least = folds.map(\.measure).min(), let most = folds.map(\.measure).max() {
      marks += folds.map { line($0, thin) as any Mark }
      let range = "\(NumberText.label(least, decimals: 3))–\(NumberText.label(most, decimals: 3))"
      legend.append(LegendEntry("\(folds.count) folds, \(measure) \(range)", .line(thin)))
    }
    marks.append(line(pooled, thick))
  }

  /// What is drawn where a curve needs rows of both classes, and there are none of one.
  static func oneClass(title: String) -> Chart {
    .empty(title: title, because: "A curve needs rows of both classes; here there is one class only.")
  }
}

extension LineMark {
  /// A line that has the height of each point from the point before it on.
  static func precedingSteps(_ points: [ChartPoint], _ style: LineStyle) -> LineMark {
    var corners: [ChartPoint] = []
    corners.reserveCapacity(points.count * 2)
    for point in points {
      if let last = corners.last { corners.append(ChartPoint(last.x, point.y)) }
      corners.append(point)
    }
    return LineMark(corners, style)
  }
}
