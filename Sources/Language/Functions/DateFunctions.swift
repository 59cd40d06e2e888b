import Columns
import Kernels

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
    ScalarFunction("date(x, format: \"%Y-%m-%d\")", "The date that a text stands for; null where it is none.", arity: 1...1,
      options: ["format"],
      type: { types in
        types[0] == nil || types[0] == .text || types[0] == .datetime || types[0] == .date
          ? .type(.date) : .misfit(argument: 0, "takes text")
      }, optionMisfit: { _, value in DatePattern.misfit(value) }
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

  /// Days since 1970-01-01 of a date or a datetime.
  private static func days(_ vector: Vector, _ count: Int) -> [Int64] {
    let values = vector.ints(count)
    let perDay: Int64 = 86_400_000_000
    guard vector.type == .datetime else { return values }
    return values.map { $0.flooredQuotientAndRemainder(dividingBy: perDay).quotient }
  }

  private static func part(_ usage: String, _ summary: String, _ take: @escaping @Sendable (Int) -> Int) -> ScalarFunction {
    ScalarFunction(usage, summary, arity: 1...1, type: { types in
      types[0] == nil || types[0] == .date || types[0] == .datetime ? .type(.int) : .misfit(argument: 0, "takes dates")
    }) { call in
      Vector(ints: days(call.arguments[0], call.count).map { Int64(take(Int($0))) }, valid: call.validity)
    }
  }
}
