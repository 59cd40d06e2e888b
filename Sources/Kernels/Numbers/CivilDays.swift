/// Days of the proleptic Gregorian calendar, by H. Hinnant's "chrono-Compatible Low-Level Date Algorithms".
public enum CivilDays {
  private static let daysOf400Years: Int64 = 146_097

  /// The year, month and day of any number of days since 1970-01-01.
  public static func civil(_ days: Int64) -> (year: Int, month: Int, day: Int) {
    let (cycles, rest) = days.flooredQuotientAndRemainder(dividingBy: daysOf400Years)
    // Counted from the first of March of the year 0, so that a leap day is the last day of its year.
    let (moreCycles, inCycle) = (rest + 719_468).quotientAndRemainder(dividingBy: daysOf400Years)
    let dayOfEra = Int(inCycle)
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let place = (5 * dayOfYear + 2) / 153
    let month = place < 10 ? place + 3 : place - 9
    let year = yearOfEra + Int(cycles + moreCycles) * 400 + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * place + 2) / 5 + 1)
  }
}
