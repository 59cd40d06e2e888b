/// Digits in groups of three.
package enum DigitGroups {
  /// Shorter numbers (years, small counts) are read at once.
  package static let leastDigits = 5

  /// `1 500`: every count in a sentence is grouped.
  package static func grouped(_ count: Int) -> String { grouped(String(count), leastDigits: 4) }

  /// A whole number of decimal digits, with or without a sign, with a space before every third digit from the right.
  package static func grouped(_ number: String, leastDigits: Int = Self.leastDigits) -> String {
    let sign = number.hasPrefix("-") ? "-" : ""
    let digits = Array(number.dropFirst(sign.count))
    guard digits.count >= leastDigits else { return number }
    var result = sign
    for (index, digit) in digits.enumerated() {
      if index > 0, (digits.count - index).isMultiple(of: 3) { result.append(" ") }
      result.append(digit)
    }
    return result
  }
}
