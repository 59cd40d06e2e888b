import Kernels

extension Column {
  /// The rows with the given indices, in that order, on all threads; a negative index gives null.
  public func taking(_ rows: [Int32], execution: Execution) throws -> Column {
    try taking(Buffer(rows), execution: execution)
  }

  /// The rows with the given indices, in that order, on all threads; a negative index gives null.
  public func taking(_ rows: Buffer<Int32>, execution: Execution) throws -> Column {
    try taking(rows, present: rows.presence(execution), execution)
  }

  /// - Parameter present: which of `rows` are not negative, or nil where none is.
  fileprivate func taking(_ rows: Buffer<Int32>, present: Bitmap?, _ execution: Execution) throws -> Column {
    let storage: Storage
    switch self.storage {
    case .integers(let values): storage = .integers(try values.taking(rows, execution: execution))
    case .floats(let values): storage = .floats(try values.taking(rows, execution: execution))
    case .text(let codes, let dictionary): storage = .text(try codes.taking(rows, execution: execution), dictionary)
    case .indicator: return try materialised().taking(rows, present: present, execution)
    }
    var taken = present
    if let validity {
      taken = try Bitmap(count: rows.count, execution: execution) { position in
        let row = Int(rows.view[position])
        return row >= 0 && validity[row]
      }
    }
    return Column(type: type, count: rows.count, validity: taken, storage: storage)
  }
}

extension Buffer<Int32> {
  /// Which indices are not negative, or nil where none is.
  fileprivate func presence(_ execution: Execution) throws -> Bitmap? {
    let lowest = try execution.mapBlocks(of: count) { block in view[block].reduce(0) { Swift.min($0, $1) } }
    guard lowest.contains(where: { $0 < 0 }) else { return nil }
    return try Bitmap(count: count, execution: execution) { view[$0] >= 0 }
  }
}

extension [Column] {
  /// The rows with the given indices of each column, on all threads; a negative index gives null.
  public func taking(_ rows: [Int32], execution: Execution) throws -> [Column] {
    let indices = Buffer(rows), present = try indices.presence(execution)
    return try map { try $0.taking(indices, present: present, execution) }
  }
}

extension Table {
  /// The rows with the given indices, in that order, on all threads; a negative index gives a row of nulls.
  public func taking(_ rows: [Int32], execution: Execution) throws -> Table {
    Table(schema: schema, columns: try columns.taking(rows, execution: execution), rowCount: rows.count)
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
