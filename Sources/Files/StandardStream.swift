import Synchronization

#if canImport(Glibc)
import Glibc
#else
import Darwin
#endif

/// One of the streams that a program is started with, and the first failure to write to it.
public final class StandardStream: Sendable {
  /// Standard output.
  public static let output = StandardStream(STDOUT_FILENO, "standard output")
  /// Standard error.
  public static let errors = StandardStream(STDERR_FILENO, "standard error")

  private let descriptor: Int32
  private let name: String
  private let first = Mutex<FileFailure?>(nil)

  private init(_ descriptor: Int32, _ name: String) { (self.descriptor, self.name) = (descriptor, name) }

  /// What went wrong first; nothing is written behind it.
  public var failure: FileFailure? { first.withLock { $0 } }

  /// Writes all of a text.
  public func write(_ text: String) {
    first.withLock { failure in
      guard failure == nil else { return }
      do throws(FileFailure) {
        let broken = BrokenPipe(descriptor)
        defer { broken.end() }
        try AtomicFile.writeAll(Array(text.utf8), to: descriptor, path: name)
      } catch {
        failure = error
      }
    }
  }

  /// To be called before any file is opened: a stream that the program was started without would get the number of the
  /// first file, and what is meant for the stream would go there. Writing to what takes its place fails. A file that
  /// reaches the greatest size a process may give it is an error of the write, and no signal.
  public static func prepare() {
    for descriptor in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(descriptor, F_GETFD) < 0 {
      // A folder: nobody can write to it, under the name of the stream neither.
      _ = open(descriptor == STDIN_FILENO ? "/dev/null" : "/", O_RDONLY)
    }
    signal(SIGXFSZ, SIG_IGN)
  }
}
