import Columns
import Kernels

/// The aggregates of the floats of some groups.
final class FloatAggregates {
  private let segments: Segments<Double>
  /// Each group's sum, once somebody needs it.
  private lazy var sums: [Double] = {
    let segments = segments, values = segments.values.view
    return (0..<segments.groups.count).map { Summation.sum(values, segments.range($0)) }
  }()

  /// Each group's Σ(x − mean)², once somebody needs it.
  private lazy var squares: [Double] = {
    let values = segments.values.view, sums = self.sums
    let segments = segments
    return (0..<segments.groups.count).map { index in
      let range = segments.range(index)
      return Summation.squaredDeviations(values, range, mean: sums[index] / Double(range.count))
    }
  }()

  init(_ segments: Segments<Double>) { self.segments = segments }

  func run(_ requests: [Int], _ all: [AggregateRequest], _ sinks: [AggregateSink]) {
    for request in requests { run(all[request], sinks[request]) }
  }

  func run(_ request: AggregateRequest, _ sink: AggregateSink) {
    let base = segments.groups.lowerBound, values = segments.values.view
    switch request.function {
    case .count: segments.forEach { group, _, range in sink.set(group, Int64(range.count)) }
    case .nulls: segments.forEach { sink.set($0, Int64($1 - $2.count)) }
    case .sum:
      let sums = sums
      segments.forEach { group, rows, _ in sink.set(group, rows == 0 ? nil : sums[group - base]) }
    case .mean:
      let sums = sums
      segments.forEach { sink.set($0, $2.isEmpty ? nil : sums[$0 - base] / Double($2.count)) }
    case .variance:
      let squares = squares
      segments.forEach { sink.set($0, $2.count < 2 ? nil : squares[$0 - base] / Double($2.count - 1)) }
    case .std:
      let squares = squares
      segments.forEach { sink.set($0, $2.count < 2 ? nil : (squares[$0 - base] / Double($2.count - 1)).squareRoot()) }
    case .min: segments.forEach { sink.set($0, $2.isEmpty ? nil : Extremes.least(values, $2)) }
    case .max: segments.forEach { sink.set($0, $2.isEmpty ? nil : Extremes.greatest(values, $2)) }
    case .median: quantiles(0.5, sink)
    case .quantile: quantiles(request.parameter, sink)
    case .mode: segments.runs { sink.set($0, $1.isEmpty ? nil : $1.mostFrequent + 0) }
    case .nunique: segments.runs { sink.set($0, Int64($1.distinct)) }
    case .first, .last, .any, .all, .slope: break
    }
  }

  private func quantiles(_ q: Double, _ sink: AggregateSink) {
    let copy = segments.copiedValues()
    segments.forEach { group, _, range in
      sink.set(group, range.isEmpty ? nil : Selection.quantile(copy.pointer, range, q))
    }
  }
}
