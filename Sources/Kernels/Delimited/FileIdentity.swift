#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Which file it is that is being read, and in which state, so that a change while it is read does not go unseen.
struct FileIdentity: Equatable {
  private let device: UInt64
  private let number: UInt64
  private let size: Int
  private let written: [Int]
  /// When anything about the file was changed, its permissions included; no program can set it.
  private let changed: [Int]

  init(_ facts: stat) {
    (device, number, size) = (UInt64(facts.st_dev), UInt64(facts.st_ino), Int(facts.st_size))
    #if canImport(Glibc)
      written = [facts.st_mtim.tv_sec, facts.st_mtim.tv_nsec]
      changed = [facts.st_ctim.tv_sec, facts.st_ctim.tv_nsec]
    #else
      written = [facts.st_mtimespec.tv_sec, facts.st_mtimespec.tv_nsec]
      changed = [facts.st_ctimespec.tv_sec, facts.st_ctimespec.tv_nsec]
    #endif
  }

  /// The open file, once another change of it would show: the system's clock for files goes on in steps, and two
  /// changes within one step look the same.
  static func settled(_ descriptor: Int32) -> (facts: stat, identity: FileIdentity)? {
    var facts = stat()
    for _ in 0..<longestStep {
      guard fstat(descriptor, &facts) == 0 else { return nil }
      if FileIdentity(facts).isPast { break }
      usleep(1000)
    }
    return (facts, FileIdentity(facts))
  }

  /// In milliseconds; clocks of other machines are not waited for.
  private static let longestStep = 20

  private var isPast: Bool {
    var now = timespec()
    #if canImport(Glibc)
      clock_gettime(CLOCK_REALTIME_COARSE, &now)
    #else
      clock_gettime(CLOCK_REALTIME, &now)
    #endif
    return (changed[0], changed[1]) < (now.tv_sec, now.tv_nsec)
  }

  /// What has happened to the file under a path; nil where it is as it was.
  /// - Parameter isSame: asked where only permissions or links seem to have changed.
  func change(at path: String, isSame: () -> Bool) -> String? {
    var facts = stat()
    guard stat(path, &facts) == 0 else { return "it was removed" }
    let now = FileIdentity(facts)
    if self == now { return nil }
    if (device, number) != (now.device, now.number) { return "another file was put in its place" }
    if size != now.size { return now.size < size ? "it became shorter" : "it became longer" }
    if written != now.written { return "it was written to" }
    return isSame() ? nil : "it was written to"
  }
}
