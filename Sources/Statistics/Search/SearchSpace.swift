import Foundation

/// What one parameter of a search may be. A point of a search has a coordinate for each: the number, or the place of
/// the choice counted from 0.
public enum SearchDimension: Sendable, Hashable, Codable {
  /// Any number in the range. On a logarithmic scale both ends are above 0.
  case real(ClosedRange<Double>, isLogarithmic: Bool)
  /// A whole number in the range. On a logarithmic scale both ends are above 0.
  case whole(ClosedRange<Int>, isLogarithmic: Bool)
  /// One of so many things that have no order.
  case choice(count: Int)

  /// The only coordinate that there is, where there is nothing to search.
  public var onlyCoordinate: Double? {
    switch self {
    case .real(let range, _): range.lowerBound == range.upperBound ? range.lowerBound : nil
    case .whole(let range, _): range.lowerBound == range.upperBound ? Double(range.lowerBound) : nil
    case .choice(let count): count == 1 ? 0 : nil
    }
  }

  /// The coordinate for a number in [0, 1) that is drawn uniformly; on a logarithmic scale the logarithm is uniform.
  public func coordinate(at unit: Double) -> Double {
    switch self {
    case .choice(let count): return Double(min(Int(unit * Double(count)), count - 1))
    case .whole(let range, false):
      let count = Double(range.upperBound) - Double(range.lowerBound) + 1
      return min(Double(range.lowerBound) + (unit * count).rounded(.down), Double(range.upperBound))
    case .real, .whole:
      let scale = SearchScale(self)
      return scale.coordinate(scale.low + unit * (scale.high - scale.low))
    }
  }

  /// The number of six significant digits that is nearest to a coordinate, within the range; whole numbers, choices and
  /// the ends of the range as they are.
  public func rounded(_ coordinate: Double) -> Double {
    guard case .real(let range, _) = self, coordinate != range.lowerBound, coordinate != range.upperBound else {
      return coordinate
    }
    let short = Double(String(format: "%.6g", coordinate)) ?? coordinate
    return min(max(short, range.lowerBound), range.upperBound)
  }

  /// At most so many coordinates at equal distances, ends included, ascending; of choices there are always all.
  public func grid(_ levels: Int) -> [Double] {
    if let onlyCoordinate { return [onlyCoordinate] }
    switch self {
    case .choice(let count): return (0..<count).map(Double.init)
    case .whole(let range, _) where Double(range.upperBound) - Double(range.lowerBound) < Double(levels):
      return range.map(Double.init)
    case .real(let range, let isLogarithmic):
      return Self.between(range.lowerBound, range.upperBound, isLogarithmic, levels)
    case .whole(let range, let isLogarithmic):
      let (low, high) = (Double(range.lowerBound), Double(range.upperBound))
      return Set(Self.between(low, high, isLogarithmic, levels).map { $0.rounded() }).sorted()
    }
  }

  private static func between(_ low: Double, _ high: Double, _ isLogarithmic: Bool, _ levels: Int) -> [Double] {
    guard levels > 1 else { return [low] }
    return (0..<levels).map { level in
      // The ends are exact.
      if level == 0 { return low }
      if level == levels - 1 { return high }
      let share = Double(level) / Double(levels - 1)
      return isLogarithmic ? exp(log(low) + share * (log(high) - log(low))) : low + share * (high - low)
    }
  }
}

/// The parameters of a search, by name. Draws belong to the names, not to the order of the parameters.
public struct SearchSpace: Sendable, Hashable, Codable {
  /// The name of each parameter.
  public let names: [String]
  /// What each parameter may be.
  public let dimensions: [SearchDimension]

  /// As many names as dimensions.
  public init(_ names: [String], _ dimensions: [SearchDimension]) {
    precondition(names.count == dimensions.count, "each dimension has a name")
    (self.names, self.dimensions) = (names, dimensions)
  }
}

/// A range of numbers as it is searched: on the scale where distances count, whole numbers with half a step on both
/// sides.
struct SearchScale: Sendable {
  let isWhole: Bool
  let isLogarithmic: Bool
  /// The ends on the scale.
  let low: Double
  let high: Double
  /// The ends of the parameter itself.
  private let ends: ClosedRange<Double>

  init(_ dimension: SearchDimension) {
    switch dimension {
    case .real(let range, let isLogarithmic):
      (ends, isWhole, self.isLogarithmic) = (range, false, isLogarithmic)
    case .whole(let range, let isLogarithmic):
      ends = Double(range.lowerBound)...Double(range.upperBound)
      (isWhole, self.isLogarithmic) = (true, isLogarithmic)
    case .choice: preconditionFailure("choices have no scale")
    }
    let margin = isWhole ? 0.5 : 0
    let (lower, upper) = (ends.lowerBound - margin, ends.upperBound + margin)
    (low, high) = isLogarithmic ? (log(lower), log(upper)) : (lower, upper)
  }

  /// Where a parameter's value lies on the scale.
  func place(_ coordinate: Double) -> Double { isLogarithmic ? log(coordinate) : coordinate }

  /// The parameter's value at a place; whole numbers are rounded.
  func coordinate(_ place: Double) -> Double {
    let value = isLogarithmic ? exp(place) : place
    return min(max(isWhole ? value.rounded() : value, ends.lowerBound), ends.upperBound)
  }
}
