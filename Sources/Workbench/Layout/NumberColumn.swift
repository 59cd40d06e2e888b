import Diagnostics

/// The floats of a column as text, with the decimal points below each other.
///
/// Each number shows up to six significant digits, at least two decimals where it has them (amounts are in cents), and
/// nothing it does not have: `0.5`, `406 597.5`, `1e-7`. A share such as 0.0925573 has six decimals like those above
/// 0.1. A column that mixes very large and very small numbers would become too wide; it shows five or four digits.
struct NumberColumn {
  /// From 0.001 to 0.1.
  private static let sharePowers = -3 ..< -1

  /// One text for each value; all texts of finite values have the point in the same place.
  private(set) var texts: [String?] = []

  private static let widestColumn = 13
  /// Outside of these powers of ten a number is written with its power.
  private static let plainPowers = -4..<15

  /// - Parameters:
  ///   - values: nil for null.
  ///   - digits: how many each number shows; nil for as many as said above.
  init(_ values: [Double?], isGrouped: Bool, digits: Int? = nil) {
    let numbers = values.map { $0.map(DecimalDigits.init) }
    for significant in digits.map({ [$0] }) ?? [6, 5, 4] {
      let parts = numbers.map { number in
        number.map { Self.parts($0, significant, isExact: digits != nil, isGrouped: isGrouped) }
      }
      let whole = parts.compactMap { $0?.whole.count }.max() ?? 0
      let rest = parts.compactMap { $0?.rest.count }.max() ?? 0
      texts = parts.map { part in
        part.map { Self.spaces(whole - $0.whole.count) + $0.whole + $0.rest + Self.spaces(rest - $0.rest.count) }
      }
      if whole + rest <= Self.widestColumn { break }
    }
  }

  private static func spaces(_ count: Int) -> String { String(repeating: " ", count: count) }

  /// - Parameter isExact: whether there are to be as many digits as said, whatever is easy to read. Those before the
  ///   point are shown in any case.
  private static func parts(
    _ number: DecimalDigits, _ significant: Int, isExact: Bool, isGrouped: Bool
  ) -> (whole: String, rest: String) {
    let isPlain = number.digits.isEmpty || plainPowers.contains(number.exponent - 1)
    guard isPlain else { return number.rounded(to: significant).scientific }
    let decimals = isExact ? 0 : significant == 6 ? 2 : 1
    let isShare = !isExact && sharePowers.contains(number.exponent - 1)
    let shown = number.rounded(to: max(significant + (isShare ? number.exponent : 0), number.exponent + decimals))
    return (isGrouped ? DigitGroups.grouped(shown.wholePart) : shown.wholePart, shown.fraction)
  }
}

/// A finite number as decimal digits: ± 0.d₁d₂d₃… × 10^exponent, the shortest that read back as the same number.
struct DecimalDigits: Equatable {
  private(set) var isNegative: Bool
  /// From the first digit that is not zero; empty for zero.
  private(set) var digits: [UInt8]
  private(set) var exponent: Int

  init(_ value: Double) {
    isNegative = value < 0
    (digits, exponent) = ([], 0)
    var hasPoint = false, power = 0
    let text = "\(value.magnitude)"
    for (index, byte) in text.utf8.enumerated() {
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        digits.append(byte - UInt8(ascii: "0"))
        if !hasPoint { exponent += 1 }
      case UInt8(ascii: "."): hasPoint = true
      case UInt8(ascii: "e"): power = Int(text.utf8.dropFirst(index + 1).filter { $0 != UInt8(ascii: "+") }.text) ?? 0
      default: break
      }
      if byte == UInt8(ascii: "e") { break }
    }
    exponent += power
    let zeros = digits.prefix { $0 == 0 }.count
    digits.removeFirst(zeros)
    exponent -= zeros
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { exponent = 0 }
  }

  /// The first `count` digits, rounded half up; a number that has no more stays as it is.
  func rounded(to count: Int) -> DecimalDigits {
    precondition(count > 0, "a number is rounded to some digits")
    guard digits.count > count else { return self }
    var result = self
    result.digits = Array(digits.prefix(count))
    guard digits[count] >= 5 else { return result }
    var index = count - 1
    while index >= 0, result.digits[index] == 9 {
      result.digits[index] = 0
      index -= 1
    }
    if index >= 0 {
      result.digits[index] += 1
    } else {
      result.digits = [1] + result.digits.dropLast()
      result.exponent += 1
    }
    return result
  }

  /// The digits before the point with the sign, at least `0`.
  var wholePart: String {
    let whole = exponent <= 0 ? "0" : Self.text((0..<exponent).map { $0 < digits.count ? digits[$0] : 0 })
    return (isNegative ? "-" : "") + whole
  }

  /// The point and the digits behind it; empty for a whole number.
  var fraction: String {
    guard digits.count > exponent else { return "" }
    let zeros = String(repeating: "0", count: max(0, -exponent))
    return "." + zeros + Self.text(digits.dropFirst(max(0, exponent)))
  }

  /// The first digit with the sign, and the rest with the power of ten: `1` and `.5e-7`.
  var scientific: (whole: String, rest: String) {
    let rest = digits.count > 1 ? "." + Self.text(digits.dropFirst()) : ""
    return ((isNegative ? "-" : "") + Self.text(digits.prefix(1)), "\(rest)e\(exponent - 1)")
  }

  private static func text(_ digits: some Sequence<UInt8>) -> String { digits.map { String($0) }.joined() }
}

extension Sequence<UInt8> {
  fileprivate var text: String { String(decoding: Array(self), as: UTF8.self) }
}
