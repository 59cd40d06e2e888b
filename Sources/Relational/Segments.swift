import Columns

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

  /// Calls `body` with each group, its number of rows, and where its values are.
  @inline(__always)
  func forEach(_ body: (_ group: Int, _ rows: Int, _ values: Range<Int>) throws -> Void) rethrows {
    for index in 0..<groups.count { try body(groups.lowerBound + index, Int(rowCounts[index]), range(index)) }
  }

  /// The same segments of other values.
  func with<Other>(values: Elements<Other>) -> Segments<Other> {
    Segments<Other>(groups: groups, values: values, starts: starts, rowCounts: rowCounts)
  }
}

extension AggregateUnit {
  /// Gathers the values of some groups; `load` reads a row, or an entry where the values are arranged.
  @inline(__always)
  func gather<Value>(_ groups: Range<Int>, _ validity: Bitmap?, _ load: (Int) -> Value) -> Segments<Value> {
    let offsets = rows.offsets.view
    let entries = Int(offsets[groups.lowerBound])..<Int(offsets[groups.upperBound])
    let values = Scratch<Value>(count: entries.count).slots
    let permutation = rows.permutation?.view
    if filter == nil, validity == nil {
      if let permutation, !isArranged {
        for entry in 0..<entries.count { values[entry] = load(Int(permutation[entries.lowerBound + entry])) }
      } else {
        for entry in 0..<entries.count { values[entry] = load(entries.lowerBound + entry) }
      }
      return unfiltered(groups, values.elements)
    }
    let starts = Scratch<Int32>(count: groups.count + 1).slots, counts = Scratch<Int32>(count: groups.count).slots
    let (kept, present) = (filter?.view, validity?.view)
    var (used, index) = (0, 0)
    starts[0] = 0
    for group in groups {
      var count: Int32 = 0
      for entry in Int(offsets[group])..<Int(offsets[group + 1]) {
        let row = permutation.map { Int($0[entry]) } ?? entry
        if let kept, !kept[row] { continue }
        count += 1
        if let present, !present[row] { continue }
        values[used] = load(isArranged ? entry : row)
        used += 1
      }
      counts[index] = count
      index += 1
      starts[index] = Int32(used)
    }
    return Segments(groups: groups, values: values.elements, starts: starts.elements, rowCounts: counts.elements)
  }

  /// The segments where every row takes part and no value is null.
  func unfiltered<Value>(_ groups: Range<Int>, _ values: Elements<Value>) -> Segments<Value> {
    let offsets = rows.offsets.view, base = offsets[groups.lowerBound]
    let starts = Scratch<Int32>(count: groups.count + 1).slots, counts = Scratch<Int32>(count: groups.count).slots
    for index in 0...groups.count { starts[index] = offsets[groups.lowerBound + index] - base }
    for index in 0..<groups.count { counts[index] = starts[index + 1] - starts[index] }
    return Segments(groups: groups, values: values, starts: starts.elements, rowCounts: counts.elements)
  }

  /// Floats that lie in memory as they are needed are not copied.
  func floatSegments(_ groups: Range<Int>, _ buffer: Buffer<Double>, _ validity: Bitmap?) -> Segments<Double> {
    if filter == nil, validity == nil, isArranged || rows.permutation == nil {
      let offsets = rows.offsets
      let entries = Int(offsets[groups.lowerBound])..<Int(offsets[groups.upperBound])
      return unfiltered(groups, buffer.elements(entries))
    }
    let view = buffer.view
    return gather(groups, validity) { view[$0] }
  }

  func integerSegments(_ groups: Range<Int>, _ values: IntegerBuffer, _ validity: Bitmap?) -> Segments<Int64> {
    switch values {
    case .w8(let buffer): widened(groups, buffer, validity)
    case .w16(let buffer): widened(groups, buffer, validity)
    case .w32(let buffer): widened(groups, buffer, validity)
    case .w64(let buffer): widened(groups, buffer, validity)
    }
  }

  private func widened<Value: FixedWidthInteger>(
    _ groups: Range<Int>, _ buffer: Buffer<Value>, _ validity: Bitmap?
  ) -> Segments<Int64> {
    let view = buffer.view
    return gather(groups, validity) { Int64(view[$0]) }
  }
}
