import Columns

/// What the runs of equal values of a sorted group tell.
struct RunSummary<Value> {
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
    for index in 0..<Int(starts[groups.count]) { copy[index] = values[index] }
    return copy
  }
}

extension Segments where Value: ExpressibleByIntegerLiteral {
  /// Calls `body` with each group and what its sorted values tell.
  @inline(__always)
  func runs(_ body: (_ group: Int, RunSummary<Value>) -> Void) {
    let copy = copiedValues()
    forEach { group, _, range in
      copy[range].sort()
      var summary = RunSummary<Value>(mostFrequent: 0), longest = 0, start = range.lowerBound
      for index in range where index + 1 == range.upperBound || copy[index + 1] != copy[index] {
        summary.distinct += 1
        if index + 1 - start > longest { (longest, summary.mostFrequent) = (index + 1 - start, copy[index]) }
        start = index + 1
      }
      body(group, summary)
    }
  }
}
