import Columns
import Diagnostics
import Language
import Syntax

/// What preparation verbs share in choosing their columns.
enum PreparedColumns {
  static let optional = Parameter<Bool>("optional", default: false, "Whether the selection may be empty.")
}

extension BoundArguments {
  /// Positions of the columns to prepare. Type words such as `@num` pass over the target and the key.
  /// - Throws: `Diagnostic` for a missing column, an empty selection unless `optional: yes`, and for the target.
  func features(_ columns: Parameter<ColumnSelection>, in input: Shape, _ roles: Roles) throws -> [Int] {
    let selection = self[columns]
    let isOptional = self[PreparedColumns.optional] || selection.isByMeasure
    let chosen = try selection.positions(in: input, optional: isOptional, excluding: roles.exclusions)
    if let target = roles.target, chosen.contains(where: { input.fields.fields[$0].name == target }) {
      throw Diagnostic(
        code: "E18", "`\(target)` is the target here, and is not to be prepared",
        at: Label(place(of: target, in: columns), "chooses the target"),
        help: "type words such as `@num` leave it out; otherwise write `@(… - \(target))`")
    }
    return chosen
  }

  /// The diagnostic for a column of a type that the verb does not take: `takes numbers`.
  func wrongType(
    of field: Field, in columns: Parameter<ColumnSelection>, _ takes: String, help: String?
  ) -> Diagnostic {
    Diagnostic(
      code: "E15", "`\(stage.verb.text)` \(takes), and `\(field.name)` is \(field.type.rawValue)",
      at: Label(place(of: field.name, in: columns), "`\(field.name)` is \(field.type.rawValue)"), help: help)
  }

  /// Where a column is named, or else the whole selection.
  private func place(of column: String, in columns: Parameter<ColumnSelection>) -> Span {
    let mention = stage.mention(of: column)
    return mention == stage.verb.span ? span(of: columns) : mention
  }
}
