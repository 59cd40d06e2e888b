import Columns
import Kernels

/// What the runs of equal values of a sorted group tell.
struct RunSummary<Value: BitwiseCopyable & Sendable>: BitwiseCopyable, Sendable {
  /// How many different values.
  var distinct = 0
  /// The value of the longest run, the smallest among equals; any value where there is none.
  var mostFrequent: Value
  var isEmpty: Bool { distinct == 0 }
}

extension Segments {
  /// The values in memory of their own, to be reordered.
  func copiedValues() -> Slots<Value> {
    let copy = Scratch<Value>(count: values.count).slots
    let (source, target) = (values.view, copy.cells)
    for index in 0..<Int(starts[groups.count]) { target[index] = source[index] }
    return copy
  }
}

extension Segments where Value: ExpressibleByIntegerLiteral {
  /// What the sorted values of each group tell.
  func runs() -> [RunSummary<Value>] {
    let slots = copiedValues(), copy = slots.cells
    return withExtendedLifetime(slots) {
      (0..<groups.count).map { index in
        let range = range(index)
        slots.sort(range)
        return Segments.summary(copy, range)
      }
    }
  }

  @inline(__always)
  private static func summary(_ sorted: SlotCells<Value>, _ range: Range<Int>) -> RunSummary<Value> {
    var summary = RunSummary<Value>(mostFrequent: 0), longest = 0, start = range.lowerBound
    for index in range where index + 1 == range.upperBound || sorted[index + 1] != sorted[index] {
      summary.distinct += 1
      if index + 1 - start > longest { (longest, summary.mostFrequent) = (index + 1 - start, sorted[index]) }
      start = index + 1
    }
    return summary
  }
}
