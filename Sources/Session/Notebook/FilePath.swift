#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One spelling for each path, so that a file that is written and read under two spellings is known to be one.
enum FilePath {
  /// The path from the root, without links where the file exists.
  static func standard(_ path: String) -> String {
    guard let resolved = realpath(path, nil) else { return path }
    defer { free(resolved) }
    return String(cString: resolved)
  }
}
