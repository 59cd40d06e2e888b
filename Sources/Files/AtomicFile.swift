#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Files that are there whole or not at all: written beside their place, synced, and renamed.
public enum AtomicFile {
  /// Puts a file in its place, or in that of an older one; its folder is made where it is missing.
  ///
  /// - Parameter isSynced: false leaves out the two `fsync`, for files that may be lost with the power.
  public static func write(_ bytes: [UInt8], to path: String, isSynced: Bool = true) throws(FileFailure) {
    let folder = FileSystem.folder(of: path)
    if let folder { try FileSystem.makeFolder(folder) }
    let temporary = "\(path).\(getpid()).partial"
    do throws(FileFailure) {
      try fill(temporary, with: bytes, isSynced: isSynced)
      guard rename(temporary, path) == 0 else { throw FileFailure("write", path) }
    } catch {
      unlink(temporary)
      throw error
    }
    if isSynced { syncFolder(folder ?? ".") }
  }

  public static func write(_ text: String, to path: String) throws(FileFailure) {
    try write(Array(text.utf8), to: path)
  }

  private static func fill(_ path: String, with bytes: [UInt8], isSynced: Bool) throws(FileFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw FileFailure("write", path) }
    defer { close(descriptor) }
    try writeAll(bytes, to: descriptor, path: path)
    if isSynced, fsync(descriptor) != 0 { throw FileFailure("write", path) }
  }

  /// Writes all bytes, however many calls that takes.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileFailure) {
    var rest = bytes
    while !rest.isEmpty {
      let count = systemWrite(descriptor, rest)
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw FileFailure("write", path) }
      if count == rest.count { return }
      rest = Array(rest[count...])
    }
  }

  /// Makes the new name itself durable; a file system that cannot is not an error.
  private static func syncFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

// The enum's own `write` hides the system's.
private func systemWrite(_ descriptor: Int32, _ bytes: [UInt8]) -> Int { write(descriptor, bytes, bytes.count) }
