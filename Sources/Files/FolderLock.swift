#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// While it lasts, no other program puts files that belong together into the same folder: of two that save under one
/// name, one comes after the other. What cannot be locked (some file systems) stays open to all.
public struct FolderLock: ~Copyable {
  private let descriptor: Int32

  /// Waits for whoever holds the lock.
  public init(_ folder: String) {
    descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    if descriptor >= 0 { while flock(descriptor, LOCK_EX) != 0, errno == EINTR {} }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }
}
