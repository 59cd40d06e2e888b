#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file or folder that could not be read, written or locked.
public struct FileFailure: Error, Sendable, CustomStringConvertible {
  /// The file that it is about.
  public let path: String
  /// What was tried: `read`, `write` …
  public let action: String
  /// The system's reason, such as `No such file or directory`.
  public let reason: String
  /// The system's error number.
  public let code: Int32

  /// What could not be done with which file, and why.
  public var description: String { "cannot \(action) \(path): \(reason)" }

  /// The error that the system call before left in `errno`.
  package init(_ action: String, _ path: String) {
    self.init(action, path, code: errno)
  }

  package init(_ action: String, _ path: String, code: Int32) {
    (self.path, self.action, self.code, reason) = (path, action, code, String(cString: strerror(code)))
  }

  /// Whether the name is somebody else's.
  public var isTaken: Bool { code == EEXIST }
  /// Whether the other end of a pipe has gone away.
  public var isBrokenPipe: Bool { code == EPIPE }
}
