import Kernels

extension Column {
  /// The rows with the given indices, in that order; a negative index gives null.
  public func taking(_ rows: [Int32]) -> Column {
    // SAFETY: the pointer is used inside the closure only.
    let storage = rows.withUnsafeBufferPointer { values(at: $0) }
    return Column(type: type, count: rows.count, validity: takenValidity(rows), storage: storage)
  }

  /// The values of the given rows written out; a negative index gives zero.
  func values(at rows: UnsafeBufferPointer<Int32>) -> Storage {
    switch storage {
    case .integers(let values): return .integers(values.taking(rows))
    case .floats(let values): return .floats(values.taking(rows))
    case .text(let codes, let dictionary): return .text(codes.taking(rows), dictionary)
    case .indicator(let codes, let codeValidity, let code):
      return .integers(.w8(Buffer(rows.map { row in
        row >= 0 && Column.isIndicated(Int(row), codes, codeValidity, code) ? 1 : 0
      })))
    case .gathered(let base, let own):
      let composed = rows.map { $0 < 0 ? -1 : own[Int($0)] }
      // SAFETY: the pointer is used inside the closure only.
      return composed.withUnsafeBufferPointer { base.values(at: $0) }
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
  func taking(_ rows: UnsafeBufferPointer<Int32>) -> IntegerBuffer {
    switch self {
    case .w8(let buffer): .w8(buffer.taking(rows))
    case .w16(let buffer): .w16(buffer.taking(rows))
    case .w32(let buffer): .w32(buffer.taking(rows))
    case .w64(let buffer): .w64(buffer.taking(rows))
    }
  }
}

/// A value that becomes zero without a branch. Which rows of a join have a match is hard to foresee, and a wrong guess
/// costs more than reading some row in any case.
protocol Maskable: BitwiseCopyable, Sendable {
  /// The value where all bits of the mask are on, zero where none is.
  func masked(_ mask: Int) -> Self
}

extension Maskable where Self: FixedWidthInteger {
  @inline(__always)
  func masked(_ mask: Int) -> Self { self & Self(truncatingIfNeeded: mask) }
}

extension Int8: Maskable {}
extension Int16: Maskable {}
extension Int32: Maskable {}
extension Int64: Maskable {}
extension Double: Maskable {
  @inline(__always)
  func masked(_ mask: Int) -> Double { Double(bitPattern: bitPattern & UInt64(bitPattern: Int64(mask))) }
}

extension Buffer where Element: Maskable {
  /// Calls `body` with each place among some rows and the element there, zero for a negative row.
  @inline(__always)
  func read(at rows: UnsafeBufferPointer<Int32>, _ body: (Int, Element) -> Void) {
    // Of no rows every index is negative, or fails the check.
    let source = count == 0 ? Buffer(zeros: 1) : self, values = source.view
    for position in 0..<rows.count {
      let row = Int(rows[position]), mask = ~(row >> (Int.bitWidth - 1))
      precondition(row < count, "row outside the buffer")
      body(position, values[row & mask].masked(mask))
    }
  }

  /// The elements with the given indices; a negative index gives zero.
  @_specialize(where Element == Int8)
  @_specialize(where Element == Int16)
  @_specialize(where Element == Int32)
  @_specialize(where Element == Int64)
  @_specialize(where Element == Double)
  func taking(_ rows: UnsafeBufferPointer<Int32>) -> Buffer<Element> {
    let out = Scratch<Element>(count: rows.count), slots = out.slots
    read(at: rows) { slots[$0] = $1 }
    return out.frozen()
  }

  /// The elements with the given indices, on all threads; a negative index gives zero.
  @_specialize(where Element == Int8)
  @_specialize(where Element == Int16)
  @_specialize(where Element == Int32)
  @_specialize(where Element == Int64)
  @_specialize(where Element == Double)
  func taking(_ rows: Buffer<Int32>, execution: Execution) throws -> Buffer<Element> {
    let out = Scratch<Element>(count: rows.count)
    try execution.forBlocks(of: rows.count) { block in
      let slots = out.slots, start = block.lowerBound
      read(at: UnsafeBufferPointer(rebasing: rows.view[block])) { slots[start + $0] = $1 }
    }
    return out.frozen()
  }
}
