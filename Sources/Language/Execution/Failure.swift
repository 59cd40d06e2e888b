import Diagnostics
import Syntax

/// An error of a lower layer that can say what happened; `Language` adds the place in the source.
public protocol DescribedError: Error {
  /// What kind of error this is.
  var code: DiagnosticCode { get }
  /// One sentence without a full stop.
  var message: String { get }
  var notes: [String] { get }
  var help: String? { get }
}

/// Gives errors that come from below their place.
public enum Failure {
  /// Gives what `body` gives; an error without a place that it throws gets that of a stage's verb.
  public static func located<T>(at stage: Stage, _ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as any DescribedError {
      throw Diagnostic(
        code: error.code, error.message, at: Label(stage.verb.span, "while this ran"), notes: error.notes,
        help: error.help)
    }
  }
}
