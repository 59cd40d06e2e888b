import Columns
import Diagnostics
import Language
import Syntax

/// The two that a verb such as `evaluate` brings together, of which either may stand before it.
struct ModelAndTable {
  let model: ModelValue
  let table: Table
  /// How messages call the model, and where.
  let name: Name
  /// What the statements tell of the table's columns and rows.
  let origins: [String: ColumnOrigin]
  let rows: RowSet

  /// Checks early that one side is a model and the other one a table.
  static func check(_ input: Shape, _ reference: Reference, verb: String) throws {
    if input.kind == .table {
      guard reference.value is ModelValue else { throw wrong(reference, "a model", "`TABLE | \(verb) MODEL`") }
    } else if try reference.rows() == nil {
      throw wrong(reference, "a table", "`MODEL | \(verb) TABLE`")
    }
  }

  private static func wrong(_ reference: Reference, _ what: String, _ usage: String) -> Diagnostic {
    Diagnostic(
      code: .misplacedVerb, "`\(reference.name.text)` is not \(what) but a \(reference.value.kind.name)",
      at: Label(reference.name.span, "not \(what)"), help: "write \(usage)")
  }

  /// - Parameters:
  ///   - value: what stands before the verb.
  ///   - isTable: whether that is the table.
  init(_ value: (any Value)?, isTable: Bool, _ reference: Reference, _ scope: Scope, _ context: RunContext) throws {
    let model = (isTable ? reference.value : value) as? ModelValue
    guard let model, let table = isTable ? value?.table : reference.value.table else { throw NeedsData() }
    (self.model, self.table) = (model, table)
    origins = isTable ? context.columnOrigins : scope.columnOrigins[reference.name.text] ?? [:]
    rows = isTable ? context.rows : scope.rowSets[reference.name.text] ?? .unknown
    name = isTable ? reference.name : Name("the model", reference.name.span)
  }
}
