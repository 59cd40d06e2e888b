import Columns
import Diagnostics
import Syntax

/// Expressions without columns, computed on the spot.
enum Constant {
  static func evaluate(_ expression: Expression, in scope: Scope) throws -> Cell {
    let checked = try ExpressionChecker(Shape.table(Schema([])), scope).check(expression)
    let one = Table(schema: Schema([]), columns: [], rowCount: 1)
    var evaluator = BlockEvaluator(table: one, range: 0..<1, execution: .serial)
    let vector = try evaluator.evaluate(checked).spread(1)
    return try ColumnAssembler.column([vector], type: checked.type ?? .float, .serial)[0]
  }
}
