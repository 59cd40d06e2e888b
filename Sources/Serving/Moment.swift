import Language

/// A point in time, in microseconds since 1970-01-01 UTC.
package struct Moment: Sendable {
  package let microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  package static var now: Moment { Moment(microseconds: CivilCalendar.now) }

  /// `2024-01-31`, in UTC.
  package var day: String { String(text.prefix(10)) }

  /// `2024-01-31T12:30:00.123456Z`
  package var text: String {
    let text = CivilCalendar.format(microseconds: microseconds).replacing(" ", with: "T")
    return text + (text.contains(".") ? "Z" : ".000000Z")
  }
}
