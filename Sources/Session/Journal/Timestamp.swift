#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A moment in local time, for the names of files. No value that a session computes depends on it.
public struct Timestamp: Sendable, Equatable {
  /// `2026-01-31`
  public let date: String
  /// `142530`
  public let time: String

  /// The moment it is, from the system's clock.
  public static func now() -> Timestamp {
    var clock = timespec(), parts = tm()
    clock_gettime(CLOCK_REALTIME, &clock)
    localtime_r(&clock.tv_sec, &parts)
    func pad(_ number: Int32, _ width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return Timestamp(
      date: "\(pad(parts.tm_year + 1900, 4))-\(pad(parts.tm_mon + 1, 2))-\(pad(parts.tm_mday, 2))",
      time: pad(parts.tm_hour, 2) + pad(parts.tm_min, 2) + pad(parts.tm_sec, 2))
  }
}
