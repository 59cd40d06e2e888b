import Columns

/// How the value of a running statement comes about, for what is kept beside a file written from it.
public struct Provenance: Sendable {
  /// A script of the statements that the value depends on, the running one last, in the canonical layout; parameters
  /// stand in it with the values in force.
  public let script: String
  /// The parameters that the script declares, with their values as the language writes them.
  public let parameters: [String: String]
  /// The files that the statements before the running one read.
  public let inputs: [InputFile]

  /// How a value comes about, from its three parts.
  public init(script: String, parameters: [String: String], inputs: [InputFile]) {
    (self.script, self.parameters, self.inputs) = (script, parameters, inputs)
  }
}

/// Where a column was made.
public struct ColumnOrigin: Sendable, Equatable {
  /// The name that the statement was bound to; nil while the statement runs, and where it binds none.
  public var binding: String?
  /// The verb of the stage.
  public let verb: String
  /// What made the column: its own expression, where it has one, or else the stage.
  public let text: String
  /// Stages that gave the column other values since, each as text.
  public var changes: [String] = []
  /// What its values came about from.
  public var history: ColumnHistory

  /// A column that a verb made, and that nothing has changed since.
  public init(binding: String? = nil, verb: String, text: String, history: ColumnHistory) {
    (self.binding, self.verb, self.text, self.history) = (binding, verb, text, history)
  }

  /// The origin with the name that its statement turns out to be bound to, where it has none from an earlier one.
  func bound(to name: String) -> ColumnOrigin {
    var origin = self
    origin.binding = binding ?? name
    return origin
  }
}
