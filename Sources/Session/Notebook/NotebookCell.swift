import Language
import Syntax

/// One statement of a session that succeeded, with what came out of it.
public struct NotebookCell: Sendable {
  /// The number at the prompt. It stays when the cell is extended, edited or computed again.
  public let number: Int
  public internal(set) var statement: Statement
  public internal(set) var state: State = .done
  /// What the pipeline came to; nil for a declaration, and where a run of a script has let it go.
  var result: PipelineRunner.Outcome?
  public internal(set) var notes: [String] = []
  /// The files it read, with hashes taken before they were used.
  public internal(set) var inputs: [InputFile] = []
  /// The files it wrote.
  public internal(set) var outputs: [String] = []
  /// Options that were left out, with the value in force.
  public internal(set) var defaults: [String] = []
  /// The names it read, each with the number of the cell that had bound it.
  public internal(set) var sources: [String: Int] = [:]
  /// What the lock keeps of the value, where it has been taken already.
  var fingerprint: [TableFingerprint]?

  public enum State: String, Sendable {
    case done
    /// Something that it was computed from was bound again.
    case stale
    /// Computing it again failed; the value is the old one.
    case failed
  }

  /// Nil for a declaration, and where a run of a script has let the value go.
  public var value: (any Value)? { result?.value }
  /// The name that the statement gives a meaning.
  public var binding: String? { statement.boundName?.text }
  /// The statement in the canonical layout, without a newline at its end.
  public var text: String { statement.canonicalText }
}

extension Statement {
  /// The result, parameter or verb that the statement names.
  var boundName: Name? {
    switch kind {
    case .pipeline(let binding, _): binding
    case .parameter(let declaration): declaration.name
    case .definition(let definition): definition.name
    case .version, .seed, .option, .assertion, .comments, .invalid: nil
    }
  }

  /// Whether the statement is a cell of its own; the version line and comments by themselves are not.
  var isCell: Bool {
    switch kind {
    case .version, .comments, .invalid: false
    default: true
    }
  }

  var canonicalText: String {
    let text = Formatter.format(Script(statements: [self]))
    return text.hasSuffix("\n") ? String(text.dropLast()) : text
  }
}
