import Language

/// A result that has forms of its own beside the table it is.
protocol DocumentedValue: Value {
  /// The endings of the files that `export` writes such a form to.
  static var documentEndings: [String] { get }
  /// The form for one of ``documentEndings``.
  func document(_ ending: String, _ context: RunContext) throws -> String
}

extension ValueKind {
  /// The endings that results of the kind are written under, beside those of tables.
  var documentEndings: [String] {
    switch self {
    case .drift: DriftValue.documentEndings
    case .scorecard: ScorecardValue.documentEndings
    default: []
    }
  }
}

extension DriftValue: DocumentedValue {
  static let documentEndings = ["html"]

  func document(_ ending: String, _ context: RunContext) -> String { DriftDocument(self).html }
}

extension ScorecardValue: DocumentedValue {
  static let documentEndings = ["json", "sql", "pmml"]

  func document(_ ending: String, _ context: RunContext) throws -> String {
    switch ending {
    case "json": card.json
    case "sql": card.sql
    default: try card.pmml()
    }
  }
}
