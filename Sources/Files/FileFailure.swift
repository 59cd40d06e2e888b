#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file or folder that could not be read, written or locked.
public struct FileFailure: Error, Sendable, CustomStringConvertible {
  public let path: String
  /// What was tried: `read`, `write` …
  public let action: String
  /// The system's reason, such as `No such file or directory`.
  public let reason: String

  public var description: String { "cannot \(action) \(path): \(reason)" }

  /// The error that the system call before left in `errno`.
  init(_ action: String, _ path: String) {
    (self.path, self.action, reason) = (path, action, String(cString: strerror(errno)))
  }
}
