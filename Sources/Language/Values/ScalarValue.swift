import Columns
import Diagnostics
import Syntax

/// What an expression without a table comes to: one value, as `2 + 2` and `$cut.cost` give it.
public struct ScalarValue: Value {
  /// The value.
  public let cell: Cell
  private let type: ColumnType

  /// A value of a type, which also null has.
  init(_ cell: Cell, type: ColumnType) { (self.cell, self.type) = (cell, type) }

  /// A single value.
  public static let kind = ValueKind("value", mainTable: "the value in the column `value`")
  /// A single value.
  public var kind: ValueKind { Self.kind }
  /// The value itself.
  public var fields: [(name: String, cell: Cell)] { [("value", cell)] }
  /// The value in one line, as it would be written.
  public var presentation: Presentation { Presentation(text: CellFormat.literal(cell)) }
  /// A row with the value.
  public var mainTable: Table? {
    Table(schema: Schema([Field("value", type)]), columns: [Column(cells: [cell], type: type)], rowCount: 1)
  }
  /// A row with the value.
  public var contents: [(name: String, table: Table)] { mainTable.map { [("", $0)] } ?? [] }
}

extension Interpreter {
  /// The value of an expression by itself, with notes on what happened on the way, such as a division by zero.
  ///
  /// - Throws: `Diagnostic` for an expression that names a column, or is none.
  func value(of expression: Expression, _ context: RunContext) throws -> ScalarValue {
    if let variable = expression.firstVariable { throw needsTable(variable) }
    let checked = try ExpressionChecker(Shape.table(Schema([])), scope).check(expression)
    let one = Table(schema: Schema([]), columns: [], rowCount: 1)
    let (columns, tallies) = try BlockEvaluator.columns([checked], over: one, context.execution)
    context.report(tallies[0], in: Formatter.format(expression))
    return ScalarValue(columns[0][0], type: columns[0].type)
  }

  /// A column stands in a statement that has no table.
  private func needsTable(_ variable: Expression) -> Diagnostic {
    var help = "begin with the table that has the column: `TABLE | derive x = …`, or `TABLE | agg …`"
    if case .name(let name) = variable.kind {
      if scope.scalars[name.text] != nil { help = "a parameter is written with a dollar: `$\(name.text)`" }
      if let field = scope.bindings[name.text]?.fields.first?.name {
        help = "a field of a result is written with a dollar: `$\(name.text).\(field)`"
      }
    }
    return Diagnostic(
      code: .wrongValue, "a statement without a table knows no columns",
      at: Label(variable.span, scope.meaning(of: variable)), help: help)
  }
}
