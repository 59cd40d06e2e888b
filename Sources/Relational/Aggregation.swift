import Columns
import Kernels

/// Aggregates over the groups of a table.
///
/// The groups are cut into parts of about ``partSize`` rows; each part of each unit is a piece of work that no other
/// touches, and a group's values are taken in row order, so results do not depend on the number of threads.
public enum Aggregation {
  /// So many rows that a part's values stay in a core's own cache.
  static let partSize = 1 << 15

  /// One column for each request, with a row for each group.
  public static func run(
    _ requests: [AggregateRequest], over grouping: Grouping, execution: Execution
  ) throws -> [Column] {
    try results(requests, over: grouping, execution: execution).map(\.column)
  }

  /// The same, with the groups whose result left its range counted.
  public static func results(
    _ requests: [AggregateRequest], over grouping: Grouping, execution: Execution
  ) throws -> [CheckedColumn] {
    // Results as they are computed and as columns, and one column at a time in the order of the groups.
    let results = Double(grouping.count * requests.count) * 17
    let arranged = Double(grouping.isWhole ? 0 : grouping.rowCount) * 16
    try execution.memory.require(results + arranged + requests.bytesOfViews)
    let requests = try requests.materialised(execution)
    let plan = try AggregatePlan(requests, grouping, execution: execution)
    let sinks = requests.map { AggregateSink($0, groupCount: grouping.count) }
    let units = plan.units.filter { !$0.isArrangeable }
    if let offsets = plan.units.first?.rows.offsets, !units.isEmpty {
      let parts = Aggregation.parts(offsets)
      try execution.forEach(count: parts.count * units.count) { index in
        let (part, unit) = index.quotientAndRemainder(dividingBy: units.count)
        units[unit].run(parts[part], requests, sinks)
      }
    }
    // One after another, so that there is one rearranged copy at a time.
    for unit in plan.units where unit.isArrangeable { try runArranged(unit, requests, sinks, grouping, execution) }
    return try zip(requests, sinks).map { try $1.column($0, execution: execution) }
  }

  private static func runArranged(
    _ unit: AggregateUnit, _ requests: [AggregateRequest], _ sinks: [AggregateSink], _ grouping: Grouping,
    _ execution: Execution
  ) throws {
    guard let arrangement = unit.rows.arrangement else { return }
    let parted = try unit.parted(arrangement, execution: execution)
    try execution.forEach(count: arrangement.partCount) { part in
      let sorted = parted.sorted(part, arrangement), shift = arrangement.shift
      let groups = part << shift..<min(grouping.count, (part + 1) << shift)
      for some in parts(unit.rows.offsets, of: groups) {
        sorted.run(some, requests, sinks)
      }
    }
  }

  /// Ranges of some groups, or of all, that end where ``partSize`` rows are passed.
  static func parts(_ offsets: Buffer<Int32>, of groups: Range<Int>? = nil) -> [Range<Int>] {
    let view = offsets.view, groups = groups ?? 0..<offsets.count - 1
    var parts: [Range<Int>] = [], start = groups.lowerBound
    for group in groups where Int(view[group + 1] - view[start]) >= partSize || group + 1 == groups.upperBound {
      parts.append(start..<group + 1)
      start = group + 1
    }
    return parts
  }

  /// Each row's group's value: an aggregate as a column of the table.
  public static func broadcast(_ results: Column, over grouping: Grouping, execution: Execution) throws -> Column {
    try results.taking(grouping.groupOfRow, execution: execution)
  }
}

extension AggregateUnit {
  /// Computes all requests of the unit for some groups.
  func run(_ groups: Range<Int>, _ all: [AggregateRequest], _ sinks: [AggregateSink]) {
    switch input {
    case .rows: countRows(groups, sinks)
    case .codes(let codes, let validity): runIndicators(groups, codes, validity, all, sinks)
    case .floats(let buffer, let validity):
      let segments = nullsAreNaN ? segmentsWithoutNaN(groups, buffer) : segments(groups, buffer, validity)
      FloatAggregates(segments, functions: requests.map { all[$0].function }).run(requests, all, sinks)
    case .integers(let values, let validity, let ranks):
      func run<Value>(_ buffer: Buffer<Value>) where Value: FixedWidthInteger {
        let segments = segments(groups, buffer, validity)
        if let ranks {
          IntegerAggregates(segments.ranked(ranks)).run(requests, all, sinks)
        } else {
          IntegerAggregates(segments).run(requests, all, sinks)
        }
      }
      switch values {
      case .w8(let buffer): run(buffer)
      case .w16(let buffer): run(buffer)
      case .w32(let buffer): run(buffer)
      case .w64(let buffer): run(buffer)
      }
    case .pairs(let y, let x): runSlope(groups, y, x, sinks)
    case .places(let validity): findPlaces(groups, validity, all, sinks)
    }
  }

  private func countRows(_ groups: Range<Int>, _ sinks: [AggregateSink]) {
    let kept = filter?.view, offsets = rows.offsets.view, first = groups.lowerBound
    let permutation = kept == nil ? nil : rows.permutation?.view
    for request in requests {
      sinks[request].setIntegers(groups) { index in
        let entries = Int(offsets[first + index])..<Int(offsets[first + index + 1])
        guard let kept else { return Int64(entries.count) }
        var count = 0
        for entry in entries { count += kept.bit(permutation.map { Int($0[entry]) } ?? entry) }
        return Int64(count)
      }
    }
  }

  /// The first and last row of each group that takes part and is not null.
  private func findPlaces(
    _ groups: Range<Int>, _ validity: Bitmap?, _ all: [AggregateRequest], _ sinks: [AggregateSink]
  ) {
    let (kept, present, first) = (filter?.view, validity?.view, groups.lowerBound)
    func counts(_ entry: Int) -> Bool {
      let row = rows.row(entry)
      return (kept.map { $0[row] } ?? true) && (present.map { $0[row] } ?? true)
    }
    for request in requests {
      let isFirst = all[request].function == .first
      sinks[request].setRows(groups) { index in
        let entries = rows.entries(of: first + index)
        return (isFirst ? entries.first(where: counts) : entries.last(where: counts)).map(rows.row)
      }
    }
  }

  private func runSlope(_ groups: Range<Int>, _ y: Column, _ x: Column, _ sinks: [AggregateSink]) {
    let (yCells, xCells) = (NumberReader(y), NumberReader(x))
    let validity = Bitmap.both(y.validity, x.validity)
    let ys = gather(groups, validity) { yCells[$0] }, xs = gather(groups, validity) { xCells[$0] }
    let slopes = (0..<groups.count).map { index -> Double in
      let (yValues, xValues) = (ys.values.view, xs.values.view)
      let range = ys.range(index)
      guard range.count > 1 else { return .nan }
      let xMean = Summation.sum(xValues, range) / Double(range.count)
      let yMean = Summation.sum(yValues, range) / Double(range.count)
      let spread = Summation.squaredDeviations(xValues, range, mean: xMean)
      guard spread > 0, spread.isFinite else { return .nan }
      return Summation.codeviations(xValues, xMean: xMean, yValues, yMean: yMean, range) / spread
    }
    for request in requests { sinks[request].setFloats(groups) { slopes[$0] } }
  }
}

/// Reads any numeric column as floats.
struct NumberReader: Sendable {
  private let column: Column

  init(_ column: Column) { self.column = column.materialised() }

  subscript(row: Int) -> Double {
    switch column.storage {
    case .floats(let buffer): buffer[row]
    case .integers(let values): Double(values[row])
    case .text, .indicator, .gathered: .nan
    }
  }
}

extension Bitmap {
  static func both(_ a: Bitmap?, _ b: Bitmap?) -> Bitmap? {
    guard let a, let b else { return a ?? b }
    return a.intersection(b)
  }
}

extension Segments where Value: FixedWidthInteger {
  /// The ranks of text codes.
  func ranked(_ ranks: Buffer<Int32>) -> Segments<Int32> {
    let slots = Scratch<Int32>(count: values.count).slots
    let (out, view, codes) = (slots.cells, ranks.view, values.view)
    for index in 0..<Int(starts[groups.count]) { out[index] = view[Int(codes[index])] }
    return with(values: slots.elements)
  }

  func asFloats() -> Segments<Double> {
    let slots = Scratch<Double>(count: values.count).slots
    let (out, view) = (slots.cells, values.view)
    for index in 0..<Int(starts[groups.count]) { out[index] = Double(view[index]) }
    return with(values: slots.elements)
  }
}
