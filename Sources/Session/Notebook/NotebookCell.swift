import Language
import Syntax

/// One statement of a session, with what came out of it.
public struct NotebookCell: Sendable {
  /// The place in the script, from 1, and the number at the prompt.
  public internal(set) var number: Int
  /// The statement, as it was parsed.
  public internal(set) var statement: Statement
  /// The cell of a front end's own notebook that it came from; nil where there is none.
  public internal(set) var origin: String?
  /// Whether its value is the present one.
  public internal(set) var state: State = .done
  /// Why the value does not hold, "`a` changed (cell 2)", or what was wrong. Nil for a cell that is done.
  public internal(set) var reason: String?
  /// What it gave to the cells below when it ran last; ``value`` alone tells what holds.
  var contribution: Contribution = .nothing
  /// What its run had to say, a sentence each.
  public internal(set) var notes: [String] = []
  /// The files it read, with hashes taken before they were used.
  public internal(set) var inputs: [InputFile] = []
  /// The files it wrote.
  public internal(set) var outputs: [String] = []
  /// The file that the last stage wrote the value to, as this run knows; nil where it did something else.
  public internal(set) var exported: String?
  /// Options that were left out, with the value in force.
  public internal(set) var defaults: [String] = []
  /// What it reads as the script stands, each with the number of the cell above that it comes from.
  public internal(set) var reads: [Dependency: Int] = [:]
  /// What it was computed from; nil where it has not run yet.
  var computation: Computation?
  /// Whether all that is known of its value is what the lock of an earlier session says, in ``fingerprint``.
  var isFromLock = false
  /// How long its last run took; nil where it has not run.
  public internal(set) var seconds: Double?
  /// What the lock keeps of the value, where it has been taken already.
  var fingerprint: [TableFingerprint]?

  /// What a cell's value is worth.
  public enum State: String, Sendable {
    case done
    /// Nothing that it depends on has changed since its lock was written. Its value is computed when it is read.
    case recorded
    /// Something that it depends on is not as it was when the cell ran, or the cell has not run yet.
    case stale
    /// Computing it from what it reads now has failed.
    case failed

    /// Whether what is known of the value is what a run of the script from its start would give.
    public var holds: Bool { self == .done || self == .recorded }
  }

  /// Nil for a declaration, for a cell whose value does not hold, and where a run of a script has let the value go.
  public var value: (any Value)? { state == .done ? contribution.result?.value : nil }
  /// The rows and columns of its table, also where only its lock tells them; nil where it has none.
  public var size: (rows: Int, columns: Int)? {
    if let table = value?.table { return (table.rowCount, table.columns.count) }
    guard state == .recorded, let taken = fingerprint, taken.count == 1, taken[0].name.isEmpty else { return nil }
    return (taken[0].rowCount, taken[0].columns.count)
  }
  /// What went through the stages of its pipeline when it ran; empty where its value is not here.
  public var flow: [StageFlow] { state == .done ? contribution.result?.flow ?? [] : [] }
  /// Which run its value is from, unlike that of every other run of the session; nil where it has not run.
  public var revision: Int? { computation?.revision }
  /// The name that the statement gives a meaning.
  public var binding: String? { statement.boundName?.text }
  /// The statement in the canonical layout, without a newline at its end.
  public var text: String { statement.canonicalText }
  /// Whether it is a pipeline, and no declaration.
  public var isPipeline: Bool { if case .pipeline = statement.kind { true } else { false } }
  /// The names it reads, each with the number of the cell that binds it.
  public var sources: [String: Int] {
    reads.reduce(into: [:]) { names, read in if case .name(let name) = read.key { names[name] = read.value } }
  }
}

/// Something besides its own statement that the value of a cell depends on.
public enum Dependency: Hashable, Sendable {
  /// A result, a parameter or a verb of the user's own.
  case name(String)
  /// What random numbers are drawn from.
  case seed
  /// What holds for the whole script.
  case options
  /// The server that experiments are told of.
  case tracking
  /// A file that a cell above wrote.
  case file(String)
}

/// One run of a cell.
struct Computation: Sendable {
  /// Unlike that of every other run of the session.
  var revision: Int
  /// The runs that what the cell read came from.
  let versions: [Dependency: Int]
  /// The value that a parameter was given from outside of the script.
  let setting: String?
  let usesSeed: Bool
  /// What was wrong, where the run failed.
  var failure: String?
}

extension Statement {
  /// The result, parameter or verb that the statement names.
  var boundName: Name? {
    switch kind {
    case .pipeline(let binding, _): binding
    case .parameter(let declaration): declaration.name
    case .definition(let definition): definition.name
    case .version, .seed, .option, .assertion, .expression, .comments, .invalid: nil
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

  /// The statement below more text.
  func below(_ text: [String]) -> Statement {
    guard !text.isEmpty else { return self }
    var statement = self
    statement.leadingComments = text + [""] + leadingComments
    return statement
  }
}
