/// A stable code with what it means, for `.help E04` and the language reference.
///
/// Each module declares the codes it raises, beside where it raises them, and lists them in one array
/// (`SyntaxCodes.all`); the program puts the arrays together. Codes are never given a new meaning.
public struct DiagnosticCode: Hashable, Sendable {
  /// Such as `E04`.
  public let code: String
  /// A few words.
  public let title: String
  /// One or more paragraphs: why this is an error and what to do.
  public let explanation: String

  /// A code with its meaning, declared once.
  public init(_ code: String, _ title: String, _ explanation: String) {
    (self.code, self.title, self.explanation) = (code, title, explanation)
  }
}
