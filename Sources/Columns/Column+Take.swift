extension Column {
  /// The rows with the given indices, in that order; a negative index gives null.
  public func taking(_ rows: [Int32]) -> Column {
    // SAFETY: the pointer is used inside the closure only.
    let storage = rows.withUnsafeBufferPointer { values(at: $0[...]) }
    return Column(type: type, count: rows.count, validity: takenValidity(rows), storage: storage)
  }

  /// The values of the given rows written out; a negative index gives zero.
  func values(at rows: Slice<UnsafeBufferPointer<Int32>>) -> Storage {
    switch storage {
    case .integers(let values): return .integers(values.taking(rows))
    case .floats(let values): return .floats(values.taking(rows, zero: 0))
    case .text(let codes, let dictionary): return .text(codes.taking(rows), dictionary)
    case .indicator(let codes, let codeValidity, let code):
      return .integers(.w8(Buffer(rows.map { row in
        row >= 0 && Column.isIndicated(Int(row), codes, codeValidity, code) ? 1 : 0
      })))
    case .gathered(let base, let own):
      let composed = rows.map { $0 < 0 ? -1 : own[Int($0)] }
      // SAFETY: the pointer is used inside the closure only.
      return composed.withUnsafeBufferPointer { base.values(at: $0[...]) }
    }
  }

  private func takenValidity(_ rows: [Int32]) -> Bitmap? {
    guard validity != nil || rows.contains(where: { $0 < 0 }) else { return nil }
    return Bitmap(count: rows.count) { position in
      let row = Int(rows[position])
      return row >= 0 && (validity.map { $0[row] } ?? true)
    }
  }

  /// The column with rows outside `keep` made null.
  public func nulling(where isNulled: (Int) -> Bool) -> Column {
    let valid = Bitmap(count: count) { row in !isNull(row) && !isNulled(row) }
    let plain = materialised()
    return Column(type: type, count: count, validity: valid, storage: plain.storage).zeroingNulls()
  }

  /// Puts the canonical zero into null rows, which hashing and exact comparison of memory rely on.
  private func zeroingNulls() -> Column {
    guard let validity else { return self }
    let storage: Storage = switch self.storage {
    case .floats(let buffer): .floats(Buffer(count: count) { out in
      for row in 0..<count where validity[row] { out[row] = buffer.view[row] }
    })
    case .integers(let values): .integers(IntegerBuffer((0..<count).map { validity[$0] ? values[$0] : 0 }))
    case .text(let codes, let dictionary):
      .text(IntegerBuffer((0..<count).map { validity[$0] ? codes[$0] : 0 }), dictionary)
    case .indicator, .gathered: self.storage
    }
    return Column(type: type, count: count, validity: validity, storage: storage)
  }
}

extension IntegerBuffer {
  /// The values with the given indices; a negative index gives zero.
  func taking(_ rows: Slice<UnsafeBufferPointer<Int32>>) -> IntegerBuffer {
    switch self {
    case .w8(let buffer): .w8(buffer.taking(rows, zero: 0))
    case .w16(let buffer): .w16(buffer.taking(rows, zero: 0))
    case .w32(let buffer): .w32(buffer.taking(rows, zero: 0))
    case .w64(let buffer): .w64(buffer.taking(rows, zero: 0))
    }
  }
}

extension Buffer {
  /// The elements with the given indices; a negative index gives `zero`.
  @_specialize(where Element == Int8)
  @_specialize(where Element == Int16)
  @_specialize(where Element == Int32)
  @_specialize(where Element == Int64)
  @_specialize(where Element == Double)
  func taking(_ rows: Slice<UnsafeBufferPointer<Int32>>, zero: Element) -> Buffer<Element> {
    let source = view, out = Scratch<Element>(count: rows.count), slots = out.slots
    for (position, row) in rows.enumerated() {
      precondition(Int(row) < source.count, "row outside the buffer")
      slots[position] = row < 0 ? zero : source[Int(row)]
    }
    return out.frozen()
  }
}

// Where a row is read that may be none, both mask instead of branching on the sign; see `taking(_:execution:)`.

extension Buffer where Element: FixedWidthInteger {
  /// Calls `body` with each place among some rows and the element there, 0 for a negative row.
  @inline(__always)
  func read(at rows: UnsafeBufferPointer<Int32>, _ body: (Int, Element) -> Void) {
    let source = count == 0 ? Buffer(zeros: 1) : self, values = source.view
    for position in 0..<rows.count {
      let row = Int(rows[position]), mask = ~(row >> (Int.bitWidth - 1))
      precondition(row < count, "row outside the buffer")
      body(position, values[row & mask] & Element(truncatingIfNeeded: mask))
    }
  }
}

extension Buffer<Double> {
  /// Calls `body` with each place among some rows and the element there, 0 for a negative row.
  @inline(__always)
  func read(at rows: UnsafeBufferPointer<Int32>, _ body: (Int, Double) -> Void) {
    let source = count == 0 ? Buffer(zeros: 1) : self, values = source.view
    for position in 0..<rows.count {
      let row = Int(rows[position]), mask = ~(row >> (Int.bitWidth - 1))
      precondition(row < count, "row outside the buffer")
      body(position, Double(bitPattern: values[row & mask].bitPattern & UInt64(bitPattern: Int64(mask))))
    }
  }
}
