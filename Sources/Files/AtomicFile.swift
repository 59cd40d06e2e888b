import Synchronization

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

  /// Tells files of the same name apart that are written at the same time.
  private static let serial = Atomic<Int>(0)

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
    let place = FileSystem.folder(of: target.path).map { $0 == "/" ? $0 : "\($0)/" } ?? ""
    while true {
      let serial = serial.wrappingAdd(1, ordering: .relaxed).newValue
      let name = "\(place).\(FileSystem.name(of: target.path)).\(getpid())-\(serial).partial"
      // Never what somebody else has put there, and not what a link of that name points to.
      let descriptor = open(name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, target.permissions ?? 0o666)
      if descriptor < 0, errno == EEXIST { continue }
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

  /// Gives the file its name, in place of any file that had it.
  ///
  /// - Parameter isSynced: false leaves out the two `fsync`, for files that may be lost with the power.
  public consuming func commit(isSynced: Bool = true) throws(FileFailure) {
    guard let temporary else { return }
    // Some file systems cannot sync.
    if isSynced, fsync(descriptor) != 0, errno != EINVAL, errno != EROFS { throw FileFailure("write", path) }
    guard rename(temporary, target.path) == 0 else { throw FileFailure("write", path) }
    isCommitted = true
    if isSynced { AtomicFile.syncFolder(FileSystem.folder(of: target.path) ?? ".") }
  }

  /// Makes the new name itself durable; a file system that cannot is not an error.
  private static func syncFolder(_ folder: String) {
    let descriptor = open(folder, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { return }
    fsync(descriptor)
    close(descriptor)
  }
}

extension AtomicFile {
  /// Puts a whole file in its place.
  ///
  /// - Parameter isSynced: false leaves out the two `fsync`, for files that may be lost with the power.
  public static func write(_ bytes: [UInt8], to path: String, isSynced: Bool = true) throws(FileFailure) {
    var file = try AtomicFile(path: path)
    try file.write(bytes)
    try file.commit(isSynced: isSynced)
  }

  public static func write(_ text: String, to path: String) throws(FileFailure) {
    try write(Array(text.utf8), to: path)
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
}

// The type's own `write` hides the system's.
private func systemWrite(_ descriptor: Int32, _ bytes: [UInt8]) -> Int { write(descriptor, bytes, bytes.count) }
