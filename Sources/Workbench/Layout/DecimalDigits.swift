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
