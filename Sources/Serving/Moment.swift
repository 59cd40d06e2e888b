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
    let (day, rest) = microseconds.quotientAndRemainder(dividingBy: 86_400_000_000)
    let seconds = rest / 1_000_000
    func pad(_ value: Int64, _ width: Int) -> String {
      let digits = String(value)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    let clock = "\(pad(seconds / 3600, 2)):\(pad(seconds / 60 % 60, 2)):\(pad(seconds % 60, 2))"
    return "\(CivilCalendar.format(days: Int(day)))T\(clock).\(pad(rest % 1_000_000, 6))Z"
  }
}
