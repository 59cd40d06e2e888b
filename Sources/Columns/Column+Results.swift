import Kernels

extension IntegerBuffer {
  /// Packs values into the narrowest width that holds them, on all threads.
  public init(packing values: Buffer<Int64>, execution: Execution) throws {
    let parts = try execution.mapBlocks(of: values.count) { block in
      values.view[block].reduce(into: (Int64(0), Int64(0))) { bounds, value in
        bounds = (min(bounds.0, value), max(bounds.1, value))
      }
    }
    let low = parts.reduce(0) { min($0, $1.0) }, high = parts.reduce(0) { max($0, $1.1) }
    if low >= Int64(Int8.min), high <= Int64(Int8.max) {
      self = .w8(try IntegerBuffer.pack(values, execution))
    } else if low >= Int64(Int16.min), high <= Int64(Int16.max) {
      self = .w16(try IntegerBuffer.pack(values, execution))
    } else if low >= Int64(Int32.min), high <= Int64(Int32.max) {
      self = .w32(try IntegerBuffer.pack(values, execution))
    } else {
      self = .w64(values)
    }
  }

  private static func pack<T: FixedWidthInteger & BitwiseCopyable & Sendable>(
    _ values: Buffer<Int64>, _ execution: Execution
  ) throws -> Buffer<T> {
    let out = Scratch<T>(count: values.count)
    try execution.forBlocks(of: values.count) { block in
      let (source, target) = (values.view, out.slots)
      for index in block { target[index] = T(truncatingIfNeeded: source[index]) }
    }
    return out.frozen()
  }
}

extension Column {
  /// A float column; NaN stands for null, and so does infinity.
  public init(doubles values: Buffer<Double>, execution: Execution) throws {
    let isFinite = try execution.mapBlocks(of: values.count) { block in
      // A sum of zeros unless something is not finite: `x * 0` is NaN for infinity and NaN.
      values.view[block].reduce(0) { $0 + $1 * 0 } == 0
    }
    if isFinite.allSatisfy({ $0 }) {
      self.init(type: .float, count: values.count, validity: nil, storage: .floats(values))
      return
    }
    let validity = try Bitmap(count: values.count, execution: execution) { values.view[$0].isFinite }
    let clean = Scratch<Double>(count: values.count)
    try execution.forBlocks(of: values.count) { block in
      let (source, target) = (values.view, clean.slots)
      for index in block { target[index] = source[index].isFinite ? source[index] : 0 }
    }
    self.init(type: .float, count: values.count, validity: validity, storage: .floats(clean.frozen()))
  }
}
