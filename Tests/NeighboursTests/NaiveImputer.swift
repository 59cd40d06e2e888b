import Columns
import Neighbours

/// The imputation as its definition reads: every pair, every column, float64, one sort per gap.
struct NaiveImputer {
  let settings: KNNImputer
  let train: Matrix

  func transform(_ rows: Matrix) -> (values: Matrix, report: ImputationReport) {
    var values = rows
    var counts = [(Int, Int)](repeating: (0, 0), count: rows.columns)
    for row in 0..<rows.rows {
      for column in 0..<rows.columns where rows[row, column].isNaN {
        let nearest = donors(for: column, of: rows, row).prefix(settings.neighbours)
        values[row, column] = nearest.isEmpty ? fallback(column) : combine(Array(nearest), column)
        if nearest.isEmpty { counts[column].1 += 1 } else { counts[column].0 += 1 }
      }
    }
    let report = ImputationReport(columns: counts.map { .init(byNeighbours: $0.0, byFallback: $0.1) })
    return (values, report)
  }

  private func donors(for column: Int, of rows: Matrix, _ row: Int) -> [(distance: Double, donor: Int)] {
    let eligible = (0..<train.rows).filter { donor in
      !train[donor, column].isNaN
        && (settings.donorRows == .shared || (0..<train.columns).allSatisfy { !train[donor, $0].isNaN })
    }
    return eligible.compactMap { donor in distance(rows, row, donor).map { ($0, donor) } }.sorted { $0 < $1 }
  }

  private func distance(_ rows: Matrix, _ row: Int, _ donor: Int) -> Double? {
    let shared = (0..<rows.columns).filter { !rows[row, $0].isNaN && !train[donor, $0].isNaN }
    guard !shared.isEmpty else { return nil }
    let sum = shared.map { rows[row, $0] - train[donor, $0] }.reduce(0) { $0 + $1 * $1 }
    return shared.count == rows.columns ? sum : sum * Double(rows.columns) / Double(shared.count)
  }

  private func combine(_ nearest: [(distance: Double, donor: Int)], _ column: Int) -> Double {
    let atZero = nearest.filter { $0.distance == 0 }
    let chosen = settings.weights == .distance && !atZero.isEmpty ? atZero : nearest
    var weights = chosen.map { settings.weights == .distance && $0.distance > 0 ? 1 / $0.distance.squareRoot() : 1 }
    if weights.allSatisfy({ $0 == 0 }) { weights = weights.map { _ in 1 } }
    let values = chosen.map { train[$0.donor, column] }
    if settings.combination == .mean {
      return zip(weights, values).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    }
    return Self.median(values)
  }

  private func fallback(_ column: Int) -> Double {
    let values = train.column(column).filter { !$0.isNaN }
    switch settings.fallback {
    case .median: return Self.median(values)
    case .mean: return values.reduce(0, +) / Double(values.count)
    case .constant(let value): return value
    }
  }

  static func median(_ values: [Double]) -> Double {
    let sorted = values.sorted()
    let middle = sorted.count / 2
    return sorted.count % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
  }
}
