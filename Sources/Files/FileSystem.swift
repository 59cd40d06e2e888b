#if canImport(FoundationEssentials)
import FoundationEssentials
#else
import Foundation
#endif
#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// Whole files and folders, by path.
public enum FileSystem {
  /// All bytes of a file.
  public static func read(_ path: String) throws(FileFailure) -> [UInt8] {
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure("read", path) }
    defer { close(descriptor) }
    return try readAll(descriptor, path: path)
  }

  /// The first bytes of an ordinary file, at most so many; none of a pipe, whose reader they would be taken from.
  public static func read(_ path: String, first count: Int) throws(FileFailure) -> [UInt8] {
    var facts = stat()
    guard stat(path, &facts) == 0, facts.st_mode & S_IFMT == S_IFREG else { return [] }
    let descriptor = open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw FileFailure("read", path) }
    defer { close(descriptor) }
    var bytes = [UInt8](repeating: 0, count: count)
    let found = systemRead(descriptor, &bytes, count)
    guard found >= 0 else { throw FileFailure("read", path) }
    return Array(bytes[..<found])
  }

  /// Everything that a descriptor gives up to its end, such as what is piped in.
  public static func readAll(_ descriptor: Int32, path: String) throws(FileFailure) -> [UInt8] {
    var bytes: [UInt8] = [], piece = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = systemRead(descriptor, &piece, piece.count)
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else { throw FileFailure("read", path) }
      if count == 0 { return bytes }
      bytes += piece[..<count]
    }
  }

  /// A file's text, with bytes that are no UTF-8 replaced.
  public static func readText(_ path: String) throws(FileFailure) -> String {
    String(decoding: try read(path), as: UTF8.self)
  }

  /// Whether there is something of this name, a folder included.
  public static func exists(_ path: String) -> Bool { access(path, F_OK) == 0 }

  /// The size of a file in bytes, or nil where there is none.
  public static func byteCount(_ path: String) -> Int? {
    var facts = stat()
    return stat(path, &facts) == 0 ? Int(facts.st_size) : nil
  }

  /// The names in a folder in alphabetical order; none where it cannot be read.
  public static func names(in folder: String) -> [String] {
    ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []).sorted()
  }

  /// Makes a folder and the folders above it, as far as they are missing.
  public static func makeFolder(_ path: String) throws(FileFailure) {
    if path.isEmpty || exists(path) || mkdir(path, 0o777) == 0 || errno == EEXIST { return }
    guard errno == ENOENT, let parent = folder(of: path), parent != path else { throw FileFailure("make", path) }
    try makeFolder(parent)
    guard mkdir(path, 0o777) == 0 || errno == EEXIST else { throw FileFailure("make", path) }
  }

  /// Removes a file, or an empty folder; does nothing where there is none.
  public static func remove(_ path: String) { _ = systemRemove(path) }

  /// What stands before the last slash; nil for a bare name.
  public static func folder(of path: String) -> String? {
    guard let slash = path.lastIndex(of: "/") else { return nil }
    return slash == path.startIndex ? "/" : String(path[..<slash])
  }

  /// What stands behind the last slash.
  public static func name(of path: String) -> String {
    path.lastIndex(of: "/").map { String(path[path.index(after: $0)...]) } ?? path
  }
}

// The enum's own `read` and `remove` hide the system's.
private func systemRead(_ descriptor: Int32, _ bytes: inout [UInt8], _ count: Int) -> Int {
  read(descriptor, &bytes, count)
}

private func systemRemove(_ path: String) -> Int32 { remove(path) }
