import Columns
import Kernels

/// The aggregates of the integers of some groups: ints, bools, dates, and the ranks of texts.
final class IntegerAggregates {
  private let segments: Segments<Int64>
  /// Bytes of a value in its column.
  private let width: Int
  private lazy var floats = FloatAggregates(segments.asFloats())

  init(_ segments: Segments<Int64>, width: Int) { (self.segments, self.width) = (segments, width) }

  func run(_ requests: [Int], _ all: [AggregateRequest], _ sinks: [AggregateSink], firstRows: [Int32]) throws {
    for request in requests {
      try run(all[request], sinks[request]) { IntegerOverflow(request: request, row: Int(firstRows[$0])) }
    }
  }

  private func run(
    _ request: AggregateRequest, _ sink: AggregateSink, overflow: (_ group: Int) -> IntegerOverflow
  ) throws {
    let values = segments.values.view
    switch request.function {
    case .count: segments.forEach { sink.set($0, Int64($2.count)) }
    case .nulls: segments.forEach { sink.set($0, Int64($1 - $2.count)) }
    case .sum:
      try segments.forEach { group, rows, range in
        let (sum, overflows) = Extremes.sum(values, range)
        if overflows { throw overflow(group) }
        sink.set(group, rows == 0 ? nil : sum)
      }
    case .mean where width < 8:
      // Fewer than 2³¹ values of at most 32 bits: the sum is exact.
      segments.forEach { group, _, range in
        sink.set(group, range.isEmpty ? nil : Double(Extremes.sum(values, range).sum) / Double(range.count))
      }
    case .min: segments.forEach { sink.set($0, $2.isEmpty ? nil : Extremes.least(values, $2)) }
    case .max: segments.forEach { sink.set($0, $2.isEmpty ? nil : Extremes.greatest(values, $2)) }
    case .any: segments.forEach { sink.set($0, $2.isEmpty ? nil : Extremes.greatest(values, $2)) }
    case .all: segments.forEach { sink.set($0, $2.isEmpty ? nil : Extremes.least(values, $2)) }
    case .mode: segments.runs { sink.set($0, $1.isEmpty ? nil : $1.mostFrequent) }
    case .nunique: segments.runs { sink.set($0, Int64($1.distinct)) }
    case .mean, .variance, .std, .median, .quantile: floats.run(request, sink)
    case .first, .last, .slope: break
    }
  }
}
