import Files

/// Why a file could not be written.
public struct WriteError: Error, Sendable, Equatable {
  /// The file that it is about.
  public let path: String
  /// A plain sentence.
  public let sentence: String
  /// What to try.
  public var help: String?

  /// An error about a file, with what to do.
  public init(path: String, sentence: String, help: String? = nil) {
    (self.path, self.sentence, self.help) = (path, sentence, help)
  }

  /// The error for a failure of the system.
  public init(_ failure: FileFailure) { self.init(path: failure.path, sentence: failure.reason) }
}
