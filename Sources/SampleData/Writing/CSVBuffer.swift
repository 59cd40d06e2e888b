/// Rows of CSV as bytes: each call adds one field, ``endRow()`` closes the row.
///
/// Numbers are written from integers in fixed units, never through floating-point formatting, so the text is exact.
package struct CSVBuffer: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var rowEnds: [Int] = []

  private static let comma = UInt8(ascii: ",")
  private static let newline = UInt8(ascii: "\n")
  private static let zero = UInt8(ascii: "0")
  private static let minus = UInt8(ascii: "-")
  private static let point = UInt8(ascii: ".")

  package init(capacity: Int = 0) { bytes.reserveCapacity(capacity) }

  package var rows: Int { rowEnds.count }

  /// An empty field.
  package mutating func missing() { bytes.append(Self.comma) }

  /// A field that is ready as bytes, quoted where needed.
  package mutating func text(_ field: [UInt8]) {
    bytes.append(contentsOf: field)
    bytes.append(Self.comma)
  }

  /// A field of one ASCII character.
  package mutating func character(_ ascii: UInt8) {
    bytes.append(ascii)
    bytes.append(Self.comma)
  }

  /// `1` or `0`.
  package mutating func flag(_ isSet: Bool) { character(isSet ? Self.zero + 1 : Self.zero) }

  /// A whole number, such as `-9461`.
  package mutating func integer(_ value: Int) {
    appendDigits(value)
    bytes.append(Self.comma)
  }

  /// A whole number in a column of floats, such as `-3648.0`.
  package mutating func whole(_ value: Int) {
    appendDigits(value)
    bytes.append(Self.point)
    character(Self.zero)
  }

  /// `units` / 10^`places` with at least one and at most `places` decimals, such as `24700.5`.
  package mutating func decimal(_ units: Int, places: Int) {
    if units < 0 { bytes.append(Self.minus) }
    var fraction = units.magnitude
    var scale: UInt = 1
    for _ in 0..<places { scale *= 10 }
    let (integral, rest) = fraction.quotientAndRemainder(dividingBy: scale)
    appendDigits(Int(integral))
    bytes.append(Self.point)
    fraction = rest
    repeat {
      scale /= 10
      let (digit, lower) = fraction.quotientAndRemainder(dividingBy: scale)
      bytes.append(Self.zero + UInt8(truncatingIfNeeded: digit))
      fraction = lower
    } while fraction > 0
    bytes.append(Self.comma)
  }

  /// Closes the row: its last comma becomes the line end.
  package mutating func endRow() {
    precondition(!bytes.isEmpty, "a row needs at least one field")
    bytes[bytes.count - 1] = Self.newline
    rowEnds.append(bytes.count)
  }

  /// The same rows in random order.
  package func shuffled(_ random: inout KeyedRandom) -> CSVBuffer {
    var order = Array(0..<rows)
    for last in stride(from: rows - 1, to: 0, by: -1) { order.swapAt(last, random.below(last + 1)) }
    var result = CSVBuffer(capacity: bytes.count)
    result.rowEnds.reserveCapacity(rows)
    for row in order {
      let start = row == 0 ? 0 : rowEnds[row - 1]
      result.bytes.append(contentsOf: bytes[start..<rowEnds[row]])
      result.rowEnds.append(result.bytes.count)
    }
    return result
  }

  private mutating func appendDigits(_ value: Int) {
    if value < 0 { bytes.append(Self.minus) }
    var rest = value.magnitude
    if rest >= 100_000_000 {
      appendDigits(Int(rest / 100_000_000))
      rest %= 100_000_000
      var pad: UInt = 10_000_000
      while pad > rest, pad > 1 {
        bytes.append(Self.zero)
        pad /= 10
      }
    }
    // Up to eight digits are packed into one word, the first digit lowest, and then taken off in writing order.
    var packed: UInt64 = 0
    var count = 0
    repeat {
      packed = packed << 8 | UInt64(Self.zero + UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
      count += 1
    } while rest > 0
    for _ in 0..<count {
      bytes.append(UInt8(truncatingIfNeeded: packed))
      packed >>= 8
    }
  }
}
