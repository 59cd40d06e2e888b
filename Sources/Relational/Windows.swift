import Columns
import Kernels

/// Window functions: a value for each row from the rows of its group, in an order.
///
/// Aggregates of a window are ``Aggregation/run(_:over:execution:)`` followed by
/// ``Aggregation/broadcast(_:over:execution:)``.
public struct Windows: Sendable {
  let grouping: Grouping
  private let rows: GroupedRows
  let execution: Execution

  /// - Parameter order: the keys that order the rows of a group, ties in row order; none for row order.
  public init(_ grouping: Grouping, order: [SortKey] = [], execution: Execution) throws {
    (self.grouping, self.execution) = (grouping, execution)
    rows = order.isEmpty
      ? try grouping.rows(execution: execution)
      : try grouping.rows(
        order: SortOrder.rows(order, rowCount: grouping.rowCount, execution: execution), execution: execution)
  }

  /// The place of each row in its group, from 1.
  public func rowNumbers() throws -> Column {
    let out = Scratch<Int64>(count: grouping.rowCount)
    try forGroups { entries in
      let slots = out.slots
      for entry in entries { slots[rows.row(entry)] = Int64(entry - entries.lowerBound + 1) }
    }
    return Column(
      type: .int, count: out.count, validity: nil,
      storage: .integers(try IntegerBuffer(packing: out.frozen(), execution: execution)))
  }

  /// The value `steps` rows before (after, where negative), null where the group has no such row.
  public func lag(_ column: Column, by steps: Int = 1) throws -> Column {
    try column.taking(sources(before: steps), execution: execution)
  }

  /// The value `steps` rows after, null where the group has no such row.
  public func lead(_ column: Column, by steps: Int = 1) throws -> Column { try lag(column, by: -steps) }

  /// The value of the group's first row in the order, null or not.
  public func first(_ column: Column) throws -> Column { try edge(column) { $0.lowerBound } }

  /// The value of the group's last row in the order, null or not.
  public func last(_ column: Column) throws -> Column { try edge(column) { $0.upperBound - 1 } }

  private func edge(_ column: Column, _ entry: @Sendable (Range<Int>) -> Int) throws -> Column {
    let out = Scratch<Int32>(count: grouping.rowCount)
    try forGroups { entries in
      let slots = out.slots
      let source = Int32(rows.row(entry(entries)))
      for entry in entries { slots[rows.row(entry)] = source }
    }
    return try column.taking(out.frozen(), execution: execution)
  }

  private func sources(before steps: Int) throws -> Buffer<Int32> {
    let out = Scratch<Int32>(count: grouping.rowCount)
    try forGroups { entries in
      let slots = out.slots
      for entry in entries {
        let (source, overflows) = entry.subtractingReportingOverflow(steps)
        slots[rows.row(entry)] = !overflows && entries.contains(source) ? Int32(rows.row(source)) : -1
      }
    }
    return out.frozen()
  }

  /// The sum of the values so far; null where the value is null. Ints and bools give ints.
  /// A sum outside 64 bits is null; the next one may be inside again.
  /// - Throws: ``InapplicableAggregate`` for texts and dates.
  public func cumulativeSum(_ column: Column) throws -> CheckedColumn {
    try requireNumbers(column, .sum)
    if column.type == .float {
      return try floats(column) { sum, _ in sum.value }
    }
    return try cumulativeInts(column.materialised())
  }

  /// The mean of the values so far; null where the value is null. Of whole numbers the sum is exact, and the mean
  /// rounded once.
  public func cumulativeMean(_ column: Column) throws -> CheckedColumn {
    try requireNumbers(column, .mean)
    if column.type != .float { return try cumulativeIntMean(column.materialised()) }
    return try floats(column) { sum, count in sum.value / Double(count) }
  }

  /// The value minus the one of the row `steps` before; null where either is null or missing. Dates give days,
  /// datetimes microseconds. What does not fit is null.
  public func difference(_ column: Column, by steps: Int = 1) throws -> CheckedColumn {
    guard column.type != .text else {
      throw InapplicableAggregate(request: 0, function: .sum, types: [column.type])
    }
    let column = column.materialised(), before = try lag(column, by: steps)
    let validity = Bitmap.both(column.validity, before.validity)
    guard case .integers(let values) = column.storage, case .integers(let others) = before.storage else {
      let (values, others) = (NumberReader(column), NumberReader(before)), out = Scratch<Double>(count: column.count)
      try execution.forBlocks(of: column.count) { block in
        let slots = out.slots
        for row in block { slots[row] = validity.map { $0[row] } ?? true ? values[row] - others[row] : .nan }
      }
      return try checked(out)
    }
    let out = Scratch<Int64>(count: column.count), fits = Scratch<UInt8>(count: column.count)
    try execution.forBlocks(of: column.count) { block in
      let (slots, flags) = (out.slots, fits.slots)
      for row in block {
        let (value, overflows) = values[row].subtractingReportingOverflow(others[row])
        let isPresent = validity.map { $0[row] } ?? true
        slots[row] = isPresent && !overflows ? value : 0
        flags[row] = isPresent && overflows ? 0 : 1
      }
    }
    return try checked(out, fits, validity)
  }

  private func checked(_ out: Scratch<Double>) throws -> CheckedColumn {
    let column = try Column(doubles: out.frozen(), execution: execution)
    return CheckedColumn(column, infinities: column.validity == nil ? 0 : out.slots.view.count { $0.isInfinite })
  }

  /// - Parameter fits: 0 where a number that is there does not fit.
  private func checked(
    _ out: Scratch<Int64>, _ fits: Scratch<UInt8>, _ validity: Bitmap?
  ) throws -> CheckedColumn {
    let flags = fits.frozen(), overflows = flags.view.count { $0 == 0 }
    let own = overflows == 0 ? nil : try Bitmap(count: flags.count, execution: execution) { flags.view[$0] == 1 }
    let column = Column(
      type: .int, count: out.count, validity: Bitmap.both(validity, own),
      storage: .integers(try IntegerBuffer(packing: out.frozen(), execution: execution)))
    return CheckedColumn(column, overflows: overflows)
  }

  private func requireNumbers(_ column: Column, _ function: AggregateFunction) throws {
    guard function.resultType(for: column.type) != nil else {
      throw InapplicableAggregate(request: 0, function: function, types: [column.type])
    }
  }

  private func floats(_ column: Column, _ value: @Sendable (Compensated, Int) -> Double) throws -> CheckedColumn {
    let cells = NumberReader(column), out = Scratch<Double>(count: column.count)
    try forGroups { entries in
      let slots = out.slots
      var sum = Compensated(), count = 0
      for entry in entries {
        let row = rows.row(entry)
        guard !column.isNull(row) else {
          slots[row] = .nan
          continue
        }
        sum.add(cells[row])
        count += 1
        slots[row] = value(sum, count)
      }
    }
    return try checked(out)
  }

  private func cumulativeIntMean(_ column: Column) throws -> CheckedColumn {
    guard case .integers(let values) = column.storage else { return CheckedColumn(column) }
    let out = Scratch<Double>(count: column.count)
    try forGroups { entries in
      let slots = out.slots
      var sum: Int128 = 0, count = 0
      for entry in entries {
        let row = rows.row(entry)
        guard !column.isNull(row) else {
          slots[row] = .nan
          continue
        }
        (sum, count) = (sum + Int128(values[row]), count + 1)
        slots[row] = Double(sum) / Double(count)
      }
    }
    return try checked(out)
  }

  private func cumulativeInts(_ column: Column) throws -> CheckedColumn {
    guard case .integers(let values) = column.storage else { return CheckedColumn(column) }
    let out = Scratch<Int64>(count: column.count), fits = Scratch<UInt8>(count: column.count)
    try forGroups { entries in
      let (slots, flags) = (out.slots, fits.slots)
      var sum: Int128 = 0
      for entry in entries {
        let row = rows.row(entry)
        let isNull = column.isNull(row)
        if !isNull { sum += Int128(values[row]) }
        let whole = Int64(truncatingIfNeeded: sum), isInside = Int128(whole) == sum
        slots[row] = isNull || !isInside ? 0 : whole
        flags[row] = isNull || isInside ? 1 : 0
      }
    }
    return try checked(out, fits, column.validity)
  }

  /// Calls `body` with the entries of each group, on all threads.
  private func forGroups(_ body: @Sendable (Range<Int>) throws -> Void) throws {
    let parts = Aggregation.parts(rows.offsets)
    try execution.forEach(count: parts.count) { part in
      for group in parts[part] { try body(rows.entries(of: group)) }
    }
  }
}
