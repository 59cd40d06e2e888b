import Kernels

extension Column {
  /// The rows with the given indices, in that order, on all threads; a negative index gives null.
  public func taking(_ rows: [Int32], execution: Execution) throws -> Column {
    try taking(Buffer(rows), execution: execution)
  }

  /// The rows with the given indices, in that order, on all threads; a negative index gives null.
  public func taking(_ rows: Buffer<Int32>, execution: Execution) throws -> Column {
    var picker = RowPicker(rows, execution)
    return try picker.taken(self)
  }

  /// The column with its values written out, if they are not, on all threads.
  public func materialised(execution: Execution) throws -> Column {
    guard case .gathered(let base, let rows) = storage else { return materialised() }
    var picker = RowPicker(rows, execution)
    return Column(type: type, count: count, validity: validity, storage: try picker.storage(base))
  }
}

extension [Column] {
  /// The rows with the given indices of each column, on all threads; a negative index gives null.
  public func taking(_ rows: [Int32], execution: Execution) throws -> [Column] {
    try execution.memory.require(Double(rows.count) * reduce(0) { $0 + $1.bytesPerRow })
    var picker = RowPicker(Buffer(rows), execution)
    return try map { column in
      try execution.checkCancelled()
      return try picker.taken(column)
    }
  }

  /// The rows with the given indices of each column as views of them, which share the indices; a negative index gives
  /// null.
  public func gathering(_ rows: [Int32], execution: Execution) throws -> [Column] {
    var picker = RowPicker(Buffer(rows), execution)
    return try map { column in
      try execution.checkCancelled()
      return try picker.gathered(column)
    }
  }
}

extension Table {
  /// The rows with the given indices, in that order, on all threads; a negative index gives a row of nulls.
  public func taking(_ rows: [Int32], execution: Execution) throws -> Table {
    Table(schema: schema, columns: try columns.taking(rows, execution: execution), rowCount: rows.count)
  }
}

extension Table {
  /// The rows with the given indices as a view of the table, which shares the columns' memory; a negative index gives a
  /// row of nulls.
  public func gathering(_ rows: [Int32], execution: Execution) throws -> Table {
    Table(schema: schema, columns: try columns.gathering(rows, execution: execution), rowCount: rows.count)
  }
}

extension IntegerBuffer {
  /// The rows with the given indices, on all threads; a negative index gives zero.
  public func taking(_ rows: Buffer<Int32>, execution: Execution) throws -> IntegerBuffer {
    switch self {
    case .w8(let buffer): .w8(try buffer.taking(rows, execution: execution))
    case .w16(let buffer): .w16(try buffer.taking(rows, execution: execution))
    case .w32(let buffer): .w32(try buffer.taking(rows, execution: execution))
    case .w64(let buffer): .w64(try buffer.taking(rows, execution: execution))
    }
  }
}

// Both readers mask instead of branching on the sign: which rows of a join have a match is hard to foresee, and a wrong
// guess costs more than reading some row in any case. Of no rows every index is negative, or fails the check.

extension Buffer where Element: FixedWidthInteger {
  /// The elements with the given indices, on all threads; a negative index gives zero.
  @_specialize(where Element == Int8)
  @_specialize(where Element == Int16)
  @_specialize(where Element == Int32)
  @_specialize(where Element == Int64)
  func taking(_ rows: Buffer<Int32>, execution: Execution) throws -> Buffer<Element> {
    let source = count == 0 ? Buffer(zeros: 1) : self, count = count
    let out = Scratch<Element>(count: rows.count)
    try execution.forBlocks(of: rows.count) { block in
      let (source, indices, slots) = (source.view, rows.view, out.slots)
      for position in block {
        let row = Int(indices[position]), mask = ~(row >> (Int.bitWidth - 1))
        precondition(row < count, "row outside the buffer")
        slots[position] = source[row & mask] & Element(truncatingIfNeeded: mask)
      }
    }
    return out.frozen()
  }
}

extension Buffer<Double> {
  /// The elements with the given indices, on all threads; a negative index gives zero.
  func taking(_ rows: Buffer<Int32>, execution: Execution) throws -> Buffer<Double> {
    let source = count == 0 ? Buffer(zeros: 1) : self, count = count
    let out = Scratch<Double>(count: rows.count)
    try execution.forBlocks(of: rows.count) { block in
      let (source, indices, slots) = (source.view, rows.view, out.slots)
      for position in block {
        let row = Int(indices[position]), mask = ~(row >> (Int.bitWidth - 1))
        precondition(row < count, "row outside the buffer")
        slots[position] = Double(bitPattern: source[row & mask].bitPattern & UInt64(bitPattern: Int64(mask)))
      }
    }
    return out.frozen()
  }
}
