import Columns
import Kernels

/// The aggregates of the floats of some groups.
final class FloatAggregates {
  private let segments: Segments<Double>
  /// Whether some request asks for the least or greatest value, which then come in one pass with the sums.
  private let hasExtremes: Bool
  /// Each group's sum, once somebody needs it.
  private lazy var sums: Slots<Double> = makeSums()
  private lazy var extremes = GroupExtremes<Double>(count: segments.groups.count)

  /// Each group's Σ(x − mean)², once somebody needs it.
  private lazy var squares: Slots<Double> = {
    let values = segments.values.view, starts = segments.starts.view, sums = self.sums.view
    let squares = Scratch<Double>(count: segments.groups.count).slots, out = squares.cells
    for index in 0..<out.count {
      let range = Int(starts[index])..<Int(starts[index + 1])
      out[index] = Summation.squaredDeviations(values, range, mean: sums[index] / Double(range.count))
    }
    return squares
  }()

  init(_ segments: Segments<Double>, functions: [AggregateFunction]) {
    self.segments = segments
    hasExtremes = functions.contains { $0 == .min || $0 == .max }
  }

  private func makeSums() -> Slots<Double> {
    let values = segments.values.view, starts = segments.starts.view
    let sums = Scratch<Double>(count: segments.groups.count).slots, out = sums.cells
    if !hasExtremes {
      for index in 0..<out.count { out[index] = Summation.sum(values, Int(starts[index])..<Int(starts[index + 1])) }
      return sums
    }
    let (least, greatest) = (extremes.least.cells, extremes.greatest.cells)
    for index in 0..<out.count {
      let moments = Summation.moments(values, Int(starts[index])..<Int(starts[index + 1]))
      (out[index], least[index], greatest[index]) = (moments.sum, moments.least, moments.greatest)
    }
    return sums
  }

  func run(_ requests: [Int], _ all: [AggregateRequest], _ sinks: [AggregateSink]) {
    for request in requests { run(all[request], sinks[request]) }
  }

  /// The loops below read memory that this object owns.
  func run(_ request: AggregateRequest, _ sink: AggregateSink) {
    withExtendedLifetime(self) { write(request, sink) }
  }

  private func write(_ request: AggregateRequest, _ sink: AggregateSink) {
    let groups = segments.groups, starts = segments.starts.view, rows = segments.rowCounts.view
    @inline(__always) func count(_ index: Int) -> Int { Int(starts[index + 1] &- starts[index]) }
    let sums = request.function.needsSums ? self.sums.view : nil
    switch request.function {
    case .count: sink.setIntegers(groups) { Int64(count($0)) }
    case .nulls: sink.setIntegers(groups) { Int64(Int(rows[$0]) - count($0)) }
    case .sum:
      guard let sums else { return }
      let needsValue = request.sumsNothingToNull
      sink.setFloats(groups) { (needsValue ? count($0) : Int(rows[$0])) == 0 ? .nan : sums[$0] }
    case .mean:
      guard let sums else { return }
      sink.setFloats(groups) { count($0) == 0 ? .nan : sums[$0] / Double(count($0)) }
    case .min, .max:
      let extremes = self.extremes, best = (request.function == .min ? extremes.least : extremes.greatest).view
      sink.setFloats(groups) { count($0) == 0 ? .nan : best[$0] }
    case .variance, .std:
      let squares = self.squares.view
      if request.function == .variance {
        sink.setFloats(groups) { count($0) < 2 ? .nan : squares[$0] / Double(count($0) - 1) }
      } else {
        sink.setFloats(groups) { count($0) < 2 ? .nan : (squares[$0] / Double(count($0) - 1)).squareRoot() }
      }
    case .median: quantiles(0.5, sink)
    case .quantile: quantiles(request.parameter, sink)
    case .mode:
      let runs = segments.runs()
      sink.setFloats(groups) { runs[$0].isEmpty ? .nan : runs[$0].mostFrequent + 0 }
    case .nunique:
      let runs = segments.runs()
      sink.setIntegers(groups) { Int64(runs[$0].distinct) }
    case .first, .last, .any, .all, .slope: break
    }
  }

  private func quantiles(_ q: Double, _ sink: AggregateSink) {
    let copy = segments.copiedValues()
    sink.setFloats(segments.groups) {
      let range = segments.range($0)
      return range.isEmpty ? .nan : copy.quantile(range, q)
    }
  }
}

extension AggregateFunction {
  /// Whether the pass that adds floats up must have run.
  fileprivate var needsSums: Bool { self == .sum || self == .mean || self == .min || self == .max }
}

/// The least and greatest value of each group; anything where a group has no value.
struct GroupExtremes<Value: BitwiseCopyable & Sendable> {
  let least: Slots<Value>
  let greatest: Slots<Value>

  init(count: Int) { (least, greatest) = (Scratch(count: count).slots, Scratch(count: count).slots) }
}
