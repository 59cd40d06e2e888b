/// The floats of one column of a block, as they are being read into memory of the caller: null rows hold zero.
public struct FloatRun {
  // SAFETY: the caller keeps the memory alive, and to itself, for as long as it uses the run.
  let values: UnsafeMutableBufferPointer<Double>
  /// Which rows are null.
  public internal(set) var nulls: NullBits
  /// Whether a number was stored from which on there are integers that no float equals.
  public internal(set) var hasLargeValues = false

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
    hasLargeValues = integers.spread >> UInt64(IntegerBits.ofDouble) != 0
  }

  /// Writes the value of a row.
  public mutating func set(_ row: Int, _ value: Double) {
    precondition(row >= 0 && row < values.count, "row outside the run")
    values[row] = value
    if FloatRun.isLarge(value) { hasLargeValues = true }
  }

  /// Whether there are integers of this size that no float equals.
  public static func isLarge(_ value: Double) -> Bool { value.magnitude >= 0x1p53 }

  /// Marks a row as null.
  public mutating func setNull(_ row: Int) {
    nulls[row] = true
    set(row, 0)
  }

  /// Whether a row holds a number of this size.
  public func isLarge(_ row: Int) -> Bool { !nulls[row] && FloatRun.isLarge(values[row]) }
}
