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

  func run(_ requests: [Int], _ all: [AggregateRequest], _ sinks: [AggregateSink]) {
    // The loops below read memory that this object owns.
    withExtendedLifetime(self) {
      for request in requests { run(all[request], sinks[request]) }
    }
  }

  private func run(_ request: AggregateRequest, _ sink: AggregateSink) {
    let values = segments.values.view, groups = segments.groups
    let starts = segments.starts.view, rows = segments.rowCounts.view
    @inline(__always) func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }
    let needsValue = request.sumsNothingToNull
    @inline(__always) func isEmpty(_ index: Int) -> Bool {
      needsValue ? starts[index + 1] == starts[index] : rows[index] == 0
    }
    switch request.function {
    case .count: sink.setIntegers(groups) { Int64(range($0).count) }
    case .nulls: sink.setIntegers(groups) { Int64(Int(rows[$0]) - range($0).count) }
    case .sum where Value.bitWidth < 64:
      let sums = narrowSums.view
      sink.setIntegers(groups) { isEmpty($0) ? nil : sums[$0] }
    case .sum:
      sink.setSums(groups) { isEmpty($0) ? nil : Extremes.sum(values, range($0)) }
    case .mean where Value.bitWidth < 64:
      let sums = narrowSums.view
      sink.setFloats(groups) {
        let count = range($0).count
        return count == 0 ? .nan : Double(sums[$0]) / Double(count)
      }
    case .mean:
      sink.setFloats(groups) { index in
        let range = range(index), (sum, overflows) = Extremes.sum(values, range)
        if range.isEmpty { return .nan }
        return overflows ? self.floatMean(index) : Double(sum) / Double(range.count)
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
    case .variance, .std, .median, .quantile: floats.run(request, sink)
    case .first, .last, .slope: break
    }
  }

  /// The mean of a group whose sum does not fit in 64 bits.
  private func floatMean(_ index: Int) -> Double {
    let range = segments.range(index)
    return Double(range.reduce(Int128(0)) { $0 + Int128(segments.values.view[$1]) }) / Double(range.count)
  }

  private func makeNarrowSums() -> Slots<Int64> {
    let values = segments.values.view, starts = segments.starts.view
    let sums = Scratch<Int64>(count: segments.groups.count).slots, out = sums.cells
    for index in 0..<out.count { out[index] = Extremes.sum(values, Int(starts[index])..<Int(starts[index + 1])).sum }
    return sums
  }

  private func makeExtremes() -> GroupExtremes<Value> {
    let values = segments.values.view, starts = segments.starts.view
    let extremes = GroupExtremes<Value>(count: segments.groups.count)
    let (least, greatest) = (extremes.least.cells, extremes.greatest.cells)
    for index in 0..<least.count {
      (least[index], greatest[index]) = Extremes.both(values, Int(starts[index])..<Int(starts[index + 1]))
    }
    return extremes
  }
}
