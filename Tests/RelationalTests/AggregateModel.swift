import Columns
import Relational

/// Aggregates computed the plain way from the cells of a group.
struct AggregateModel {
  let cells: [Cell]
  let type: ColumnType

  private var present: [Cell] { cells.filter { !$0.isNull } }
  private var numbers: [Double] { present.compactMap(\.number) }
  private var sorted: [Cell] { present.sorted { $0.precedes($1) } }

  func result(_ function: AggregateFunction, q: Double = 0.5) -> Cell {
    switch function {
    case .count: return .int(Int64(present.count))
    case .nulls: return .int(Int64(cells.count - present.count))
    case .nunique: return .int(Int64(Set(present.map(\.key)).count))
    case .sum:
      if cells.isEmpty { return .null }
      return type == .float
        ? .float(numbers.reduce(0, +)) : .int(present.reduce(0) { $0 + ($1.integer ?? 0) })
    case .first: return present.first ?? .null
    case .last: return present.last ?? .null
    case .min: return sorted.first ?? .null
    case .max: return sorted.last ?? .null
    case .any: return present.isEmpty ? .null : .bool(present.contains(.bool(true)))
    case .all: return present.isEmpty ? .null : .bool(!present.contains(.bool(false)))
    case .mode: return mode
    case .mean: return numbers.isEmpty ? .null : .float(mean)
    case .variance: return numbers.count < 2 ? .null : .float(variance)
    case .std: return numbers.count < 2 ? .null : .float(variance.squareRoot())
    case .median: return quantile(0.5)
    case .quantile: return quantile(q)
    case .slope: return .null
    }
  }

  private var mean: Double { numbers.reduce(0, +) / Double(numbers.count) }
  private var variance: Double {
    let mean = mean
    return numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(numbers.count - 1)
  }

  private var mode: Cell {
    let counts = Dictionary(grouping: present, by: \.key).mapValues(\.count)
    let most = counts.values.max()
    return counts.filter { $0.value == most }.keys.sorted { $0.precedes($1) }.first ?? .null
  }

  private func quantile(_ q: Double) -> Cell {
    let values = numbers.sorted()
    if values.isEmpty { return .null }
    let place = q * Double(values.count - 1), below = Int(place)
    let next = min(values.count - 1, below + 1)
    return .float(values[below] + (values[next] - values[below]) * (place - Double(below)))
  }
}

extension Cell {
  /// Whether two results agree: floats to 1e-12 of their size.
  func agrees(with other: Cell) -> Bool {
    if case .float(let a) = self, case .float(let b) = other { return abs(a - b) <= 1e-12 * max(1, abs(a), abs(b)) }
    return self == other
  }
}
