#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that one process appends to. The system's lock on it lasts as long as the process lives, however it ends.
public final class LockedFile: Sendable {
  public let path: String
  private let descriptor: Int32

  /// Opens a file for appending, makes it where it is missing, and locks it.
  /// - Returns: nil where another process holds the lock.
  public init?(appendingTo path: String) throws(FileFailure) {
    self.path = path
    descriptor = open(path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFailure("write", path) }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { return nil }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Adds bytes at the end and returns when they have reached the disk.
  public func append(_ bytes: [UInt8]) throws(FileFailure) {
    try AtomicFile.writeAll(bytes, to: descriptor, path: path)
    guard fsync(descriptor) == 0 else { throw FileFailure("write", path) }
  }
}
