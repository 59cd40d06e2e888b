import Language

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A point in time, in microseconds since 1970-01-01 UTC.
package struct Moment: Sendable {
  package let microseconds: Int64

  package init(microseconds: Int64) { self.microseconds = microseconds }

  package static var now: Moment {
    var time = timespec()
    clock_gettime(CLOCK_REALTIME, &time)
    return Moment(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
  }

  /// `2024-01-31`, in UTC.
  package var day: String { String(text.prefix(10)) }

  /// `2024-01-31T12:30:00.123456Z`
  package var text: String {
    let text = CivilCalendar.format(microseconds: microseconds).replacing(" ", with: "T")
    return text + (text.contains(".") ? "Z" : ".000000Z")
  }
}
