/// What stands on the horizontal axis of points.
public enum PointAxis: Sendable {
  case numbers(String, unit: String? = nil)
  /// Days since 1970-01-01.
  case dates(String)
  /// Names at 0, 1, 2 …
  case names(String, [String])

  /// What is measured.
  var title: String {
    switch self {
    case .numbers(let title, _), .dates(let title), .names(let title, _): title
    }
  }

  func axis(_ range: ClosedRange<Double>, isRounded: Bool) -> Axis {
    switch self {
    case .numbers(let title, let unit):
      return .linear(title, unit: unit, isRounded ? Ticks.rounded(range) : range)
    case .dates(let title):
      var axis = Axis.linear(title, range)
      axis.dates = true
      return axis
    case .names(let title, let names): return .bands(title, names)
    }
  }
}

extension [Facet<[PointSeries]>] {
  /// All series of all panels.
  var all: [PointSeries] { flatMap(\.content) }
}
