import Columns
import Diagnostics
import Language
import Syntax

/// What preparation verbs share in choosing their columns.
enum PreparedColumns {
  static let optional = Parameter<Bool>("optional", default: false, "Whether the selection may be empty.")
}

extension BoundArguments {
  /// Positions of the columns to prepare. Selectors pass over the target and the key.
  /// - Throws: `Diagnostic` for a missing column, an empty selection unless `optional: yes`, and for the target or a
  ///   declared key.
  func features(_ columns: Parameter<ColumnSelection>, in input: Shape, _ roles: Roles) throws -> [Int] {
    let selection = self[columns]
    let isOptional = self[PreparedColumns.optional] || selection.isByMeasure
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
