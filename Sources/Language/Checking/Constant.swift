import Columns
import Diagnostics
import Syntax

/// Expressions without columns, computed on the spot.
enum Constant {
  /// - Throws: `Diagnostic` for an expression that names a column, or is none.
  static func evaluate(_ expression: Expression, in scope: Scope) throws -> Cell {
    if let variable = expression.firstVariable {
      throw Diagnostic(
        code: .wrongValue, "a constant is needed here: a value that is known before any row is read",
        at: Label(variable.span, scope.meaning(of: variable)), help: scope.helpTowardsConstant(variable))
    }
    let checked = try ExpressionChecker(Shape.table(Schema([])), scope).check(expression)
    let one = Table(schema: Schema([]), columns: [], rowCount: 1)
    var evaluator = BlockEvaluator(table: one, range: 0..<1, execution: .serial)
    let vector = try evaluator.evaluate(checked).spread(1)
    return try ColumnAssembler.column([vector], type: checked.type ?? .float, .serial)[0]
  }
}

extension Expression {
  /// The first part that can differ from row to row: the name of a column, or a selector.
  var firstVariable: Expression? {
    switch kind {
    case .name, .selector: return self
    default:
      for child in children { if let found = child.firstVariable { return found } }
      return nil
    }
  }
}

extension Scope {
  /// What a part that is no constant is, for a label.
  func meaning(of variable: Expression) -> String {
    guard case .name(let name) = variable.kind else { return "these are columns" }
    return scalars[name.text] == nil ? "`\(name.text)` is no constant" : "a parameter without its dollar"
  }

  /// What to write instead.
  func helpTowardsConstant(_ variable: Expression) -> String {
    guard case .name(let name) = variable.kind, scalars[name.text] != nil else {
      return "literals, `$` parameters and loop variables can stand here, and what is computed from them"
    }
    return "a parameter is written with a dollar: `$\(name.text)`"
  }
}
