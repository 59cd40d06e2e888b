/// Round days on an axis of dates: days, first days of months or of years.
enum CalendarTicks {
  private enum Step {
    case days(Int), months(Int), years(Int)

    /// About how many days there are between two ticks.
    var length: Double {
      switch self {
      case .days(let count): Double(count)
      case .months(let count): 30.44 * Double(count)
      case .years(let count): 365.25 * Double(count)
      }
    }
  }

  private static let steps: [Step] =
    [1, 2, 5, 10].map(Step.days) + [1, 2, 3, 6].map(Step.months)
    + [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000].map(Step.years)

  /// At most about `count` ticks; the domain is days since 1970-01-01.
  static func ticks(in domain: ClosedRange<Double>, about count: Int) -> [(position: Double, label: String)] {
    let (low, high) = (max(domain.lowerBound, -1e6), min(domain.upperBound, 4e6))
    guard low <= high else { return [] }
    let wanted = (high - low) / Double(max(1, count))
    let step = steps.first { $0.length >= wanted } ?? .years(10_000)
    let first = Day(Int(low.rounded(.down)))
    var ticks: [(position: Double, label: String)] = []
    func add(_ day: Int, _ label: String) {
      if domain.contains(Double(day)) { ticks.append((Double(day), label)) }
    }
    switch step {
    case .days(let count):
      for day in Int(low.rounded(.down))...Int(high.rounded(.up)) where day % count == 0 { add(day, Day(day).text) }
    case .months(let count):
      let start = (first.year * 12 + first.month - 1) / count * count
      for month in stride(from: start, through: start + Int((high - low) / 28) + count, by: count) {
        let (year, number) = (month / 12, month % 12 + 1)
        add(Day.number(year, number, 1), "\(year)-" + (number < 10 ? "0\(number)" : "\(number)"))
      }
    case .years(let count):
      let start = first.year / count * count
      for year in stride(from: start, through: start + Int((high - low) / 365) + count, by: count) {
        add(Day.number(year, 1, 1), String(year))
      }
    }
    return ticks
  }
}

/// A day of the Gregorian calendar (the algorithms of Howard Hinnant, 2013).
private struct Day {
  let year: Int
  let month: Int
  let day: Int

  init(_ number: Int) {
    let shifted = number + 719_468
    let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
    let ofEra = shifted - era * 146_097
    let yearOfEra = (ofEra - ofEra / 1460 + ofEra / 36_524 - ofEra / 146_096) / 365
    let ofYear = ofEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * ofYear + 2) / 153
    day = ofYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days since 1970-01-01.
  static func number(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = (shiftedYear >= 0 ? shiftedYear : shiftedYear - 399) / 400
    let yearOfEra = shiftedYear - era * 400
    let ofYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + ofYear - 719_468
  }

  var text: String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(year)-\(two(month))-\(two(day))"
  }
}
