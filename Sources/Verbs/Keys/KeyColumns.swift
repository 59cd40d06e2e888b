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
          code: .wrongValue, "a key must be a column here", at: Label(item.span, "not a column"),
          help: "compute it first: `| derive KEY = …`")
      }
    }.filter { seen.insert($0).inserted }
  }

  /// Keys with the names that the result gives them; an expression needs one. A later key sees the earlier ones, which
  /// may take the place of a column, as items of `derive` do.
  static func named(_ items: [Item], _ input: Shape, _ scope: Scope) throws -> [NamedExpression] {
    var shape = input, seen = Set<String>(), keys: [NamedExpression] = []
    for item in items { try item.requireNoCondition("a key") }
    for key in try ItemExpander(input, defaultTemplate: "{col}").expand(items, in: scope) {
      guard seen.insert(key.name).inserted else {
        throw Diagnostic(code: .columnName, "the key `\(key.name)` is given twice", at: Label(key.span, "again here"))
      }
      let expression = try ExpressionChecker(shape, key.scope).check(key.expression)
      keys.append(NamedExpression(key.name, expression, source: key.text))
      if case .column(let position) = expression.node, shape.fields.names[position] == key.name { continue }
      let field = expression.field(named: key.name, over: shape.fields)
      shape = Shape.table(shape.fields.setting(field)).inheriting(shape)
    }
    return keys
  }
}
