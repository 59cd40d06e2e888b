/// The floats of one column of a block, as they are being read into memory of the caller: null rows hold zero.
public struct FloatRun {
  // SAFETY: the caller keeps the memory alive, and to itself, for as long as it uses the run.
  let values: UnsafeMutableBufferPointer<Double>
  public internal(set) var nulls: NullBits

  /// A run over memory for one float of each row, whatever it holds so far.
  public init(_ values: UnsafeMutableBufferPointer<Double>) {
    self.values = values
    nulls = NullBits(rowCount: values.count)
  }

  /// The values of a run of integers; nil where a `-0` of theirs is lost already.
  public init?(_ integers: IntegerRun, in values: UnsafeMutableBufferPointer<Double>) {
    guard !integers.hasNegativeZero else { return nil }
    precondition(values.count == integers.values.count, "a run has a value for each row")
    for (row, value) in integers.values.enumerated() { values[row] = Double(value) }
    (self.values, nulls) = (values, integers.nulls)
  }

  public func set(_ row: Int, _ value: Double) {
    precondition(row >= 0 && row < values.count, "row outside the run")
    values[row] = value
  }

  public mutating func setNull(_ row: Int) {
    nulls[row] = true
    set(row, 0)
  }

  /// The largest magnitude; whatever the rows of null hold may count.
  public var largest: Double {
    var largest = SIMD8<Double>.zero, row = 0
    // SAFETY: rows stay below the count.
    while let base = values.baseAddress, row &+ 8 <= values.count {
      let eight = UnsafeRawPointer(base + row).loadUnaligned(as: SIMD8<Double>.self)
      let magnitudes = eight.replacing(with: -eight, where: eight .< 0)
      largest.replace(with: magnitudes, where: magnitudes .> largest)
      row &+= 8
    }
    return values[row...].reduce(largest.max()) { max($0, $1.magnitude) }
  }

  /// The magnitude of a row's value; 0 for null.
  public func magnitude(_ row: Int) -> Double { nulls[row] ? 0 : values[row].magnitude }
}
