/// How serious a finding is.
public enum Severity: String, Sendable, Codable {
  case error, warning, note
}

/// A place in the source, with what there is to say about it.
public struct Label: Sendable, Equatable {
  public let span: Span
  public let text: String

  public init(_ span: Span, _ text: String = "") { (self.span, self.text) = (span, text) }
}

/// An edit that would mend the finding: `span` replaced by `replacement`.
public struct FixIt: Sendable, Equatable {
  public let span: Span
  public let replacement: String

  public init(_ span: Span, _ replacement: String) { (self.span, self.replacement) = (span, replacement) }
}

/// One finding about what was typed or read: the same value at the prompt, in a file and as HTML.
public struct Diagnostic: Error, Sendable, Equatable {
  public var severity: Severity
  /// A stable code, such as `E12`; `.help E12` explains it.
  public var code: String
  /// One sentence without a full stop.
  public var message: String
  /// The place the finding is about, or nil where no source is to blame (a missing file given on the command line).
  public var primary: Label?
  /// Other places that matter, such as where a column was replaced.
  public var labels: [Label]
  public var notes: [String]
  /// What to do, in a form that can be pasted.
  public var help: String?
  public var fixIts: [FixIt]

  public init(
    _ severity: Severity = .error, code: String, _ message: String, at primary: Label? = nil, labels: [Label] = [],
    notes: [String] = [], help: String? = nil, fixIts: [FixIt] = []
  ) {
    (self.severity, self.code, self.message, self.primary) = (severity, code, message, primary)
    (self.labels, self.notes, self.help, self.fixIts) = (labels, notes, help, fixIts)
  }
}

/// Several errors found together: checking collects what it can before it gives up.
public struct Diagnostics: Error, Sendable {
  public let all: [Diagnostic]
  public init(_ all: [Diagnostic]) { self.all = all }
}
