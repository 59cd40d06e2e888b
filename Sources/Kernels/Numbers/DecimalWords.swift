/// Reads decimals of up to 19 digits in words of eight characters.
enum DecimalWords {
  /// The number in some characters: an optional minus, up to eight digits, a point and digits, up to 19 in all. Nil for
  /// anything else, and where no fast way rounds it.
  // SAFETY: reads up to 32 bytes from the first character on, which callers allow.
  static func value(_ characters: UnsafePointer<UInt8>, count: Int) -> Double? {
    let isNegative = characters[0] == UInt8(ascii: "-")
    let digits = characters + (isNegative ? 1 : 0)
    let length = isNegative ? count &- 1 : count
    let word = load(digits)
    let place = DigitWord.pointPlace(word)
    guard place > 0, place < 8, length > place &+ 1, length <= 20 else { return nil }
    let whole = DigitWord.rightAligned(word, length: place)
    guard DigitWord.isDigits(whole) else { return nil }
    var mantissa = DigitWord.value(whole), next = place &+ 1
    while next < length {
      let width = min(8, length &- next)
      let part = DigitWord.rightAligned(load(digits + next), length: width)
      guard DigitWord.isDigits(part) else { return nil }
      mantissa = mantissa &* powersOfTen[width] &+ DigitWord.value(part)
      next &+= width
    }
    guard let value = DecimalParser.magnitude(mantissa, exponent: place &+ 1 &- length) else { return nil }
    return isNegative ? -value : value
  }

  private static let powersOfTen: InlineArray<9, UInt64> = [
    1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000,
  ]

  @inline(__always)
  private static func load(_ bytes: UnsafePointer<UInt8>) -> UInt64 {
    UInt64(littleEndian: UnsafeRawPointer(bytes).loadUnaligned(as: UInt64.self))
  }
}
