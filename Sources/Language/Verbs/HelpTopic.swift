import Relational

/// A word of the language besides the verbs, as help and completion know it.
public struct HelpTopic: Sendable {
  public let kind: Kind
  public let name: String
  /// How it is written: `clip(x, min: a, max: b)`.
  public let usage: String
  public let summary: String
  /// The labels that arguments in parentheses can have, with what each is for.
  public let labels: [(name: String, text: String)]
  /// Whether columns are written in the parentheses.
  public let takesColumns: Bool
  /// Other words that people ask for it by.
  public let aliases: [String]
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
  }

  public init(
    _ kind: Kind, _ name: String, usage: String, _ summary: String, labels: [(name: String, text: String)] = [],
    takesColumns: Bool = true, aliases: [String] = [], examples: [Example] = []
  ) {
    (self.kind, self.name, self.usage, self.summary) = (kind, name, usage, summary)
    (self.labels, self.takesColumns) = (labels, takesColumns)
    (self.aliases, self.examples) = (aliases, examples)
  }
}

extension HelpTopic {
  /// Every function, by name.
  public static let functions: [HelpTopic] = {
    let scalar = ScalarFunction.all.values.map { function in
      HelpTopic(
        .function, function.name, usage: function.usage, function.summary,
        labels: function.options.map { ($0, "") })
    }
    return (scalar + GroupedFunction.all.map(grouped)).sorted { ($0.name, $0.usage) < ($1.name, $1.usage) }
  }()

  private static func grouped(_ function: GroupedFunction) -> HelpTopic {
    switch function.implementation {
    case .aggregate(let aggregate):
      HelpTopic(
        .aggregate, function.name, usage: function.usage, function.summary,
        labels: aggregate.takesOrder ? [("order", "")] : [])
    case .window: HelpTopic(.window, function.name, usage: function.usage, function.summary)
    }
  }
}
