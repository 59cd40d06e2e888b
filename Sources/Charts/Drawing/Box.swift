/// A rectangle of the drawing, in pixels, y downwards.
public struct Box: Sendable, Equatable {
  /// The left edge, in pixels.
  public var left: Double
  /// The upper edge, in pixels from the top.
  public var top: Double
  /// The right edge.
  public var right: Double
  /// The lower edge.
  public var bottom: Double

  /// A rectangle from two opposite corners in any order.
  public init(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double) {
    (left, right) = (min(x1, x2), max(x1, x2))
    (top, bottom) = (min(y1, y2), max(y1, y2))
  }

  /// How wide it is.
  public var width: Double { right - left }
  /// How high it is.
  public var height: Double { bottom - top }
  /// The middle between left and right.
  public var middleX: Double { (left + right) / 2 }
  /// The middle between top and bottom.
  public var middleY: Double { (top + bottom) / 2 }

  /// The box made smaller by a distance on each side.
  func inset(_ distance: Double) -> Box {
    Box(left + distance, top + distance, max(left + distance, right - distance), max(top + distance, bottom - distance))
  }
}
