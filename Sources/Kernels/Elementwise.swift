/// Loops over whole arrays of numbers that the compiler can turn into vector instructions.
public enum Elementwise {
  /// What `body` makes of each element.
  @inlinable @inline(__always)
  public static func map<A: BitwiseCopyable, C: BitwiseCopyable>(_ x: [A], _ body: (A) -> C) -> [C] {
    [C](unsafeUninitializedCapacity: x.count) { out, count in
      // SAFETY: as many elements are written as there are, and both arrays have that many.
      x.withUnsafeBufferPointer { x in for index in 0..<x.count { out[index] = body(x[index]) } }
      count = x.count
    }
  }

  /// What `body` makes of each pair of elements of arrays of one length.
  @inlinable @inline(__always)
  public static func map<A: BitwiseCopyable, B: BitwiseCopyable, C: BitwiseCopyable>(
    _ x: [A], _ y: [B], _ body: (A, B) -> C
  ) -> [C] {
    precondition(x.count == y.count, "arrays of one length")
    return [C](unsafeUninitializedCapacity: x.count) { out, count in
      // SAFETY: as many elements are written as there are, and all three arrays have that many.
      x.withUnsafeBufferPointer { x in
        y.withUnsafeBufferPointer { y in for index in 0..<x.count { out[index] = body(x[index], y[index]) } }
      }
      count = x.count
    }
  }

  /// Whether no number is NaN or infinite.
  public static func areFinite(_ x: [Double]) -> Bool {
    // The exponent of such a number is all ones, so that adding one to it carries into the sign.
    let one: UInt64 = 1 << 52, magnitude = UInt64.max >> 1
    var carried: UInt64 = 0
    x.withUnsafeBufferPointer { x in for value in x { carried |= (value.bitPattern & magnitude) &+ one } }
    return carried >> 63 == 0
  }
}
