import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Files that are not whole yet: they lie beside their target as `.NAME.PROCESS-SERIAL.partial`, and a lock tells that
/// their writer lives.
public enum PartialFile {
  /// Tells files of the same name apart that are written at the same time.
  private static let serial = Atomic<Int>(0)
  private static let swept = Mutex<Set<String>>([])
  private static let ending = ".partial"

  /// A name that this process has not used yet.
  static func path(for target: String) -> String {
    let place = FileSystem.folder(of: target).map { $0 == "/" ? $0 : "\($0)/" } ?? ""
    let serial = serial.wrappingAdd(1, ordering: .relaxed).newValue
    return "\(place).\(FileSystem.name(of: target)).\(getpid())-\(serial)\(ending)"
  }

  /// Says that the writer of an open file lives, for as long as it is open.
  static func mark(_ descriptor: Int32) { if descriptor >= 0 { flock(descriptor, LOCK_EX | LOCK_NB) } }

  /// Removes what processes have left in a folder that ended in the middle of a file; at the first call for a folder.
  static func sweepOnce(_ folder: String) {
    if swept.withLock({ $0.insert(folder).inserted }) { sweep(folder) }
  }

  /// Removes what processes have left in a folder that ended in the middle of a file.
  ///
  /// - Returns: the names of the files that are gone, with their sizes.
  @discardableResult
  public static func sweep(_ folder: String) -> [(name: String, bytes: Int)] {
    var gone: [(name: String, bytes: Int)] = []
    for name in FileSystem.names(in: folder) where process(ofFile: name) != nil {
      let descriptor = open("\(folder)/\(name)", O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC)
      guard descriptor >= 0 else { continue }
      // A process of that number may be another one, or one of another machine that sees the folder, too.
      if flock(descriptor, LOCK_EX | LOCK_NB) == 0, hasEnded(process(ofFile: name)) || isOld(descriptor) {
        let bytes = FileSystem.byteCount("\(folder)/\(name)") ?? 0
        if unlink("\(folder)/\(name)") == 0 { gone.append((name, bytes)) }
      }
      close(descriptor)
    }
    return gone
  }

  /// The process that a name speaks of; nil for the name of any other file.
  private static func process(ofFile name: String) -> pid_t? {
    guard name.hasPrefix("."), name.hasSuffix(ending) else { return nil }
    let parts = name.dropLast(ending.utf8.count).split(separator: ".").last?.split(separator: "-") ?? []
    guard parts.count == 2, Int(parts[1]) != nil else { return nil }
    return pid_t(parts[0])
  }

  private static func hasEnded(_ process: pid_t?) -> Bool {
    process.map { kill($0, 0) != 0 && errno == ESRCH } ?? false
  }

  /// Whether nothing was written for an hour.
  private static func isOld(_ descriptor: Int32) -> Bool {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { return false }
    #if canImport(Glibc)
      return facts.st_mtim.tv_sec < time(nil) - 3600
    #else
      return facts.st_mtimespec.tv_sec < time(nil) - 3600
    #endif
  }
}
