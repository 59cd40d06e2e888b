#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Why a file could not be written.
public struct WriteError: Error, Sendable, Equatable {
  public let path: String
  /// A plain sentence.
  public let sentence: String

  public init(path: String, sentence: String) { (self.path, self.sentence) = (path, sentence) }
}

/// A file that appears under its name only when it is whole: until then its bytes lie beside it under another name.
public struct AtomicFile: ~Copyable {
  private let path: String
  private let partialPath: String
  private let descriptor: Int32
  private var isCommitted = false

  /// Starts a file in the folder of `path`, which must exist.
  public init(path: String) throws(WriteError) {
    let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? ""
    let name = path.dropFirst(folder.count)
    self.path = path
    partialPath = "\(folder).\(name).\(getpid()).partial"
    descriptor = open(partialPath, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw WriteError(path: path, sentence: "the file cannot be written: \(String(cString: strerror(errno)))")
    }
  }

  deinit {
    close(descriptor)
    if !isCommitted { unlink(partialPath) }
  }

  /// Appends bytes.
  public mutating func write(_ bytes: [UInt8]) throws(WriteError) {
    var written = 0
    while written < bytes.count {
      // A second round is rare: the system takes most blocks whole.
      let rest = written == 0 ? bytes : Array(bytes[written...])
      #if canImport(Glibc)
        let result = Glibc.write(descriptor, rest, rest.count)
      #else
        let result = Darwin.write(descriptor, rest, rest.count)
      #endif
      if result >= 0 { written += result } else if errno != EINTR { throw failure() }
    }
  }

  /// Makes the bytes durable and gives the file its name, in place of any file that had it.
  public consuming func commit() throws(WriteError) {
    guard fsync(descriptor) == 0 || errno == EINVAL || errno == EROFS else { throw failure() }
    guard rename(partialPath, path) == 0 else { throw failure() }
    isCommitted = true
  }

  private func failure() -> WriteError {
    WriteError(path: path, sentence: "the file cannot be written: \(String(cString: strerror(errno)))")
  }
}
