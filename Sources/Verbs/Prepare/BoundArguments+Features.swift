import Columns
import Diagnostics
import Language
import Syntax

/// What preparation verbs share in choosing their columns.
enum PreparedColumns {
  static let optional = Parameter<Bool>("optional", default: false, "Whether the selection may be empty.")
  static let target = Parameter<ColumnName?>(
    "target", default: nil, shows: "the declared target",
    "The column to go by on a table, 0 or 1; a recipe's is the model's.")
}

extension BoundArguments {
  /// The target of a step that goes by one: as it is written, or else that of the roles.
  /// - Throws: `Diagnostic` where there is none, or another one than that of the roles.
  func targetName(_ roles: Roles) throws -> Name {
    let written = self[PreparedColumns.target]?.name
    if let written, let known = roles.target, written.text != known {
      throw Diagnostic(
        code: .wrongValue, "the target here is `\(known)`", at: Label(written.span, "another column"),
        help: "leave `target:` out")
    }
    if let name = written ?? roles.target.map({ Name($0, verbSpan) }) { return name }
    throw Diagnostic(
      code: .argumentCount, "`\(stage.verb.text)` needs a target, and this table declares none",
      at: Label(verbSpan, "which column is it?"),
      help: "add `target: COLUMN`, or put the step in a recipe, whose target the model names")
  }

  /// The roles with the target that a step goes by.
  func withTarget(_ roles: Roles) throws -> Roles {
    Roles(target: try targetName(roles).text, key: roles.key, isKeyDeclared: roles.isKeyDeclared)
  }
}

extension BoundArguments {
  /// Positions of the columns to prepare. Selectors pass over the target and the key.
  /// - Parameter hasOption: whether the verb has `optional:`.
  /// - Throws: `Diagnostic` for a missing column, an empty selection unless `optional: yes`, and for the target or a
  ///   declared key.
  func features(
    _ columns: Parameter<ColumnSelection>, in input: Shape, _ roles: Roles, hasOption: Bool = true
  ) throws -> [Int] {
    let selection = self[columns]
    let isOptional = hasOption ? self[PreparedColumns.optional] || selection.isByMeasure : nil
    let chosen = try selection.positions(in: input, optional: isOptional, excluding: roles.exclusions)
    let named = Set(chosen.map { input.fields[$0].name })
    if let target = roles.target, named.contains(target) { throw isNoFeature(target, "target", columns) }
    if roles.isKeyDeclared, let key = roles.key.first(where: named.contains) { throw isNoFeature(key, "key", columns) }
    return chosen
  }

  private func isNoFeature(_ name: String, _ role: String, _ columns: Parameter<ColumnSelection>) -> Diagnostic {
    let others = self[columns].items.filter { $0.value.sourceText != name }
    var rest = stage
    rest.arguments = others
    let isNamed = !others.isEmpty && others.count < self[columns].items.count
    return Diagnostic(
      code: .wrongValue, "`\(name)` is the \(role) here, and is not to be prepared",
      at: Label(place(of: name, in: columns), "chooses the \(role)"),
      help: isNamed
        ? "leave it out: `\(rest.sourceText)`; selectors such as `@num` do so by themselves"
        : "choose features: selectors such as `@num` leave the \(role) out by themselves")
  }

  /// The diagnostic for a column of a type that the verb does not take: `takes numbers`.
  func wrongType(
    of field: Field, in columns: Parameter<ColumnSelection>, _ takes: String, help: String?
  ) -> Diagnostic {
    Diagnostic(
      code: .wrongType, "`\(stage.verb.text)` \(takes), and `\(field.name)` is \(field.type.rawValue)",
      at: Label(place(of: field.name, in: columns), "`\(field.name)` is \(field.type.rawValue)"), help: help)
  }

  /// Where a column is named, or else the whole selection.
  private func place(of column: String, in columns: Parameter<ColumnSelection>) -> Span {
    let mention = stage.mention(of: column)
    return mention == stage.verb.span ? span(of: columns) : mention
  }
}
