import CPlatform
import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// A file that one process appends whole records to. The system's lock on it lasts as long as the process lives,
/// however it ends.
public final class LockedFile: Sendable {
  /// Where the file lies.
  public let path: String
  private let descriptor: Int32
  private let state: Mutex<State>

  private struct State {
    /// Where the last whole record ends.
    var end: Int
    /// Whether there may be a part of a record behind it.
    var isTorn = false
    /// Up to where the disk has room set aside.
    var reserved = 0
    /// Whether the folder holds the file's name on the disk, too.
    var isNameSynced = false
  }

  /// Opens a file for appending, and locks it.
  ///
  /// - Parameter makes: whether a file that is missing is made; otherwise that is a failure.
  /// - Returns: nil where another process holds the lock, or has removed the file meanwhile.
  public init?(appendingTo path: String, makes: Bool = true) throws(FileFailure) {
    self.path = path
    descriptor = open(path, O_RDWR | (makes ? O_CREAT : 0) | O_APPEND | O_CLOEXEC, 0o666)
    let failure = descriptor < 0 ? FileFailure("write", path) : nil
    state = Mutex(State(end: FileSystem.byteCount(path) ?? 0))
    if let failure { throw failure }
    guard flock(descriptor, LOCK_EX | LOCK_NB) == 0, LockedFile.isFile(descriptor, at: path) else { return nil }
    state.withLock { $0.end = FileSystem.byteCount(path) ?? 0 }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Whether an open file is still the one that lies under a path.
  private static func isFile(_ descriptor: Int32, at path: String) -> Bool {
    var (opened, found) = (stat(), stat())
    return fstat(descriptor, &opened) == 0 && stat(path, &found) == 0 && opened.st_ino == found.st_ino
      && opened.st_dev == found.st_dev
  }

  /// Everything in the file.
  public func bytes() throws(FileFailure) -> [UInt8] {
    guard lseek(descriptor, 0, SEEK_SET) == 0 else { throw FileFailure("read", path) }
    return try FileSystem.readAll(descriptor, path: path)
  }

  /// Adds a record at the end and returns when it has reached the disk. Where that fails nothing of it stays.
  ///
  /// - Parameter isSynced: whether it has to outlast a loss of power, too; otherwise only the end of this process.
  public func append(_ bytes: [UInt8], isSynced: Bool = true) throws(FileFailure) {
    let failure = state.withLock { state -> FileFailure? in
      do throws(FileFailure) {
        try cutBack(&state)
        state.isTorn = true
        try AtomicFile.writeAll(bytes, to: descriptor, path: path)
        if isSynced { try sync(&state) }
        (state.end, state.isTorn) = (state.end + bytes.count, false)
        return nil
      } catch {
        try? cutBack(&state)
        return error
      }
    }
    if let failure { throw failure }
  }

  /// Has the records on the disk, and the first time the file's name as well: without it they could not be found.
  private func sync(_ state: inout State) throws(FileFailure) {
    guard fsync(descriptor) == 0 else { throw FileFailure("write", path) }
    if state.isNameSynced { return }
    AtomicFile.syncFolder(FileSystem.folder(of: path) ?? ".")
    state.isNameSynced = true
  }

  /// Takes away what stands behind the last line end: what a process was writing when it ended.
  ///
  /// - Returns: the bytes that were taken away.
  public func cutTornLine() throws(FileFailure) -> [UInt8] {
    let bytes = try bytes()
    let end = bytes.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0
    guard end < bytes.count else { return [] }
    guard ftruncate(descriptor, off_t(end)) == 0 else { throw FileFailure("write", path) }
    state.withLock { ($0.end, $0.reserved) = (end, 0) }
    return Array(bytes[end...])
  }

  /// Takes away what a failure has left behind the last whole record.
  private func cutBack(_ state: inout State) throws(FileFailure) {
    guard state.isTorn else { return }
    guard ftruncate(descriptor, off_t(state.end)) == 0 else { throw FileFailure("write", path) }
    (state.isTorn, state.reserved) = (false, 0)
  }

  /// Sets room aside for so many bytes behind the end, so that what is appended next does not fail for want of it.
  ///
  /// - Throws: `FileFailure` where there is not so much. A file system that cannot set room aside is none.
  public func reserve(_ count: Int) throws(FileFailure) {
    let failure = state.withLock { state -> FileFailure? in
      let wanted = state.end + count
      let limit = cplatform_greatest_file()
      if limit >= 0, wanted > limit { return FileFailure("write", path, code: EFBIG) }
      guard wanted > state.reserved else { return nil }
      var error: Int32 = 0
      for room in [max(count, LockedFile.usualRoom), count] {
        error = cplatform_reserve(descriptor, Int64(state.end), Int64(room))
        if error == 0 {
          state.reserved = state.end + room
          return nil
        }
      }
      return FileFailure("write", path, code: error)
    }
    if let failure { throw failure }
  }

  private static let usualRoom = 1 << 16
}
