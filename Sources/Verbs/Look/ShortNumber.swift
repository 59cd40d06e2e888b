import Foundation

/// Numbers of few digits, for pages that give an impression: `0.145`, `25229`, `117M`.
enum ShortNumber {
  private static let units: [(size: Double, letter: String)] = [(1e12, "T"), (1e9, "G"), (1e6, "M"), (1e3, "k")]
  private static let digits = 3
  /// From here on units are used: below are years and counts of days, which are read digit by digit.
  private static let leastShortened = 1e5
  private static let plain = 1e-3..<1e15

  /// Three significant digits, or a whole number of up to five.
  static func text(_ value: Double) -> String {
    let size = abs(value)
    guard size != 0 else { return "0" }
    guard plain.contains(size) else {
      let power = Int(floor(log10(size)))
      // In two steps: the power of the smallest numbers is none that a double can be.
      let half = power / 2
      return "\(significant(value / pow(10, Double(half)) / pow(10, Double(power - half))))e\(power)"
    }
    if size >= leastShortened, let unit = units.first(where: { size >= $0.size }) {
      return significant(value / unit.size) + unit.letter
    }
    return size >= 100 ? String(Int(value.rounded())) : significant(value)
  }

  /// `893 kB`, `5.1 MB`.
  static func bytes(_ count: Int) -> String {
    guard let unit = units.first(where: { Double(count) >= $0.size }) else { return "\(count) bytes" }
    return "\(significant(Double(count) / unit.size)) \(unit.letter)B"
  }

  /// `12.3 %`; the first that is not quite none and the last that is not quite all are told apart from them.
  static func percent(_ share: Double) -> String {
    switch share {
    case 0: "–"
    case ..<0.001: "< 0.1 %"
    case 1: "100 %"
    case 0.9995...: "> 99.9 %"
    default: "\((share * 1000).rounded() / 10) %"
    }
  }

  private static func significant(_ value: Double) -> String {
    let decimals = max(0, digits - 1 - Int(floor(log10(abs(value)))))
    let scale = pow(10, Double(decimals))
    let text = String((value * scale).rounded() / scale)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
