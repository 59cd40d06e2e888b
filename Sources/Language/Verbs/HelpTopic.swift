import Relational

/// A word of the language besides the verbs, as help and completion know it.
public struct HelpTopic: Sendable {
  /// What sort of word it is.
  public let kind: Kind
  /// The word itself.
  public let name: String
  /// How it is written: `clip(x, min: a, max: b)`.
  public let usage: String
  /// One sentence: what it does.
  public let summary: String
  /// The labels that arguments in parentheses can have, with what each is for.
  public let labels: [(name: String, text: String)]
  /// The arguments without a label, with what each is for.
  public let arguments: [(name: String, text: String)]
  /// A call that shows what the word does, and what it gives.
  public let example: FunctionExample?
  /// What can stand in the parentheses.
  public let signature: FunctionSignature?
  /// Whether columns are written in the parentheses.
  public let takesColumns: Bool
  /// Other words that people ask for it by.
  public let aliases: [String]
  /// Scripts that use it.
  public let examples: [Example]

  /// What sort of word it is; the cases stand in the order of a list.
  public enum Kind: String, Sendable, CaseIterable {
    case function = "Functions of one row"
    case aggregate = "Aggregates"
    case window = "Window functions"
    case estimator = "Estimators"
    case mark = "Marks of charts"
    case statement = "Statements"
    case selector = "Selectors"
    case type = "Types"
    case expression = "Expressions and clauses"

    /// Whether it computes values inside an expression.
    public var isFunction: Bool { self == .function || self == .aggregate || self == .window }
  }

  /// A word with what help and completion say of it.
  public init(
    _ kind: Kind, _ name: String, usage: String, _ summary: String, labels: [(name: String, text: String)] = [],
    arguments: [(name: String, text: String)] = [], takesColumns: Bool = true, example: FunctionExample? = nil,
    signature: FunctionSignature? = nil, aliases: [String] = [], examples: [Example] = []
  ) {
    (self.kind, self.name, self.usage, self.summary) = (kind, name, usage, summary)
    (self.labels, self.arguments, self.takesColumns, self.example) = (labels, arguments, takesColumns, example)
    (self.signature, self.aliases, self.examples) = (signature, aliases, examples)
  }
}

extension HelpTopic {
  /// Every function, by name.
  public static let functions: [HelpTopic] = {
    let scalar = ScalarFunction.all.values.map { HelpTopic(.function, $0.signature, $0.summary, $0.example) }
    let grouped = GroupedFunction.all.map { function in
      let isWindow = if case .window = function.implementation { true } else { false }
      return HelpTopic(isWindow ? .window : .aggregate, function.signature, function.summary, function.example)
    }
    return (scalar + grouped).sorted { ($0.name, $0.usage) < ($1.name, $1.usage) }
  }()

  private init(_ kind: Kind, _ signature: FunctionSignature, _ summary: String, _ example: FunctionExample) {
    self.init(
      kind, signature.name, usage: signature.usage, summary,
      labels: signature.labelled.map { ($0.name, $0.explanation) },
      arguments: signature.positional.filter { $0.rows != .any || !$0.documentation.isEmpty }
        .map { ($0.name, $0.explanation) },
      example: example, signature: signature)
  }
}

extension ParameterInfo {
  /// What the argument of a function is for, with its type, bounds and default: `Whole number from 0 up, a constant; 1
  /// by default. How many rows away.`
  public var explanation: String {
    let bounds = range.map { " " + $0.described } ?? ""
    let isText = takes(String.self) && choices.isEmpty
    let standard = defaultText.map { "; \(isText ? "\"\($0)\"" : $0) by default" } ?? ""
    let words = choices.isEmpty ? typeName : choices.joined(separator: ", ")
    let kind = words.prefix(1).uppercased() + words.dropFirst() + bounds
    let constancy = rows == nil && !isOfColumns ? ", a constant" : ""
    return kind + constancy + standard + "." + (documentation.isEmpty ? "" : " " + documentation)
  }

  /// Whether columns are named there.
  private var isOfColumns: Bool { takes(OrderKeys.self, ColumnName.self, ColumnSelection.self) }
}
