/// One axis of a chart: what it measures, and the part of it that is shown.
public struct Axis: Sendable {
  /// What the positions along the axis are.
  public enum Kind: Sendable {
    /// Numbers; the domain must be finite and not empty (`Ticks.usable`).
    case linear(ClosedRange<Double>)
    /// Names in order: from left to right, or from top to bottom. Band `i` lies around the position `i`.
    case bands([String])
  }

  /// What the axis measures.
  public var title: String
  /// Stands in brackets after the title.
  public var unit: String?
  /// How values become places.
  public var kind: Kind
  /// Labels as percentages of one.
  public var percent = false
  /// Ticks at whole numbers only, for counts.
  public var whole = false
  /// Labels as dates; the numbers are days since 1970-01-01.
  public var dates = false
  /// Lines across the plot at each tick.
  public var grid = true

  /// An axis; the unit stands behind the title.
  public init(_ title: String, unit: String? = nil, kind: Kind) {
    (self.title, self.unit, self.kind) = (title, unit, kind)
  }

  /// A numeric axis over a range.
  public static func linear(_ title: String, unit: String? = nil, _ domain: ClosedRange<Double>) -> Axis {
    Axis(title, unit: unit, kind: .linear(domain))
  }

  /// An axis of names.
  public static func bands(_ title: String, _ names: [String]) -> Axis {
    var axis = Axis(title, kind: .bands(names))
    axis.grid = false
    return axis
  }

  /// Title and unit.
  var caption: String { unit.map { title.isEmpty ? $0 : "\(title) (\($0))" } ?? title }

  /// The domain of the axis' scale.
  var domain: ClosedRange<Double> {
    switch kind {
    case .linear(let domain): domain
    case .bands(let names): -0.5...(Double(max(1, names.count)) - 0.5)
    }
  }

  var bandNames: [String]? {
    if case .bands(let names) = kind { names } else { nil }
  }

  /// Positions and labels of the ticks; `count` is what there is room for on a numeric axis.
  func ticks(about count: Int) -> [(position: Double, label: String)] {
    switch kind {
    case .linear(let domain) where dates: return CalendarTicks.ticks(in: domain, about: count)
    case .linear(let domain):
      let span = domain.upperBound - domain.lowerBound
      let ticks = Ticks(in: domain, about: whole ? max(1, min(count, Int(min(span, 1e6)))) : count)
      return Array(zip(ticks.values, ticks.labels(percent: percent)).map { ($0, $1) })
    case .bands(let names):
      return names.enumerated().map { (Double($0.offset), TextMetrics.shortened($0.element)) }
    }
  }
}
