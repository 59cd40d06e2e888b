import Kernels

/// ISO 8601 forms of dates and times.
enum CalendarFormat {
  /// Appends `2024-01-31` for days since 1970-01-01.
  static func appendDate(_ days: Int64, to out: inout [UInt8]) {
    let (year, month, day) = CivilDays.civil(days)
    if year < 0 { out.append(UInt8(ascii: "-")) }
    append(Int(year.magnitude), width: 4, to: &out)
    out.append(UInt8(ascii: "-"))
    append(month, width: 2, to: &out)
    out.append(UInt8(ascii: "-"))
    append(day, width: 2, to: &out)
  }

  /// Appends `2024-01-31 23:59:58`, with six decimals where they are not zero, for microseconds since 1970-01-01 00:00.
  static func appendTime(_ micros: Int64, to out: inout [UInt8]) {
    let (day, rest) = micros.flooredQuotientAndRemainder(dividingBy: 86_400_000_000)
    appendDate(day, to: &out)
    let seconds = Int(rest / 1_000_000)
    for (sign, part) in [(" ", seconds / 3600), (":", seconds / 60 % 60), (":", seconds % 60)] {
      out += sign.utf8
      append(part, width: 2, to: &out)
    }
    guard rest % 1_000_000 != 0 else { return }
    out.append(UInt8(ascii: "."))
    append(Int(rest % 1_000_000), width: 6, to: &out)
  }

  private static func append(_ value: Int, width: Int, to out: inout [UInt8]) {
    let digits = String(value).utf8
    for _ in 0..<max(0, width - digits.count) { out.append(UInt8(ascii: "0")) }
    out += digits
  }
}
