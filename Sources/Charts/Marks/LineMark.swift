/// A line through points in their order; a point that is not finite interrupts it.
public struct LineMark: Mark {
  /// The points that are joined, in order.
  public var points: [ChartPoint]
  /// How it is drawn.
  public var style: LineStyle

  /// A line through points.
  public init(_ points: [ChartPoint], _ style: LineStyle) { (self.points, self.style) = (points, style) }

  /// A line that keeps the height of each point up to the next point's position (a step function).
  public static func steps(_ points: [ChartPoint], _ style: LineStyle) -> LineMark {
    LineMark(stepped(points), style)
  }

  static func stepped(_ points: [ChartPoint]) -> [ChartPoint] {
    var corners: [ChartPoint] = []
    corners.reserveCapacity(points.count * 2)
    for point in points {
      if let last = corners.last { corners.append(ChartPoint(point.x, last.y)) }
      corners.append(point)
    }
    return corners
  }

  /// Draws it as SVG.
  public func draw(in frame: Frame, svg: inout SVGWriter) {
    var data = ""
    for run in Polyline.runs(points, in: frame) { data += Polyline.path(run) }
    if !data.isEmpty { svg.path(data, style) }
  }

  /// Draws it in characters.
  public func sketch(in frame: Frame, on sketch: inout Sketch) {
    var phase = 0.0
    for run in Polyline.runs(points, in: frame) {
      for (a, b) in zip(run, run.dropFirst()) { sketch.line(from: a, to: b, dash: style.dash, phase: &phase) }
    }
  }
}

/// Lines in pixels: cut at the plot's edges, and without points too close together to be seen.
enum Polyline {
  /// The visible runs of a line in the frame's unit.
  static func runs(_ points: [ChartPoint], in frame: Frame) -> [[ChartPoint]] {
    var runs: [[ChartPoint]] = []
    var run: [ChartPoint] = []
    var previous: ChartPoint?
    func finish() {
      if run.count > 1 { runs.append(thinned(run)) }
      run = []
    }
    for point in points {
      guard point.isFinite else {
        finish()
        previous = nil
        continue
      }
      let pixel = ChartPoint(frame.x.position(point.x), frame.y.position(point.y))
      if let from = previous {
        if let (a, b) = clipped(from, pixel, to: frame.plot) {
          if run.last != a {
            finish()
            run = [a]
          }
          run.append(b)
        } else {
          finish()
        }
      }
      previous = pixel
    }
    finish()
    return runs
  }

  /// The path data of one run.
  static func path(_ run: [ChartPoint]) -> String {
    var data = ""
    for (index, point) in run.enumerated() {
      data += (index == 0 ? "M" : index == 1 ? "L" : " ")
      data += NumberText.coordinate(point.x) + " " + NumberText.coordinate(point.y)
    }
    return data
  }

  /// Leaves out points within half a unit of the last one kept; both ends stay.
  private static func thinned(_ run: [ChartPoint]) -> [ChartPoint] {
    guard run.count > 200, let last = run.last else { return run }
    var kept = [run[0]]
    for point in run.dropFirst().dropLast() {
      let before = kept[kept.count - 1]
      if (point.x - before.x).magnitude >= 0.5 || (point.y - before.y).magnitude >= 0.5 { kept.append(point) }
    }
    kept.append(last)
    return kept
  }

  /// The part of a line inside a box (Liang and Barsky, 1984), or nil.
  private static func clipped(_ a: ChartPoint, _ b: ChartPoint, to box: Box) -> (ChartPoint, ChartPoint)? {
    let (dx, dy) = (b.x - a.x, b.y - a.y)
    var (enter, leave) = (0.0, 1.0)
    let edges = [
      (-dx, a.x - box.left), (dx, box.right - a.x), (-dy, a.y - box.top), (dy, box.bottom - a.y),
    ]
    for (direction, distance) in edges {
      if direction == 0 {
        if distance < 0 { return nil }
      } else if direction < 0 {
        enter = max(enter, distance / direction)
      } else {
        leave = min(leave, distance / direction)
      }
    }
    guard enter <= leave else { return nil }
    let from = enter == 0 ? a : ChartPoint(a.x + enter * dx, a.y + enter * dy)
    let to = leave == 1 ? b : ChartPoint(a.x + leave * dx, a.y + leave * dy)
    return (from, to)
  }
}
