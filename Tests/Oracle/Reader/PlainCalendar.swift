/// The Gregorian calendar, counted year by year from 1970 and, far away, by whole periods of 400 years.
enum PlainCalendar {
  private static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && year % 100 != 0 || year % 400 == 0 }
  private static func length(_ year: Int) -> Int { isLeap(year) ? 366 : 365 }
  private static func lengths(_ year: Int) -> [Int] {
    [31, isLeap(year) ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
  }

  /// Year, month and day of a day since 1970-01-01.
  static func civil(_ days: Int64) -> (year: Int64, month: Int64, day: Int64) {
    // 400 years have 146 097 days.
    var periods = days / 146_097, rest = Int(days % 146_097)
    if rest < 0 { (periods, rest) = (periods - 1, rest + 146_097) }
    var year = 1970
    while rest >= length(year) { rest -= length(year); year += 1 }
    var month = 0
    while rest >= lengths(year)[month] { rest -= lengths(year)[month]; month += 1 }
    return (Int64(year) + periods * 400, Int64(month + 1), Int64(rest + 1))
  }

  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64? {
    guard (1...12).contains(month), day >= 1, day <= lengths(year)[month - 1] else { return nil }
    let before =
      year >= 1970 ? (1970..<year).reduce(0) { $0 + length($1) } : -(year..<1970).reduce(0) { $0 + length($1) }
    return Int64(before + lengths(year).prefix(month - 1).reduce(0, +) + day - 1)
  }

  /// Days of `2024-01-31`.
  static func days(of text: String) -> Int64? {
    let characters = Array(text.utf8)
    guard characters.count == 10, characters[4] == 45, characters[7] == 45 else { return nil }
    func number(_ range: Range<Int>) -> Int? {
      characters[range].allSatisfy { (48...57).contains($0) }
        ? characters[range].reduce(0) { $0 * 10 + Int($1) - 48 } : nil
    }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10) else { return nil }
    return days(year, month, day)
  }

  /// Microseconds of `2024-01-31 12:30:00.000001`, with or without a fraction of one to six digits, or of a day alone.
  static func moment(of text: String) -> Int64? {
    let halves = text.split(omittingEmptySubsequences: false) { $0 == " " || $0 == "T" }.map(String.init)
    guard halves.count <= 2, let days = days(of: halves[0]) else { return nil }
    guard halves.count == 2 else { return days * 86_400_000_000 }
    let pieces = halves[1].split(separator: ".", omittingEmptySubsequences: false).map(String.init)
    let clock = pieces[0].split(separator: ":", omittingEmptySubsequences: false).map {
      $0.utf8.count == 2 ? Int64($0) : nil
    }
    let fraction = pieces.count > 1 ? pieces[1] : "0"
    guard clock.count == 3, pieces.count <= 2, (1...6).contains(fraction.utf8.count),
      fraction.utf8.allSatisfy({ (48...57).contains($0) }), let hours = clock[0], let minutes = clock[1],
      let seconds = clock[2], (0..<24).contains(hours), (0..<60).contains(minutes), (0..<60).contains(seconds),
      let parts = Int64(fraction + String(repeating: "0", count: 6 - fraction.utf8.count))
    else { return nil }
    return days * 86_400_000_000 + ((hours * 60 + minutes) * 60 + seconds) * 1_000_000 + parts
  }

  /// Days of a text in a form such as `%d.%m.%Y`, with two digits and four.
  static func days(of text: [Unicode.Scalar], format: String) -> Int64? {
    var rest = text[...], parts: [Character: Int] = [:], isCode = false
    for sign in format {
      if sign == "%", !isCode { isCode = true; continue }
      guard isCode else {
        guard rest.first.map(Character.init) == sign else { return nil }
        rest.removeFirst()
        continue
      }
      isCode = false
      let width = sign == "Y" ? 4 : 2, digits = String(String.UnicodeScalarView(rest.prefix(width)))
      guard digits.utf8.count == width, digits.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
      parts[sign] = Int(digits)
      rest = rest.dropFirst(width)
    }
    guard rest.isEmpty, let year = parts["Y"], let month = parts["m"], let day = parts["d"] else { return nil }
    return days(year, month, day)
  }

  /// `2024-01-31 12:30:00.000001`
  static func moment(_ microseconds: Int64) -> String {
    let (day, rest) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
    let inDay = rest < 0 ? rest + 86_400_000_000 : rest
    let clock = [inDay / 3_600_000_000, inDay / 60_000_000 % 60, inDay / 1_000_000 % 60].map { pad($0, 2) }
    return "\(moment(days: rest < 0 ? day - 1 : day)) \(clock.joined(separator: ":")).\(pad(inDay % 1_000_000, 6))"
  }

  /// `2024-01-31`
  static func moment(days: Int64) -> String {
    let (year, month, day) = civil(days)
    return "\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))"
  }

  private static func pad(_ number: Int64, _ width: Int) -> String {
    let digits = "\(number.magnitude)"
    return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
