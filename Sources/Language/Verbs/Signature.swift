import Diagnostics

/// What a verb takes and returns: from it its arguments are bound, and help, completion and the reference are made.
public struct Signature: Sendable {
  /// One word or two.
  public let name: String
  /// The kinds of value it takes; empty for a verb that starts a pipeline.
  public let inputs: [ValueKind]
  /// The kind of value that the verb gives.
  public let output: ValueKind
  /// The arguments without a label, in order.
  public let positional: [ParameterInfo]
  /// The arguments with a label.
  public let options: [ParameterInfo]
  /// The clauses that may or must follow.
  public let clauses: Set<Clause>
  /// What other tools call the same thing, to point people who come from them here.
  public let synonyms: Set<String>
  /// Which columns of its input the verb reads.
  public let columnUse: ColumnUse

  /// A clause that a verb may take besides its arguments.
  public enum Clause: Sendable { case by, requiredBy, on }

  /// How a verb is called; it takes tables and gives one where nothing else is said.
  public init(
    _ name: String, inputs: [ValueKind] = [.table], output: ValueKind = .table, positional: [ParameterInfo] = [],
    clauses: Set<Clause> = [], options: [ParameterInfo] = [], synonyms: Set<String> = [],
    columnUse: ColumnUse = .any
  ) {
    (self.name, self.inputs, self.output, self.positional) = (name, inputs, output, positional)
    (self.clauses, self.options, self.synonyms) = (clauses, options, synonyms)
    self.columnUse = columnUse
  }

  /// Whether a pipeline may begin with it.
  public var isSource: Bool { inputs.isEmpty }
  /// Whether the main table of a result may stand for it: where tables are made of tables.
  public var takesMainTables: Bool { inputs.contains(.table) && output == .table }
  /// Whether `by` may follow.
  public var takesBy: Bool { clauses.contains(.by) || clauses.contains(.requiredBy) }

  /// The verb with all its arguments: `head [COUNT]`, `agg ITEMS [by KEYS]`.
  public var usage: String { usage(of: options) }

  /// The usage for a message: where there are many options, only those that must be written.
  public var shortUsage: String {
    let whole = usage
    guard whole.count > Self.messageWidth else { return whole }
    return usage(of: options.filter(\.isRequired)) + "[, …]; `.help \(name)` shows all"
  }

  /// The longest usage that a message or a hint shows whole.
  static let messageWidth = 80

  private func usage(of options: [ParameterInfo]) -> String { usagePieces(of: options).map(\.text).joined() }

  /// The usage in pieces, with some of the options.
  func usagePieces(of options: [ParameterInfo]) -> [UsagePiece] {
    var pieces = [UsagePiece(text: name)]
    for parameter in positional {
      let text = parameter.name.uppercased()
      pieces.append(UsagePiece(text: " "))
      pieces.append(UsagePiece(text: parameter.isRequired ? text : "[\(text)]", parameter: parameter.name))
    }
    if clauses.contains(.on) { pieces.append(UsagePiece(text: " on KEYS [1:1|m:1|1:m|m:m]")) }
    if clauses.contains(.requiredBy) { pieces.append(UsagePiece(text: " by KEYS")) }
    if clauses.contains(.by) { pieces.append(UsagePiece(text: " [by KEYS]")) }
    for option in options {
      let value = option.choices.isEmpty ? option.typeName : option.choices.joined(separator: "|")
      let text = option.isRequired ? ", \(option.name): \(value)" : "[, \(option.name): \(value)]"
      pieces.append(UsagePiece(text: text, parameter: option.name))
    }
    return pieces
  }
}
