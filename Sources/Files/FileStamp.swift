#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What tells, without reading it, that a file is another one than before.
public struct FileStamp: Equatable, Sendable {
  private let seconds: Int
  private let nanoseconds: Int
  private let bytes: Int
  private let number: UInt64

  /// Nil where there is no file.
  public init?(_ path: String) {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return nil }
    #if canImport(Glibc)
      (seconds, nanoseconds) = (facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec)
    #else
      (seconds, nanoseconds) = (facts.st_mtimespec.tv_sec, facts.st_mtimespec.tv_nsec)
    #endif
    (bytes, number) = (Int(facts.st_size), UInt64(facts.st_ino))
  }
}
