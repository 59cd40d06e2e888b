/// How serious a finding is.
public enum Severity: String, Sendable, Codable {
  case error, warning, note
}

/// A place in the source, with what there is to say about it.
public struct Label: Sendable, Equatable {
  /// The place.
  public let span: Span
  /// What there is to say about it, without a full stop; may be empty.
  public let text: String

  /// A place with a remark.
  public init(_ span: Span, _ text: String = "") { (self.span, self.text) = (span, text) }
}

/// An edit that would mend the finding: `span` replaced by `replacement`.
public struct FixIt: Sendable, Equatable {
  /// What is replaced; an empty span is a place to insert at.
  public let span: Span
  /// What comes instead; empty where something goes.
  public let replacement: String

  /// An edit of one place.
  public init(_ span: Span, _ replacement: String) { (self.span, self.replacement) = (span, replacement) }
}

/// One finding about what was typed or read: the same value at the prompt, in a file and as HTML.
public struct Diagnostic: Error, Sendable, Equatable {
  /// Whether it stops what it is about.
  public var severity: Severity
  /// What kind of finding this is; `.help E12` explains it.
  public var kind: DiagnosticCode
  /// One sentence without a full stop.
  public var message: String
  /// The place the finding is about, or nil where no source is to blame (a missing file given on the command line).
  public var primary: Label?
  /// Other places that matter, such as where a column was replaced.
  public var labels: [Label]
  /// More to know, a sentence each.
  public var notes: [String]
  /// What to do, in a form that can be pasted.
  public var help: String?
  /// The edits that ``help`` speaks of, made together.
  public var fixIts: [FixIt]

  /// A finding of a declared kind; an error, where nothing else is said.
  public init(
    _ severity: Severity = .error, code kind: DiagnosticCode, _ message: String, at primary: Label? = nil,
    labels: [Label] = [], notes: [String] = [], help: String? = nil, fixIts: [FixIt] = []
  ) {
    (self.severity, self.kind, self.message, self.primary) = (severity, kind, message, primary)
    (self.labels, self.notes, self.help, self.fixIts) = (labels, notes, help, fixIts)
  }
}

extension Diagnostic {
  /// The stable code of ``kind``, such as `E12`.
  public var code: String { kind.code }
}

/// Several errors found together: checking collects what it can before it gives up.
public struct Diagnostics: Error, Sendable {
  /// The errors, in the order of the source.
  public let all: [Diagnostic]
  /// Errors that were found together; at least one.
  public init(_ all: [Diagnostic]) { self.all = all }
}
