#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that appears under its name only when it is whole: until then its bytes lie beside it under another name.
///
/// What is no ordinary file (a pipe, a device) gets the bytes at once. A symbolic link stays, and the file behind it is
/// replaced; an older file's permissions stay as well.
public struct AtomicFile: ~Copyable {
  private let path: String
  private let target: FileTarget
  /// Where the bytes lie for now; nil where they go straight to the target.
  private let temporary: String?
  private let descriptor: Int32
  private var isCommitted = false

  /// Starts a file, or the successor of an older one; its folder is made where it is missing.
  public init(path: String) throws(FileFailure) {
    if let folder = FileSystem.folder(of: path) { try FileSystem.makeFolder(folder) }
    let target = FileTarget(path)
    let (temporary, descriptor) = target.isDirect ? (nil, target.open()) : AtomicFile.makeTemporary(beside: target)
    guard descriptor >= 0 else { throw FileFailure("write", path) }
    (self.path, self.target, self.temporary, self.descriptor) = (path, target, temporary, descriptor)
  }

  deinit {
    close(descriptor)
    if !isCommitted, let temporary { unlink(temporary) }
  }

  /// A new file beside the target, with the permissions of the file that it is going to replace.
  private static func makeTemporary(beside target: FileTarget) -> (name: String?, descriptor: Int32) {
    PartialFile.sweepOnce(FileSystem.folder(of: target.path) ?? ".")
    while true {
      let name = PartialFile.path(for: target.path)
      // Never what somebody else has put there, and not what a link of that name points to.
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, target.permissions ?? 0o666)
      if descriptor < 0, errno == EEXIST { continue }
      PartialFile.mark(descriptor)
      // The mask of the process has taken some of them away.
      if descriptor >= 0, let permissions = target.permissions { fchmod(descriptor, permissions) }
      return (name, descriptor)
    }
  }

  /// Appends bytes.
  public mutating func write(_ bytes: [UInt8]) throws(FileFailure) {
    let broken = temporary == nil ? BrokenPipe(descriptor) : nil
    defer { broken?.end() }
    try AtomicFile.writeAll(bytes, to: descriptor, path: path)
  }

  /// Has the bytes so far on the disk: what there is no room for fails here, and not when the file gets its name.
  public func sync() throws(FileFailure) {
    // Some file systems cannot sync.
    if temporary != nil, fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw FileFailure("write", path) }
  }

  /// Gives the file its name.
  ///
  /// - Parameters:
  ///   - replaces: whether in place of any file that has it. Otherwise that is a failure; the name is claimed and the
  ///     file there in one step, so that of two programs one gets it.
  ///   - isSynced: false leaves out the two `fsync`, for files that may be lost with the power.
  public consuming func commit(replaces: Bool = true, isSynced: Bool = true) throws(FileFailure) {
    guard let temporary else { return }
    if isSynced { try sync() }
    if replaces {
      guard rename(temporary, target.path) == 0 else { throw FileFailure("write", path) }
      isCommitted = true
    } else {
      isCommitted = try AtomicFile.claim(target.path, for: temporary)
    }
    if isSynced { AtomicFile.syncFolder(FileSystem.folder(of: target.path) ?? ".") }
  }

  /// Gives a file a name that no other has.
  /// - Returns: whether its temporary name is gone already.
  private static func claim(_ path: String, for temporary: String) throws(FileFailure) -> Bool {
    if link(temporary, path) == 0 { return false }
    // Some file systems know no second name: there an empty file holds the place for a moment.
    guard errno == EPERM || errno == EOPNOTSUPP || errno == ENOSYS || errno == EMLINK else {
      throw FileFailure("write", path)
    }
    let place = open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0o666)
    guard place >= 0 else { throw FileFailure("write", path) }
    close(place)
    guard rename(temporary, path) == 0 else {
      let failure = FileFailure("write", path)
      unlink(path)
      throw failure
    }
    return true
  }

  /// Makes the new name itself durable; a file system that cannot is not an error.
  static func syncFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension AtomicFile {
  /// Puts a whole file in its place.
  ///
  /// - Parameters:
  ///   - replaces: false where a file of that name is a failure.
  ///   - isSynced: false leaves out the two `fsync`, for files that may be lost with the power.
  public static func write(
    _ bytes: [UInt8], to path: String, replaces: Bool = true, isSynced: Bool = true
  ) throws(FileFailure) {
    var file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.commit(replaces: replaces, isSynced: isSynced)
  }

  /// Writes a text, whole or not at all.
  public static func write(_ text: String, to path: String, replaces: Bool = true) throws(FileFailure) {
    try write(Array(text.utf8), to: path, replaces: replaces)
  }

  /// Writes all bytes, however many calls that takes.
  static func writeAll(_ bytes: [UInt8], to descriptor: Int32, path: String) throws(FileFailure) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes { systemWrite(descriptor, UnsafeRawBufferPointer(rebasing: $0[done...])) }
      if count > 0 {
        done += count
      } else if count < 0, errno == EAGAIN {
        // Somebody else has made the pipe or terminal one that does not wait.
        var ready = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        poll(&ready, 1, -1)
      } else if count == 0 || errno != EINTR {
        throw FileFailure("write", path)
      }
    }
  }
}

// The type's own `write` hides the system's.
private func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawBufferPointer) -> Int {
  write(descriptor, bytes.baseAddress, bytes.count)
}
