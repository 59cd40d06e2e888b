import Columns
import Diagnostics
import Kernels

/// Functions of dates.
enum DateFunctions {
  static let all: [ScalarFunction] = [
    part("year", "The year.", gives: "2024") { CivilCalendar.civil($0).year },
    part("month", "The month, 1 to 12.", gives: "1") { CivilCalendar.civil($0).month },
    part("day", "The day of the month, 1 to 31.", gives: "31") { CivilCalendar.civil($0).day },
    ScalarFunction(
      "days_between", [.rows("a", .dates), .rows("b", .dates)], "Days from a to b; negative where b lies before a.",
      gives: .always(.int), example: FunctionExample("days_between(date \"2024-02-28\", date \"2024-03-01\")", "2")
    ) { call in
      let a = days(call.arguments[0], call.count), b = days(call.arguments[1], call.count)
      var valid = call.validity, out = [Int64](repeating: 0, count: call.count)
      for row in 0..<call.count where valid?[row] ?? true {
        let (between, overflow) = b[row].subtractingReportingOverflow(a[row])
        out[row] = between
        guard overflow else { continue }
        if valid == nil { valid = [Bool](repeating: true, count: call.count) }
        valid?[row] = false
        out[row] = 0
        call.note(.overflow, row: row)
      }
      return Vector(ints: out, valid: valid)
    },
    ScalarFunction(
      "date", [.rows("x", .textsOrDates)], labelled: [format.declaration],
      "The date that a text stands for, null where it is none; the day of a datetime.", gives: .checked(dated),
      example: FunctionExample("date(\"31.01.2024\", format: \"%d.%m.%Y\")", "2024-01-31")
    ) { call in
      if case .ints = call.arguments[0].data {
        return Vector(ints: days(call.arguments[0], call.count), valid: call.validity, type: .date)
      }
      let format = if case .text(let text)? = call.constants.options["format"] { text } else { "%Y-%m-%d" }
      let parsed = (0..<call.count).map { row in call.arguments[0].text(row).flatMap { DatePattern.days($0, format) } }
      let given = call.validity, texts = call.arguments[0]
      for row in parsed.indices where parsed[row] == nil && (given?[row] ?? true) {
        call.noteDomainError(row: row, texts.text(row).map { CellFormat.literal(.text($0)) })
      }
      return Vector(
        ints: parsed.map { Int64($0 ?? 0) }, valid: parsed.contains { $0 == nil } ? parsed.map { $0 != nil } : nil,
        type: .date)
    },
  ]

  private static let format = Parameter<String>(
    "format", default: "%Y-%m-%d",
    "How the text is written: year `%Y` or `%y`, month `%m`, `%b` or `%B`, day `%d`; the time of day is passed over.")

  /// - Throws: `Diagnostic` for a format that no date has, and one for what is a date already.
  private static let dated: @Sendable (CheckedCall) throws -> ColumnType = { call in
    guard case .text(let text)? = call.constants.options[format.name] else { return .date }
    let place = call.span(of: format.name)
    if let misfit = DatePattern.misfit(text) {
      throw Diagnostic(code: .wrongValue, misfit.message, at: Label(place, "does not fit"), help: misfit.help)
    }
    if let type = call.types[0], type != .text {
      throw call.misfit(
        format.name, "says how a text is written, and this is \(type.rawValue.withArticle) already",
        label: "changes nothing", help: "write `date(\(call.first))`")
    }
    return .date
  }

  /// Days since 1970-01-01 of a date or a datetime.
  private static func days(_ vector: Vector, _ count: Int) -> [Int64] {
    let values = vector.ints(count)
    let perDay: Int64 = 86_400_000_000
    guard vector.type == .datetime else { return values }
    return values.map { $0.flooredQuotientAndRemainder(dividingBy: perDay).quotient }
  }

  private static func part(
    _ name: String, _ summary: String, gives example: String, _ take: @escaping @Sendable (Int) -> Int
  ) -> ScalarFunction {
    ScalarFunction(
      name, [.rows("d", .dates)], summary, gives: .always(.int),
      example: FunctionExample("\(name)(date \"2024-01-31\")", example)
    ) { call in
      Vector(ints: days(call.arguments[0], call.count).map { Int64(take(Int($0))) }, valid: call.validity)
    }
  }
}
