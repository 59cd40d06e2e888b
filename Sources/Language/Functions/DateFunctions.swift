import Columns

/// Functions of dates.
enum DateFunctions {
  static let all: [ScalarFunction] = [
    part("year(d)", "The year.") { CivilCalendar.civil($0).year },
    part("month(d)", "The month, 1 to 12.") { CivilCalendar.civil($0).month },
    part("day(d)", "The day of the month, 1 to 31.") { CivilCalendar.civil($0).day },
    ScalarFunction("days_between(a, b)", "Days from a to b; negative where b lies before a.", arity: 2...2,
      type: { types in
        types.firstIndex { $0 != nil && $0 != .date && $0 != .datetime }
          .map { .misfit(argument: $0, "takes dates") } ?? .type(.int)
      }
    ) { call in
      let a = days(call.arguments[0], call.count), b = days(call.arguments[1], call.count)
      return Vector(ints: (0..<call.count).map { b[$0] - a[$0] }, valid: call.validity)
    },
    ScalarFunction("date(x, format: \"%Y-%m-%d\")", "The date that a text stands for; null where it is none.", arity: 1...1,
      options: ["format"],
      type: { types in
        types[0] == nil || types[0] == .text || types[0] == .datetime || types[0] == .date
          ? .type(.date) : .misfit(argument: 0, "takes text")
      }
    ) { call in
      if case .ints = call.arguments[0].data {
        return Vector(ints: days(call.arguments[0], call.count), valid: call.validity, type: .date)
      }
      let format = if case .text(let text)? = call.constants.options["format"] { text } else { "%Y-%m-%d" }
      let parsed = (0..<call.count).map { row in call.arguments[0].text(row).flatMap { DatePattern.days($0, format) } }
      let given = call.validity
      for row in parsed.indices where parsed[row] == nil && (given?[row] ?? true) { call.domainErrors += 1 }
      return Vector(
        ints: parsed.map { Int64($0 ?? 0) }, valid: parsed.contains { $0 == nil } ? parsed.map { $0 != nil } : nil,
        type: .date)
    },
  ]

  /// Days since 1970-01-01 of a date or a datetime.
  private static func days(_ vector: Vector, _ count: Int) -> [Int64] {
    let values = vector.ints(count)
    let perDay: Int64 = 86_400_000_000
    return vector.type == .datetime ? values.map { $0 >= 0 ? $0 / perDay : ($0 - perDay + 1) / perDay } : values
  }

  private static func part(_ usage: String, _ summary: String, _ take: @escaping @Sendable (Int) -> Int) -> ScalarFunction {
    ScalarFunction(usage, summary, arity: 1...1, type: { types in
      types[0] == nil || types[0] == .date || types[0] == .datetime ? .type(.int) : .misfit(argument: 0, "takes dates")
    }) { call in
      Vector(ints: days(call.arguments[0], call.count).map { Int64(take(Int($0))) }, valid: call.validity)
    }
  }
}

/// Dates in a pattern of `%Y %y %m %d`, of month names `%b %B`, and of fixed characters, as `strptime` reads them.
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
    guard rest.isEmpty, let year = parts["Y"] ?? parts["y"].map({ $0 + ($0 < 69 ? 2000 : 1900) }), let month = parts["m"],
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
