import Columns
import Diagnostics
import Language
import Syntax

/// The keys behind `by`: columns, or expressions that the stage computes first.
enum KeyColumns {
  /// Positions of keys that are all columns, by name or by selector; each once.
  static func positions(_ items: [Item], _ shape: Shape, _ scope: Scope) throws -> [Int] {
    var seen = Set<Int>()
    return try items.flatMap { item -> [Int] in
      try item.requireBare("a key")
      switch item.value.kind {
      case .name, .selector: return try ColumnSelection(items: [item], scope: scope).positions(in: shape)
      default:
        throw Diagnostic(
          code: "E18", "a key must be a column here", at: Label(item.span, "not a column"),
          help: "compute it first: `| derive KEY = …`")
      }
    }.filter { seen.insert($0).inserted }
  }

  /// Keys with the names that the result gives them; an expression needs one.
  static func named(_ items: [Item], _ shape: Shape, _ scope: Scope) throws -> [NamedExpression] {
    var seen = Set<String>()
    for item in items { try item.requireNoCondition("a key") }
    return try ItemExpander(shape, defaultTemplate: "{col}").expand(items, in: scope).map { item in
      guard seen.insert(item.name).inserted else {
        throw Diagnostic(code: "E25", "the key `\(item.name)` is given twice", at: Label(item.span, "again here"))
      }
      let expression = try ExpressionChecker(shape, item.scope).check(item.expression)
      return NamedExpression(item.name, expression, source: item.text)
    }
  }
}
