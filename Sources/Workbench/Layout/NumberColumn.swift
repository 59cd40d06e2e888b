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
