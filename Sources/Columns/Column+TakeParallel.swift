import Kernels

extension Column {
  /// The rows with the given indices, in that order, on all threads; a negative index gives null.
  public func taking(_ rows: [Int32], execution: Execution) throws -> Column {
    try taking(Buffer(rows), execution: execution)
  }

  /// The rows with the given indices, in that order, on all threads; a negative index gives null.
  public func taking(_ rows: Buffer<Int32>, execution: Execution) throws -> Column {
    let storage: Storage
    switch self.storage {
    case .integers(let values): storage = .integers(try values.taking(rows, execution: execution))
    case .floats(let values): storage = .floats(try values.taking(rows, execution: execution))
    case .text(let codes, let dictionary): storage = .text(try codes.taking(rows, execution: execution), dictionary)
    case .indicator: storage = try materialised().taking(rows, execution: execution).storage
    }
    return Column(
      type: type, count: rows.count, validity: try takenValidity(rows, execution), storage: storage)
  }

  private func takenValidity(_ rows: Buffer<Int32>, _ execution: Execution) throws -> Bitmap? {
    if let validity {
      return try Bitmap(count: rows.count, execution: execution) { position in
        let row = Int(rows.view[position])
        return row >= 0 && validity[row]
      }
    }
    let gaps = try execution.mapBlocks(of: rows.count) { block in
      var lowest: Int32 = 0
      for row in rows.view[block] { lowest = min(lowest, row) }
      return lowest < 0
    }
    guard gaps.contains(true) else { return nil }
    return try Bitmap(count: rows.count, execution: execution) { rows.view[$0] >= 0 }
  }
}

extension Table {
  /// The rows with the given indices, in that order, on all threads; a negative index gives a row of nulls.
  public func taking(_ rows: [Int32], execution: Execution) throws -> Table {
    let indices = Buffer(rows)
    return Table(
      schema: schema, columns: try columns.map { try $0.taking(indices, execution: execution) }, rowCount: rows.count)
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

extension Buffer where Element: ExpressibleByIntegerLiteral {
  /// The elements with the given indices, on all threads; a negative index gives zero.
  @_specialize(where Element == Int8)
  @_specialize(where Element == Int16)
  @_specialize(where Element == Int32)
  @_specialize(where Element == Int64)
  @_specialize(where Element == Double)
  func taking(_ rows: Buffer<Int32>, execution: Execution) throws -> Buffer<Element> {
    let out = Scratch<Element>(count: rows.count)
    try execution.forBlocks(of: rows.count) { block in
      let (source, indices, slots) = (view, rows.view, out.slots)
      for position in block {
        let row = Int(indices[position])
        precondition(row < source.count, "row outside the buffer")
        slots[position] = row >= 0 ? source[row] : 0
      }
    }
    return out.frozen()
  }
}
