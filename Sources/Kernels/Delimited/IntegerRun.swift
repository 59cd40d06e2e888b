/// The integers of one column of a block, as they are being read: null rows hold zero.
public struct IntegerRun: Sendable {
  /// The value of each row; what is null has some value there, too.
  public internal(set) var values: [Int64]
  /// Which rows are null.
  public internal(set) var nulls: NullBits
  /// Whether a `-0` was read, which an integer cannot hold.
  public internal(set) var hasNegativeZero = false
  /// Whether zeros stood before other digits, as in `007`: identifiers rather than numbers have them.
  public internal(set) var hasLeadingZeros = false
  /// The bits in which any integer of the run differs from its sign.
  public internal(set) var spread: UInt64 = 0

  /// So many rows, all 0.
  public init(rowCount: Int) {
    values = Array(repeating: 0, count: rowCount)
    nulls = NullBits(rowCount: rowCount)
  }

  /// Marks a row as null.
  public mutating func setNull(_ row: Int) { nulls[row] = true }
  /// Remembers that the zero in a row was written `-0`.
  public mutating func noteNegativeZero() { hasNegativeZero = true }
  /// Remembers that an integer was written with zeros before its other digits.
  public mutating func noteLeadingZeros() { hasLeadingZeros = true }

  /// Writes the value of a row.
  public mutating func set(_ row: Int, _ value: Int64) {
    values[row] = value
    spread |= UInt64(bitPattern: value ^ value >> 63)
  }

  /// Multiplies every value; the products must fit.
  public mutating func multiply(by factor: Int64) {
    for row in values.indices { set(row, values[row] &* factor) }
  }
}
