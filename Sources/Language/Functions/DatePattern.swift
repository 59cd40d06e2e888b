import Columns

/// Dates in a pattern of `%Y %y %m %d`, of month names `%b %B`, and of fixed characters, as `strptime` reads them. The
/// time of day, `%H %M %S`, is read and passed over.
enum DatePattern {
  static func days(_ text: String, _ pattern: String) -> Int? {
    var rest = text[...], parts: [Character: Int] = [:]
    var pattern = pattern[...]
    while let next = pattern.popFirst() {
      guard next == "%", let field = pattern.popFirst() else {
        guard rest.popFirst() == next else { return nil }
        continue
      }
      guard let number = field == "b" || field == "B" ? month(&rest, isShort: field == "b") : number(&rest, field)
      else { return nil }
      parts[field == "b" || field == "B" ? "m" : field] = number
    }
    guard rest.isEmpty, let year = parts["Y"] ?? parts["y"].map({ $0 + ($0 < 69 ? 2000 : 1900) }),
      let month = parts["m"],
      let day = parts["d"], (1...12).contains(month), day >= 1, day <= CivilCalendar.daysInMonth(month, year)
    else { return nil }
    return CivilCalendar.days(year: year, month: month, day: day)
  }

  /// Four digits of a year, or up to two of anything else.
  private static func number(_ rest: inout Substring, _ field: Character) -> Int? {
    let digits = rest.prefix(field == "Y" ? 4 : 2).prefix { $0.isASCII && $0.isNumber }
    guard field != "Y" || digits.count == 4, let number = Int(digits) else { return nil }
    rest = rest.dropFirst(digits.count)
    return number
  }

  /// A month by its English name, whatever its case.
  private static func month(_ rest: inout Substring, isShort: Bool) -> Int? {
    let word = rest.lowercased()
    for (index, name) in months.enumerated() {
      let name = isShort ? String(name.prefix(3)) : name
      guard word.hasPrefix(name) else { continue }
      rest = rest.dropFirst(name.count)
      return index + 1
    }
    return nil
  }

  private static let months = [
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december",
  ]
}
