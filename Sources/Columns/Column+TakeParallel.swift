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
  public func gathering(_ rows: Buffer<Int32>, execution: Execution) throws -> [Column] {
    var picker = RowPicker(rows, execution)
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
  public func gathering(_ rows: Buffer<Int32>, execution: Execution) throws -> Table {
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
