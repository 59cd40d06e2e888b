import Columns
import Kernels

/// The values of some consecutive groups, without nulls and without rows that the filter leaves out.
struct Segments<Value: BitwiseCopyable & Sendable & Comparable> {
  let groups: Range<Int>
  /// The values of group `groups.lowerBound + i` are at `starts[i]..<starts[i + 1]`, in row order.
  let values: Elements<Value>
  let starts: Elements<Int32>
  /// How many rows each group has after the filter, null or not.
  let rowCounts: Elements<Int32>

  @inline(__always)
  func range(_ index: Int) -> Range<Int> { Int(starts[index])..<Int(starts[index + 1]) }

  /// The same segments of other values.
  func with<Other>(values: Elements<Other>) -> Segments<Other> {
    Segments<Other>(groups: groups, values: values, starts: starts, rowCounts: rowCounts)
  }
}

extension AggregateUnit {
  /// Gathers the values of some groups; `load` reads a row, or an entry behind `entryBase` where the values are
  /// arranged.
  @inline(__always)
  func gather<Value>(_ groups: Range<Int>, _ validity: Bitmap?, _ load: (Int) -> Value) -> Segments<Value> {
    if filter == nil, validity == nil { return gatherAll(groups, load) }
    let permutation = rows.permutation?.view, shift = isArranged ? entryBase : 0
    if filter == nil, permutation == nil, let present = validity?.view {
      return gatherSome(groups) { entry in (load(entry - shift), 1, present.bit(entry)) }
    }
    let kept = filter?.view, present = validity?.view, byEntry = isArranged
    return gatherSome(groups) { entry in
      let row = permutation.map { Int($0[entry]) } ?? entry
      let isKept = kept.map { $0.bit(row) } ?? 1
      return (load(byEntry ? entry - shift : row), isKept, isKept & (present.map { $0.bit(row) } ?? 1))
    }
  }

  @inline(__always)
  private func gatherAll<Value>(_ groups: Range<Int>, _ load: (Int) -> Value) -> Segments<Value> {
    let offsets = rows.offsets.view
    let entries = Int(offsets[groups.lowerBound])..<Int(offsets[groups.upperBound])
    let slots = Scratch<Value>(count: entries.count).slots, values = slots.cells
    if !isArranged, let permutation = rows.permutation?.view {
      for entry in 0..<entries.count { values[entry] = load(Int(permutation[entries.lowerBound + entry])) }
    } else {
      let first = entries.lowerBound - entryBase
      for entry in 0..<entries.count { values[entry] = load(first + entry) }
    }
    return unfiltered(groups, slots.elements)
  }

  /// Gathers the values that take part; `read` gives an entry's value, and ones where its row is kept and where the
  /// value takes part.
  ///
  /// Every value is written, and the place moves on only behind one that takes part: which ones do is hard to foresee,
  /// and a wrong guess costs more than a write.
  @inline(__always)
  private func gatherSome<Value>(
    _ groups: Range<Int>, _ read: (Int) -> (value: Value, isKept: Int, takesPart: Int)
  ) -> Segments<Value> {
    let offsets = rows.offsets.view
    let size = Int(offsets[groups.upperBound] - offsets[groups.lowerBound])
    let slots = Scratch<Value>(count: size + 1).slots, values = slots.cells
    let allStarts = Scratch<Int32>(count: groups.count + 1).slots, starts = allStarts.cells
    let allCounts = Scratch<Int32>(count: groups.count).slots, counts = allCounts.cells
    var (used, index) = (0, 0)
    starts[0] = 0
    for group in groups {
      var count = 0
      for entry in Int(offsets[group])..<Int(offsets[group + 1]) {
        let (value, isKept, takesPart) = read(entry)
        values[used] = value
        count += isKept
        used += takesPart
      }
      counts[index] = Int32(count)
      index += 1
      starts[index] = Int32(used)
    }
    return Segments(groups: groups, values: slots.elements, starts: allStarts.elements, rowCounts: allCounts.elements)
  }

  /// The segments where every row takes part and no value is null.
  func unfiltered<Value>(_ groups: Range<Int>, _ values: Elements<Value>) -> Segments<Value> {
    let offsets = rows.offsets.view, base = offsets[groups.lowerBound]
    let allStarts = Scratch<Int32>(count: groups.count + 1).slots, starts = allStarts.cells
    let allCounts = Scratch<Int32>(count: groups.count).slots, counts = allCounts.cells
    for index in 0...groups.count { starts[index] = offsets[groups.lowerBound + index] - base }
    for index in 0..<groups.count { counts[index] = starts[index + 1] - starts[index] }
    return Segments(groups: groups, values: values, starts: allStarts.elements, rowCounts: allCounts.elements)
  }

  /// The segments of arranged floats among which NaN stands for null.
  func segmentsWithoutNaN(_ groups: Range<Int>, _ buffer: Buffer<Double>) -> Segments<Double> {
    let view = buffer.view, shift = entryBase
    return gatherSome(groups) { entry in
      let value = view[entry - shift]
      return (value, 1, value == value ? 1 : 0)
    }
  }

  /// Values that lie in memory as they are needed are not copied.
  func segments<Value>(_ groups: Range<Int>, _ buffer: Buffer<Value>, _ validity: Bitmap?) -> Segments<Value> {
    if filter == nil, validity == nil, isArranged || rows.permutation == nil {
      let offsets = rows.offsets.view, base = isArranged ? entryBase : 0
      let entries = Int(offsets[groups.lowerBound]) - base..<Int(offsets[groups.upperBound]) - base
      return unfiltered(groups, buffer.elements(entries))
    }
    let view = buffer.view
    return gather(groups, validity) { view[$0] }
  }
}

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
