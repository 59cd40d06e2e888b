import Columns
import Diagnostics
import Language
import Syntax

/// The keys behind `by`: columns, or expressions that the stage computes first.
enum KeyColumns {
  /// Positions of keys that are all columns.
  static func positions(_ items: [Item], _ shape: Shape, _ scope: Scope) throws -> [Int] {
    try items.map { item in
      guard case .name(let name) = item.value.kind else {
        throw Diagnostic(
          code: "E18", "a key must be a column here", at: Label(item.span, "not a column"),
          help: "compute it first: `| derive KEY = …`")
      }
      return try shape.position(of: name)
    }
  }

  /// Keys with the names that the result gives them; an expression needs one.
  static func named(_ items: [Item], _ shape: Shape, _ scope: Scope) throws -> [NamedExpression] {
    var seen = Set<String>()
    return try ItemExpander(shape, defaultTemplate: "{col}").expand(items, in: scope).map { item in
      guard seen.insert(item.name).inserted else {
        throw Diagnostic(code: "E25", "the key `\(item.name)` is given twice", at: Label(item.span, "again here"))
      }
      let expression = try ExpressionChecker(shape, item.scope).check(item.expression)
      return NamedExpression(item.name, expression, source: item.text)
    }
  }
}
