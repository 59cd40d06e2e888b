/// Reads ISO 8601 dates and times of the proleptic Gregorian calendar.
public enum CalendarParser {
  /// Days since 1970-01-01 of `2024-01-31`, or nil.
  public static func days(_ bytes: some RandomAccessCollection<UInt8>) -> Int64? {
    guard bytes.count == 10 else { return nil }
    func at(_ place: Int) -> UInt8 { bytes[bytes.index(bytes.startIndex, offsetBy: place)] }
    guard at(4) == UInt8(ascii: "-"), at(7) == UInt8(ascii: "-"),
      let year = number(bytes, 0, 4), let month = number(bytes, 5, 2), let day = number(bytes, 8, 2)
    else { return nil }
    guard (1...12).contains(month), day >= 1, day <= length(month: month, year: year) else { return nil }
    return days(year: year, month: month, day: day)
  }

  /// Microseconds since 1970-01-01 00:00 UTC of `2024-01-31 23:59[:58[.123456]][Z|±hh[[:]mm]]`, with a space or `T`, or
  /// nil. Up to nine decimals are read; those behind the sixth are cut off.
  public static func microseconds(_ bytes: some RandomAccessCollection<UInt8>) -> Int64? {
    guard bytes.count >= 16, let days = days(bytes.prefix(10)) else { return nil }
    var rest = Array(bytes.dropFirst(10))
    guard rest[0] == UInt8(ascii: " ") || rest[0] == UInt8(ascii: "T"), rest[3] == UInt8(ascii: ":"),
      let hour = number(rest, 1, 2), let minute = number(rest, 4, 2), hour < 24, minute < 60
    else { return nil }
    rest.removeFirst(6)
    var micros = Int64(hour * 3600 + minute * 60) * 1_000_000
    if rest.first == UInt8(ascii: ":") {
      guard let second = takeSeconds(&rest) else { return nil }
      micros += second
    }
    guard let offset = zoneSeconds(rest) else { return nil }
    return days * 86_400_000_000 + micros - offset * 1_000_000
  }

  /// H. Hinnant, "chrono-Compatible Low-Level Date Algorithms": days_from_civil.
  public static func days(year: Int, month: Int, day: Int) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }

  private static func length(month: Int, year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  private static func number(_ bytes: some RandomAccessCollection<UInt8>, _ place: Int, _ length: Int) -> Int? {
    var value = 0
    for offset in place..<place + length {
      let digit = bytes[bytes.index(bytes.startIndex, offsetBy: offset)] &- UInt8(ascii: "0")
      guard digit <= 9 else { return nil }
      value = value * 10 + Int(digit)
    }
    return value
  }

  /// Whether a time that was read has decimals behind the sixth that are not zero.
  public static func isCut(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
    guard let point = bytes.firstIndex(of: UInt8(ascii: ".")) else { return false }
    return bytes[point...].dropFirst(7).prefix { $0 >= 0x30 && $0 <= 0x39 }.contains { $0 != 0x30 }
  }

  /// Whether a time that was read has a zone other than UTC.
  public static func isMoved(_ bytes: some RandomAccessCollection<UInt8>) -> Bool {
    guard let sign = bytes.dropFirst(11).firstIndex(where: { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") })
    else { return false }
    return bytes[sign...].contains { $0 >= 0x31 && $0 <= 0x39 }
  }

  /// Takes `:58[.123456]` off the front.
  private static func takeSeconds(_ rest: inout [UInt8]) -> Int64? {
    guard rest.count >= 3, let second = number(rest, 1, 2), second < 60 else { return nil }
    rest.removeFirst(3)
    guard rest.first == UInt8(ascii: ".") else { return Int64(second) * 1_000_000 }
    let digits = rest.dropFirst().prefix { $0 >= 0x30 && $0 <= 0x39 }
    guard (1...9).contains(digits.count) else { return nil }
    rest.removeFirst(1 + digits.count)
    let padded = (Array(digits) + [0x30, 0x30, 0x30, 0x30, 0x30]).prefix(6)
    return Int64(second) * 1_000_000 + Int64(number(padded, 0, 6) ?? 0)
  }

  private static func zoneSeconds(_ rest: [UInt8]) -> Int64? {
    guard let sign = rest.first else { return 0 }
    if sign == UInt8(ascii: "Z") { return rest.count == 1 ? 0 : nil }
    guard sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") else { return nil }
    var digits = rest.dropFirst().filter { $0 != UInt8(ascii: ":") }
    // PostgreSQL leaves minutes of zero out.
    if rest.count == 3 { digits += [0x30, 0x30] }
    guard digits.count == 4, rest.count == 3 || rest.count == 5 || (rest.count == 6 && rest[3] == UInt8(ascii: ":")),
      let hours = number(digits, 0, 2), let minutes = number(digits, 2, 2), hours < 24, minutes < 60
    else { return nil }
    let seconds = Int64(hours * 3600 + minutes * 60)
    return sign == UInt8(ascii: "-") ? -seconds : seconds
  }
}
