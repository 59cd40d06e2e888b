import Files

/// Why a file could not be written.
public struct WriteError: Error, Sendable, Equatable {
  public let path: String
  /// A plain sentence.
  public let sentence: String
  /// What to try.
  public var help: String?

  public init(path: String, sentence: String, help: String? = nil) {
    (self.path, self.sentence, self.help) = (path, sentence, help)
  }

  public init(_ failure: FileFailure) { self.init(path: failure.path, sentence: failure.reason) }
}
