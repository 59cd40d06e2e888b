/// Numbers as text, without a locale: the same value gives the same bytes on every machine.
enum NumberText {
  /// U+2009, between groups of three digits and before a unit.
  static let thinSpace = "\u{2009}"
  /// U+2212, the typographic minus of labels (coordinates use the ASCII hyphen).
  static let minus = "\u{2212}"

  private static let powers: [Double] = (0...308).map { Double("1e\($0)") ?? .infinity }

  /// `10^exponent`, correctly rounded; the exponent is clamped to −307…308.
  static func powerOfTen(_ exponent: Int) -> Double {
    exponent >= 0 ? powers[min(exponent, 308)] : 1 / powers[min(-exponent, 307)]
  }

  /// `value · 10^exponent` with one rounding, which a product with a negative power would not give.
  static func scaled(_ value: Double, byPowerOfTen exponent: Int) -> Double {
    exponent >= 0 ? value * powers[min(exponent, 308)] : value / powers[min(-exponent, 308)]
  }

  /// The exponent of the leading decimal digit: 0 for 1…9.99, −1 for 0.1…0.99. Zero for 0 and what is not finite.
  static func exponent(of value: Double) -> Int {
    let magnitude = value.magnitude
    guard magnitude.isFinite, magnitude > 0 else { return 0 }
    var low = -308
    var high = 308
    while low < high {
      let middle = low + (high - low + 1) / 2
      if powerOfTen(middle) <= magnitude { low = middle } else { high = middle - 1 }
    }
    return low
  }

  /// A coordinate of the drawing with at most two decimals, in the syntax of SVG.
  static func coordinate(_ value: Double) -> String {
    var text = fixed(value, decimals: 2)
    if text.contains(".") {
      while text.hasSuffix("0") { text.removeLast() }
      if text.hasSuffix(".") { text.removeLast() }
    }
    return text
  }

  /// ASCII fixed-point notation, rounded half away from zero. What is not finite or beyond 2^53 units is clamped.
  static func fixed(_ value: Double, decimals: Int) -> String {
    guard !value.isNaN else { return "0" }
    let limit = 9_007_199_254_740_992.0
    let units = min((value.magnitude * powerOfTen(decimals)).rounded(.toNearestOrAwayFromZero), limit)
    var digits = String(Int64(units))
    if decimals > 0 {
      digits = String(repeating: "0", count: max(0, decimals + 1 - digits.count)) + digits
      digits.insert(".", at: digits.index(digits.endIndex, offsetBy: -decimals))
    }
    return value < 0 && units > 0 ? "-" + digits : digits
  }

  /// Fixed-point notation for labels: a typographic minus, and thin spaces from five digits on.
  static func label(_ value: Double, decimals: Int) -> String {
    var text = fixed(value, decimals: decimals)
    let negative = text.hasPrefix("-")
    if negative { text.removeFirst() }
    let parts = text.split(separator: ".", maxSplits: 1)
    var whole = String(parts.first ?? "0")
    if whole.count > 4 {
      for offset in stride(from: whole.count - 3, to: 0, by: -3) {
        whole.insert(contentsOf: thinSpace, at: whole.index(whole.startIndex, offsetBy: offset))
      }
    }
    return (negative ? minus : "") + whole + (parts.count > 1 ? "." + parts[1] : "")
  }

  /// A count with thin spaces.
  static func count(_ value: Int) -> String { label(Double(value), decimals: 0) }

  /// A count with its noun.
  static func count(_ value: Int, _ singular: String, _ plural: String) -> String {
    count(value) + " " + (value == 1 ? singular : plural)
  }

  /// A share as a percentage with one decimal, two below one percent.
  static func percent(_ share: Double) -> String {
    guard share.isFinite else { return "–" }
    return label(share * 100, decimals: share != 0 && share.magnitude < 0.01 ? 2 : 1) + thinSpace + "%"
  }

  /// A value with `significant` digits, an SI prefix from a million on, and powers of ten where those end.
  static func value(_ value: Double, significant: Int = 3) -> String {
    guard value.isFinite else { return "–" }
    guard value != 0 else { return "0" }
    let exponent = exponent(of: rounded(value, significant: significant))
    if exponent < -4 || exponent >= 15 { return scientific(value, decimals: significant - 1) }
    let prefix = SIPrefix(exponent: exponent)
    let decimals = max(0, significant - 1 - (exponent - prefix.exponent))
    let mantissa = scaled(value, byPowerOfTen: -prefix.exponent)
    return trimmed(label(mantissa, decimals: decimals)) + prefix.suffix
  }

  /// A change: a value with its sign.
  static func signed(_ change: Double, significant: Int = 3) -> String {
    (change > 0 ? "+" : "") + value(change, significant: significant)
  }

  /// Mantissa and power of ten: 1.2×10¹⁸.
  static func scientific(_ value: Double, decimals: Int) -> String {
    var exponent = exponent(of: value)
    if scaled(value, byPowerOfTen: -exponent).magnitude + 0.5 * powerOfTen(-decimals) >= 10 { exponent += 1 }
    let mantissa = trimmed(label(scaled(value, byPowerOfTen: -exponent), decimals: decimals))
    return mantissa + "×10" + superscript(exponent)
  }

  private static func rounded(_ value: Double, significant: Int) -> Double {
    let shift = significant - 1 - exponent(of: value)
    let units = scaled(value, byPowerOfTen: shift).rounded(.toNearestOrAwayFromZero)
    return units.isFinite ? scaled(units, byPowerOfTen: -shift) : value
  }

  private static func trimmed(_ text: String) -> String {
    guard text.contains(".") else { return text }
    var text = text
    while text.hasSuffix("0") { text.removeLast() }
    if text.hasSuffix(".") { text.removeLast() }
    return text
  }

  private static func superscript(_ exponent: Int) -> String {
    let digits: [Character: Character] = [
      "-": "⁻", "0": "⁰", "1": "¹", "2": "²", "3": "³", "4": "⁴", "5": "⁵", "6": "⁶", "7": "⁷", "8": "⁸",
      "9": "⁹",
    ]
    return String(String(exponent).map { digits[$0] ?? $0 })
  }
}

/// The SI prefix for large values: M, G and T; thousands are written out with thin spaces.
struct SIPrefix: Equatable {
  let exponent: Int
  let suffix: String

  /// The prefix for values whose leading digit has the given exponent.
  init(exponent: Int) {
    switch exponent {
    case 12...: (self.exponent, suffix) = (12, NumberText.thinSpace + "T")
    case 9...: (self.exponent, suffix) = (9, NumberText.thinSpace + "G")
    case 6...: (self.exponent, suffix) = (6, NumberText.thinSpace + "M")
    default: (self.exponent, suffix) = (0, "")
    }
  }
}
