import Kernels

/// Takes the same rows from several columns, on all threads; a negative row number gives null.
struct RowPicker {
  private let rows: Buffer<Int32>
  private let execution: Execution
  /// Which of the row numbers are not negative, or nil where none is; once a column asked for it.
  private var knownPresence: Bitmap??
  /// The row numbers seen through those of a gathered column, by the identity of the latter: the columns of one join
  /// share theirs.
  private var composed: [ObjectIdentifier: Buffer<Int32>] = [:]

  init(_ rows: Buffer<Int32>, _ execution: Execution) { (self.rows, self.execution) = (rows, execution) }

  /// The rows of a column, written out.
  mutating func taken(_ column: Column) throws -> Column {
    try Column(type: column.type, count: rows.count, validity: validity(column), storage: storage(column))
  }

  /// The rows of a column as a view of it. They are written out where they are few beside the column, so that a small
  /// table does not keep the memory of a large one.
  mutating func gathered(_ column: Column) throws -> Column {
    let (base, rows): (Column, Buffer<Int32>) = switch column.storage {
    case .gathered(let base, let own): (base, try composition(own))
    case .integers, .floats, .text, .indicator: (column, self.rows)
    }
    if rows.count < base.count / 4 { return try taken(column) }
    return try Column(
      type: column.type, count: rows.count, validity: validity(column), storage: .gathered(base, rows: rows))
  }

  /// The values of the rows alone, written out.
  mutating func storage(_ column: Column) throws -> Column.Storage {
    switch column.storage {
    case .integers(let values): .integers(try values.taking(rows, execution: execution))
    case .floats(let values): .floats(try values.taking(rows, execution: execution))
    case .text(let codes, let dictionary): .text(try codes.taking(rows, execution: execution), dictionary)
    case .indicator: .integers(.w8(try indicated(column)))
    case .gathered(let base, let own): try base.taking(composition(own), execution: execution).storage
    }
  }

  private func indicated(_ column: Column) throws -> Buffer<Int8> {
    let out = Scratch<Int8>(count: rows.count)
    try execution.forBlocks(of: rows.count) { block in
      let chosen = UnsafeBufferPointer(rebasing: rows.view[block])
      guard case .integers(.w8(let values)) = column.values(at: chosen) else { return }
      let slots = out.slots
      for (offset, row) in block.enumerated() { slots[row] = values.view[offset] }
    }
    return out.frozen()
  }

  private mutating func validity(_ column: Column) throws -> Bitmap? {
    try column.validity?.taking(rows, execution: execution) ?? presence()
  }

  private mutating func presence() throws -> Bitmap? {
    if let knownPresence { return knownPresence }
    let rows = rows
    let present = try Bitmap(count: rows.count, execution: execution) { rows.view[$0] >= 0 }.unlessFull
    knownPresence = .some(present)
    return present
  }

  private mutating func composition(_ own: Buffer<Int32>) throws -> Buffer<Int32> {
    if let known = composed[ObjectIdentifier(own)] { return known }
    let result = try rows.composed(with: own, execution)
    composed[ObjectIdentifier(own)] = result
    return result
  }
}

extension Buffer<Int32> {
  /// For each of these row numbers the one that stands in its place among `own`.
  fileprivate func composed(with own: Buffer<Int32>, _ execution: Execution) throws -> Buffer<Int32> {
    let out = Scratch<Int32>(count: count)
    try execution.forBlocks(of: count) { block in
      let (outer, inner, slots) = (view, own.view, out.slots)
      for position in block {
        let row = Int(outer[position])
        precondition(row < inner.count, "row outside the column")
        slots[position] = row < 0 ? -1 : inner[row]
      }
    }
    return out.frozen()
  }
}
