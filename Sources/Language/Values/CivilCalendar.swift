import Columns
import Diagnostics
import Kernels

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// The proleptic Gregorian calendar, in days and microseconds since 1970-01-01 UTC.
public enum CivilCalendar {
  /// The days of the years 0 to 9999, which have a name of four digits. What is computed stays among them; a date that
  /// was read may lie anywhere.
  public static let days: ClosedRange<Int64> =
    Int64(days(year: 0, month: 1, day: 1))...Int64(days(year: 9999, month: 12, day: 31))

  /// The moment it is in UTC, for records. No value that a session computes depends on it.
  package static var now: Int64 {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
  }

  /// Days since 1970-01-01, by Howard Hinnant's `days_from_civil`.
  public static func days(year: Int, month: Int, day: Int) -> Int {
    let y = month <= 2 ? year - 1 : year
    let era = (y >= 0 ? y : y - 399) / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  /// The inverse of ``days(year:month:day:)``, for any number of days.
  public static func civil(_ days: Int) -> (year: Int, month: Int, day: Int) {
    CivilDays.civil(Int64(days))
  }

  /// Whether a year has 366 days.
  public static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  /// How many days a month has; months count from 1.
  public static func daysInMonth(_ month: Int, _ year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days of `2024-01-31`, or nil where that is no date.
  public static func parse(_ text: String) -> Int? {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 3, parts[0].count == 4, parts[1].count == 2, parts[2].count == 2,
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), (1...12).contains(month),
      day >= 1, day <= daysInMonth(month, year)
    else { return nil }
    return days(year: year, month: month, day: day)
  }

  static func parse(_ text: String, at span: Span) throws -> Cell {
    guard let days = parse(text) else {
      throw Diagnostic(
        code: .wrongValue, "\"\(text)\" is no date", at: Label(span, "not in the calendar"),
        help: "write date \"2024-01-31\"")
    }
    return .date(Int64(days))
  }

  /// `2024-01-31`
  public static func format(days: Int) -> String {
    let (year, month, day) = civil(days)
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
  }

  /// `2024-01-31 12:30:00`, with six decimals where there are microseconds.
  public static func format(microseconds: Int64) -> String {
    let (day, inDay) = microseconds.flooredQuotientAndRemainder(dividingBy: 86_400_000_000)
    let rest = Int(inDay)
    let seconds = rest / 1_000_000, fraction = rest % 1_000_000
    let clock = "\(pad(seconds / 3600, 2)):\(pad(seconds / 60 % 60, 2)):\(pad(seconds % 60, 2))"
    return "\(format(days: Int(day))) \(clock)" + (fraction == 0 ? "" : ".\(pad(fraction, 6))")
  }

  private static func pad(_ number: Int, _ width: Int) -> String {
    let digits = String(abs(number))
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
