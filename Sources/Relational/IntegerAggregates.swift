import Columns
import Kernels

/// The aggregates of the integers of some groups: ints, bools, dates, and the ranks of texts.
final class IntegerAggregates<Value: FixedWidthInteger & BitwiseCopyable & Sendable> {
  private let segments: Segments<Value>
  private lazy var floats = FloatAggregates(segments.asFloats(), functions: [])
  private lazy var extremes = makeExtremes()
  /// Each group's sum of integers of less than 64 bits: of fewer than 2³¹ values it is exact.
  private lazy var narrowSums = makeNarrowSums()

  init(_ segments: Segments<Value>) { self.segments = segments }

  func run(_ requests: [Int], _ all: [AggregateRequest], _ sinks: [AggregateSink], firstRows: [Int32]) throws {
    // The loops below read memory that this object owns.
    try withExtendedLifetime(self) {
      for request in requests { try run(request, all[request], sinks[request], firstRows) }
    }
  }

  private func run(_ number: Int, _ request: AggregateRequest, _ sink: AggregateSink, _ firstRows: [Int32]) throws {
    let values = segments.values.view, groups = segments.groups
    let starts = segments.starts.view, rows = segments.rowCounts.view
    @inline(__always) func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }
    switch request.function {
    case .count: sink.setIntegers(groups) { Int64(range($0).count) }
    case .nulls: sink.setIntegers(groups) { Int64(Int(rows[$0]) - range($0).count) }
    case .sum where Value.bitWidth < 64:
      let sums = narrowSums.view
      sink.setIntegers(groups) { rows[$0] == 0 ? nil : sums[$0] }
    case .sum:
      try sink.setIntegers(groups) { index in
        let (sum, overflows) = Extremes.sum(values, range(index))
        if overflows { throw IntegerOverflow(request: number, row: Int(firstRows[groups.lowerBound + index])) }
        return rows[index] == 0 ? nil : sum
      }
    case .mean where Value.bitWidth < 64:
      let sums = narrowSums.view
      sink.setFloats(groups) {
        let count = range($0).count
        return count == 0 ? .nan : Double(sums[$0]) / Double(count)
      }
    case .min, .all:
      let least = extremes.least.view
      sink.setIntegers(groups) { range($0).isEmpty ? nil : Int64(least[$0]) }
    case .max, .any:
      let greatest = extremes.greatest.view
      sink.setIntegers(groups) { range($0).isEmpty ? nil : Int64(greatest[$0]) }
    case .mode:
      let runs = segments.runs()
      sink.setIntegers(groups) { runs[$0].isEmpty ? nil : Int64(runs[$0].mostFrequent) }
    case .nunique:
      let runs = segments.runs()
      sink.setIntegers(groups) { Int64(runs[$0].distinct) }
    case .mean, .variance, .std, .median, .quantile: floats.run(request, sink)
    case .first, .last, .slope: break
    }
  }

  private func makeNarrowSums() -> Slots<Int64> {
    let values = segments.values.view, starts = segments.starts.view
    let sums = Scratch<Int64>(count: segments.groups.count).slots, out = sums.pointer
    for index in 0..<out.count { out[index] = Extremes.sum(values, Int(starts[index])..<Int(starts[index + 1])).sum }
    return sums
  }

  private func makeExtremes() -> GroupExtremes<Value> {
    let values = segments.values.view, starts = segments.starts.view
    let extremes = GroupExtremes<Value>(count: segments.groups.count)
    let (least, greatest) = (extremes.least.pointer, extremes.greatest.pointer)
    for index in 0..<least.count {
      (least[index], greatest[index]) = Extremes.both(values, Int(starts[index])..<Int(starts[index + 1]))
    }
    return extremes
  }
}
