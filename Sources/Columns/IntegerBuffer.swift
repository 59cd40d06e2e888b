/// Signed integers in the narrowest width that holds them all.
public enum IntegerBuffer: Sendable {
  case w8(Buffer<Int8>), w16(Buffer<Int16>), w32(Buffer<Int32>), w64(Buffer<Int64>)

  /// How many integers there are.
  public var count: Int {
    switch self {
    case .w8(let buffer): buffer.count
    case .w16(let buffer): buffer.count
    case .w32(let buffer): buffer.count
    case .w64(let buffer): buffer.count
    }
  }

  /// An integer, whatever its width.
  @inlinable
  public subscript(row: Int) -> Int64 {
    switch self {
    case .w8(let buffer): Int64(buffer[row])
    case .w16(let buffer): Int64(buffer[row])
    case .w32(let buffer): Int64(buffer[row])
    case .w64(let buffer): buffer[row]
    }
  }

  /// How many bytes one value takes.
  public var byteWidth: Int {
    switch self {
    case .w8: 1
    case .w16: 2
    case .w32: 4
    case .w64: 8
    }
  }

  /// Packs values into the narrowest width that holds them.
  public init(_ values: [Int64]) {
    let (low, high) = values.reduce(into: (Int64(0), Int64(0))) { bounds, value in
      bounds = (min(bounds.0, value), max(bounds.1, value))
    }
    if low >= Int64(Int8.min), high <= Int64(Int8.max) {
      self = .w8(IntegerBuffer.pack(values))
    } else if low >= Int64(Int16.min), high <= Int64(Int16.max) {
      self = .w16(IntegerBuffer.pack(values))
    } else if low >= Int64(Int32.min), high <= Int64(Int32.max) {
      self = .w32(IntegerBuffer.pack(values))
    } else {
      self = .w64(Buffer(values))
    }
  }

  private static func pack<T: FixedWidthInteger & BitwiseCopyable & Sendable>(_ values: [Int64]) -> Buffer<T> {
    Buffer(count: values.count) { out in
      for index in 0..<values.count { out[index] = T(truncatingIfNeeded: values[index]) }
    }
  }

  /// Copies the values of `range` into `out`, which holds as many.
  public func widen(_ range: Range<Int>, into out: UnsafeMutableBufferPointer<Int64>) {
    func copy<T: FixedWidthInteger>(_ buffer: Buffer<T>) {
      let values = UnsafeBufferPointer(rebasing: buffer.view[range])
      for offset in 0..<values.count { out[offset] = Int64(values[offset]) }
    }
    switch self {
    case .w8(let buffer): copy(buffer)
    case .w16(let buffer): copy(buffer)
    case .w32(let buffer): copy(buffer)
    case .w64(let buffer): copy(buffer)
    }
  }

  /// The values of `range` at full width.
  public func values(_ range: Range<Int>) -> [Int64] {
    [Int64](unsafeUninitializedCapacity: range.count) { out, count in
      widen(range, into: UnsafeMutableBufferPointer(start: out.baseAddress, count: range.count))
      count = range.count
    }
  }
}
