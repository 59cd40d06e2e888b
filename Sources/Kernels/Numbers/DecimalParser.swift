/// What a field's characters say as a number.
public enum ParsedNumber: Sendable, Equatable {
  /// Not a number.
  case none
  case integer(Int64)
  /// An integer that no `Int64` holds, with the nearest double.
  case hugeInteger(Double)
  /// A number with a point or an exponent, correctly rounded; not finite where it overflows.
  case float(Double)
  /// `inf`, `infinity` or `nan`, in any case and with or without a sign.
  case word
}

/// Reads decimal numbers exactly: the result is the double nearest to the decimal, ties to even.
public enum DecimalParser {
  /// Reads all bytes as one number.
  public static func parse(_ bytes: [UInt8]) -> ParsedNumber {
    // SAFETY: the pointer does not outlive the call, and `parse` reads `count` bytes of it.
    bytes.withUnsafeBufferPointer { $0.baseAddress.map { parse($0, count: bytes.count) } ?? .none }
  }

  /// The exact powers of ten below 2^53.
  static let powersOfTen: [Double] = [
    1, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20,
    1e21, 1e22,
  ]

  // SAFETY: reads the `count` bytes at `bytes` and none else.
  static func parse(_ bytes: UnsafePointer<UInt8>, count: Int) -> ParsedNumber {
    var scan = DecimalScan(bytes, count: count)
    guard scan.read() else { return isWord(bytes, count: count) ? .word : .none }
    if scan.isInteger {
      if scan.significantDigits <= 19, let value = scan.integer { return .integer(value) }
      return .hugeInteger(value(of: scan, bytes, count: count))
    }
    return .float(value(of: scan, bytes, count: count))
  }

  private static func value(of scan: DecimalScan, _ bytes: UnsafePointer<UInt8>, count: Int) -> Double {
    if scan.significantDigits <= 19, let magnitude = magnitude(scan.mantissa, exponent: scan.exponent) {
      return scan.isNegative ? -magnitude : magnitude
    }
    // Rare: more than 19 digits, an extreme exponent, or a case too close to call.
    let text = String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
    return Double(text) ?? .nan
  }

  /// `mantissa` · 10^`exponent` correctly rounded, or nil where neither fast way can tell.
  package static func magnitude(_ mantissa: UInt64, exponent: Int) -> Double? {
    if mantissa <= 1 << 53, exponent >= -22, exponent <= 22 {
      // Both factors are exact, so that one rounding is the only one (W. D. Clinger, 1990).
      return exponent < 0
        ? Double(mantissa) / powersOfTen[-exponent] : Double(mantissa) * powersOfTen[exponent]
    }
    return eiselLemire(mantissa, exponent: exponent)
  }

  /// Words for numbers that are not finite.
  private static func isWord(_ bytes: UnsafePointer<UInt8>, count: Int) -> Bool {
    guard count >= 3, count <= 9 else { return false }
    var word = UnsafeBufferPointer(start: bytes, count: count).map { $0 | 0x20 }
    if bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") { word.removeFirst() }
    return word == Array("nan".utf8) || word == Array("inf".utf8) || word == Array("infinity".utf8)
  }
}

/// The parts of a decimal number: [sign] digits [. digits] [e [sign] digits].
private struct DecimalScan {
  private let bytes: UnsafePointer<UInt8>
  private let count: Int
  private(set) var isNegative = false
  private(set) var mantissa: UInt64 = 0
  /// Digits from the first that is not zero on; above 19 the mantissa has wrapped.
  private(set) var significantDigits = 0
  private(set) var exponent = 0
  private(set) var isInteger = true

  init(_ bytes: UnsafePointer<UInt8>, count: Int) { (self.bytes, self.count) = (bytes, count) }

  var integer: Int64? {
    isNegative
      ? (mantissa <= 1 << 63 ? Int64(truncatingIfNeeded: 0 &- mantissa) : nil) : Int64(exactly: mantissa)
  }

  /// Whether all bytes form a number.
  mutating func read() -> Bool {
    var index = 0
    if count > 0, bytes[0] == UInt8(ascii: "-") || bytes[0] == UInt8(ascii: "+") {
      isNegative = bytes[0] == UInt8(ascii: "-")
      index = 1
    }
    var digits = readDigits(&index)
    if index < count, bytes[index] == UInt8(ascii: ".") {
      isInteger = false
      index += 1
      let fraction = readDigits(&index)
      exponent = -fraction
      digits += fraction
    }
    guard digits > 0 else { return false }
    if index < count, bytes[index] | 0x20 == UInt8(ascii: "e") {
      isInteger = false
      index += 1
      guard readExponent(&index) else { return false }
    }
    return index == count
  }

  private mutating func readDigits(_ index: inout Int) -> Int {
    let start = index
    while index < count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit > 9 { break }
      mantissa = mantissa &* 10 &+ UInt64(digit)
      if significantDigits > 0 || digit > 0 { significantDigits += 1 }
      index += 1
    }
    return index - start
  }

  private mutating func readExponent(_ index: inout Int) -> Bool {
    var isDown = false
    if index < count, bytes[index] == UInt8(ascii: "-") || bytes[index] == UInt8(ascii: "+") {
      isDown = bytes[index] == UInt8(ascii: "-")
      index += 1
    }
    let start = index
    var value = 0
    while index < count {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit > 9 { break }
      value = min(value * 10 + Int(digit), 1_000_000)
      index += 1
    }
    exponent += isDown ? -value : value
    return index > start
  }
}
