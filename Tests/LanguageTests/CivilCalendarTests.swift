import Language
import Testing

@Suite struct CivilCalendarTests {
  /// As numpy shows `datetime64[us]`.
  @Test func theLeastAndGreatestTimesHaveATextOfTheirOwn() {
    #expect(CivilCalendar.format(microseconds: .min + 1) == "-290308-12-21 19:59:05.224193")
    #expect(CivilCalendar.format(microseconds: .max) == "294247-01-10 04:00:54.775807")
    #expect(CivilCalendar.format(microseconds: -1) == "1969-12-31 23:59:59.999999")
  }
}
