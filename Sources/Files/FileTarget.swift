#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// What lies behind a path that is to be written.
struct FileTarget {
  /// The path of the file itself, behind all symbolic links.
  let path: String
  /// Whether it can only be written as it is: a pipe, a device, or one of the process's own descriptors. So are folders
  /// and links in a circle, which then fail.
  let isDirect: Bool
  /// The permissions of the ordinary file that is there; nil where there is none.
  let permissions: mode_t?

  /// As many links in a row as Linux follows.
  private static let greatestDepth = 40

  init(_ path: String) {
    var facts = stat()
    let exists = stat(path, &facts) == 0
    let isCircle = !exists && errno == ELOOP
    var target = path, isDescriptor = false
    for _ in 0..<FileTarget.greatestDepth {
      guard let next = FileTarget.destination(of: target) else { break }
      // `/dev/stdout` and its like lead to whatever is open there.
      if target.hasPrefix("/dev/") || target.hasPrefix("/proc/") { isDescriptor = true }
      let folder = next.hasPrefix("/") ? nil : FileSystem.folder(of: target)
      target = folder.map { "\($0)/\(next)" } ?? next
    }
    let isOrdinary = exists && facts.st_mode & S_IFMT == S_IFREG
    isDirect = isDescriptor || isCircle || (exists && !isOrdinary)
    permissions = isOrdinary ? facts.st_mode & 0o777 : nil
    self.path = isDirect ? path : target
  }

  /// Opens what is there for writing behind what it holds; −1, with the reason in `errno`, where that fails.
  func open() -> Int32 { systemOpen(path, O_WRONLY | O_APPEND | O_NOCTTY | O_CLOEXEC) }

  /// Where a symbolic link points; nil for anything else.
  private static func destination(of link: String) -> String? {
    var bytes = [CChar](repeating: 0, count: Int(PATH_MAX))
    let count = readlink(link, &bytes, bytes.count)
    return count > 0 ? String(decoding: bytes[..<count].map { UInt8(bitPattern: $0) }, as: UTF8.self) : nil
  }
}

// The type's own `open` hides the system's.
private func systemOpen(_ path: String, _ mode: Int32) -> Int32 { open(path, mode) }
