import Columns
import Kernels

/// Aggregates over the groups of a table.
///
/// The groups are cut into parts of about ``partSize`` rows; each part of each unit is a piece of work that no other
/// touches, and a group's values are taken in row order, so results do not depend on the number of threads.
public enum Aggregation {
  /// So many rows that a part's values stay in a core's own cache.
  static let partSize = 1 << 13

  /// One column for each request, with a row for each group.
  public static func run(
    _ requests: [AggregateRequest], over grouping: Grouping, execution: Execution
  ) throws -> [Column] {
    let requests = try requests.materialised(execution)
    let plan = try AggregatePlan(requests, grouping, execution: execution)
    let sinks = requests.map { AggregateSink($0, groupCount: grouping.count) }
    guard let offsets = plan.units.first?.rows.offsets else { return [] }
    let parts = Aggregation.parts(offsets)
    func run(_ units: [AggregateUnit]) throws {
      try execution.forEach(count: parts.count * units.count) { index in
        let (part, unit) = index.quotientAndRemainder(dividingBy: units.count)
        try units[unit].run(parts[part], requests, sinks, firstRows: grouping.firstRows)
      }
    }
    try run(plan.units.filter { $0.rows.arrangement == nil })
    // One after another, so that there is one rearranged copy at a time.
    for unit in plan.units where unit.rows.arrangement != nil { try run([unit.arranged(execution: execution)]) }
    return try zip(requests, sinks).map { try $1.column($0, execution: execution) }
  }

  /// Ranges of groups that begin where a multiple of ``partSize`` rows is passed.
  static func parts(_ offsets: Buffer<Int32>) -> [Range<Int>] {
    let view = offsets.view, groupCount = offsets.count - 1
    var parts: [Range<Int>] = [], start = 0
    for group in 0..<groupCount where Int(view[group + 1] - view[start]) >= partSize || group + 1 == groupCount {
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
  func run(_ groups: Range<Int>, _ all: [AggregateRequest], _ sinks: [AggregateSink], firstRows: [Int32]) throws {
    switch input {
    case .rows: countRows(groups, sinks)
    case .codes(let codes, let validity): runIndicators(groups, codes, validity, all, sinks)
    case .floats(let buffer, let validity):
      FloatAggregates(floatSegments(groups, buffer, validity)).run(requests, all, sinks)
    case .integers(let values, let validity, let ranks):
      let segments = integerSegments(groups, values, validity)
      try IntegerAggregates(ranks.map { segments.ranked($0) } ?? segments, width: values.byteWidth)
        .run(requests, all, sinks, firstRows: firstRows)
    case .pairs(let y, let x): runSlope(groups, y, x, sinks)
    case .places(let validity): findPlaces(groups, validity, all, sinks)
    }
  }

  private func countRows(_ groups: Range<Int>, _ sinks: [AggregateSink]) {
    let permutation = rows.permutation?.view, kept = filter?.view
    for group in groups {
      var count = Int64(rows.entries(of: group).count)
      if let kept {
        count = 0
        for entry in rows.entries(of: group) where kept[permutation.map { Int($0[entry]) } ?? entry] { count += 1 }
      }
      for request in requests { sinks[request].set(group, count) }
    }
  }

  /// The first and last row of each group that takes part and is not null.
  private func findPlaces(
    _ groups: Range<Int>, _ validity: Bitmap?, _ all: [AggregateRequest], _ sinks: [AggregateSink]
  ) {
    func counts(_ entry: Int) -> Bool {
      let row = rows.row(entry)
      return (filter.map { $0[row] } ?? true) && (validity.map { $0[row] } ?? true)
    }
    for request in requests {
      for group in groups {
        let entries = rows.entries(of: group)
        let entry = all[request].function == .first ? entries.first(where: counts) : entries.last(where: counts)
        sinks[request].set(group, row: entry.map(rows.row))
      }
    }
  }

  private func runSlope(_ groups: Range<Int>, _ y: Column, _ x: Column, _ sinks: [AggregateSink]) {
    let (yCells, xCells) = (NumberReader(y), NumberReader(x))
    let validity = Bitmap.both(y.validity, x.validity)
    let ys = gather(groups, validity) { yCells[$0] }, xs = gather(groups, validity) { xCells[$0] }
    ys.forEach { group, _, range in
      let (yValues, xValues) = (ys.values.view, xs.values.view)
      var slope: Double?
      if range.count > 1 {
        let xMean = Summation.sum(xValues, range) / Double(range.count)
        let yMean = Summation.sum(yValues, range) / Double(range.count)
        let spread = Summation.squaredDeviations(xValues, range, mean: xMean)
        if spread > 0 {
          slope = Summation.codeviations(xValues, xMean: xMean, yValues, yMean: yMean, range) / spread
        }
      }
      for request in requests { sinks[request].set(group, slope) }
    }
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

extension Segments where Value == Int64 {
  /// The ranks of text codes.
  func ranked(_ ranks: Buffer<Int32>) -> Segments<Int64> {
    let out = Scratch<Int64>(count: values.count).slots, view = ranks.view
    for index in 0..<Int(starts[groups.count]) { out[index] = Int64(view[Int(values[index])]) }
    return with(values: out.elements)
  }

  func asFloats() -> Segments<Double> {
    let out = Scratch<Double>(count: values.count).slots
    for index in 0..<Int(starts[groups.count]) { out[index] = Double(values[index]) }
    return with(values: out.elements)
  }
}
