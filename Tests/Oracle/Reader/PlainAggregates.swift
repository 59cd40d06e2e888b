/// Values of several rows made one.
enum PlainAggregates {
  static let names: Set<String> = [
    "count", "sum", "mean", "min", "max", "var", "std", "median", "quantile", "first", "last", "any", "all", "nunique",
    "mode", "nulls", "slope",
  ]

  static func type(_ name: String, _ type: PlainType?) throws -> PlainType {
    let own = type ?? .float
    switch name {
    case "count", "nunique", "nulls": return .int
    case "min", "max", "first", "last", "mode": return own
    case "any", "all": if own == .bool { return .bool }
    case "sum": if own.isNumber { return own == .float ? .float : .int }
    default: if own.isNumber { return .float }
    }
    throw PlainRejection("\(name) of \(own)")
  }

  /// - Parameter column: the type and order of the values.
  static func value(_ name: String, _ cells: [PlainCell], _ column: PlainColumn, parameter: Double) -> PlainCell {
    let present = cells.filter { !$0.isNull }
    switch name {
    case "count", "nunique", "nulls":
      return .int(
        Int64(name == "count" ? present.count : name == "nulls" ? cells.count - present.count : Set(present).count))
    case "sum" where !cells.isEmpty: return sum(present, column.type)
    default: break
    }
    guard let first = present.first, let last = present.last else { return .null }
    let sorted = present.sorted { column.order($0, $1) < 0 }
    switch name {
    case "min": return sorted[0]
    case "max": return sorted[sorted.count - 1]
    case "first": return first
    case "last": return last
    case "any": return .bool(present.contains(.bool(true)))
    case "all": return .bool(!present.contains(.bool(false)))
    case "mode":
      let most = Set(present).map { value in present.filter { $0 == value }.count }.max() ?? 0
      return sorted.first { value in present.filter { $0 == value }.count == most } ?? .null
    case "mean": return .number(mean(present))
    case "median": return .number(quantile(sorted, 0.5))
    case "quantile": return .number(quantile(sorted, parameter))
    default:
      if present.count < 2 { return .null }
      let center = mean(present)
      let variance =
        present.reduce(0.0) { $0 + ($1.double! - center) * ($1.double! - center) } / Double(present.count - 1)
      return .number(name == "var" ? variance : variance.squareRoot())
    }
  }

  private static func sum(_ present: [PlainCell], _ type: PlainType) -> PlainCell {
    if type == .float { return .number(present.reduce(0.0) { $0 + ($1.double ?? 0) }) }
    let total = present.reduce(Int128(0)) { $0 + Int128($1.whole ?? 0) }
    return Int64(exactly: total).map(PlainCell.int) ?? .null
  }

  private static func mean(_ present: [PlainCell]) -> Double {
    let count = Double(present.count)
    if let wholes = present.map(\.whole) as? [Int64] {
      return Double(wholes.reduce(Int128(0)) { $0 + Int128($1) }) / count
    }
    return present.reduce(0) { $0 + ($1.double ?? 0) } / count
  }

  /// Linear between neighbours.
  private static func quantile(_ sorted: [PlainCell], _ share: Double) -> Double {
    let place = Double(sorted.count - 1) * share, below = Int(place.rounded(.down))
    let low = sorted[below], high = sorted[min(below + 1, sorted.count - 1)]
    if share == 0.5, let a = low.whole, let b = high.whole, place != Double(below) {
      return Double(Int128(a) + Int128(b)) / 2
    }
    let (a, b) = (low.double ?? 0, high.double ?? 0)
    return a + (b - a) * (place - Double(below))
  }

  static func slope(_ y: [PlainCell], _ x: [PlainCell]) -> PlainCell {
    let pairs = zip(y, x).filter { !$0.isNull && !$1.isNull }.map { ($0.double ?? 0, $1.double ?? 0) }
    let n = Double(pairs.count)
    let meanY = pairs.reduce(0) { $0 + $1.0 } / n, meanX = pairs.reduce(0) { $0 + $1.1 } / n
    let both = pairs.reduce(0) { $0 + ($1.0 - meanY) * ($1.1 - meanX) }
    let square = pairs.reduce(0) { $0 + ($1.1 - meanX) * ($1.1 - meanX) }
    return pairs.isEmpty || square == 0 ? .null : .number(both / square)
  }
}
