import Columns
import Diagnostics
import Language
import Syntax

/// Adds columns, or replaces those of the same name.
enum DeriveVerb: RowWiseVerb {
  static let items = Parameter<Items>("items", "The columns to compute: `NAME = expression`.")
  static let order = Parameter<ColumnSelection?>(
    "order", default: nil, "What orders the rows of a group, for window functions.")
  static let signature = Signature(
    "derive", inputs: [.table, .recipe], positional: [items.declaration], clauses: [.by], options: [order.declaration],
    synonyms: ["mutate", "extend", "assign"], columnUse: .handsOn)
  static let summary = "Adds columns, or replaces those of the same name."
  static let discussion = """
    Later items see earlier ones. A selector inside an item stands for one item a column, named by the template behind \
    `as`. With `by`, window functions (`lag`, `cumsum` …) and aggregates give each row a value from its group.
    """
  static let examples = [
    Example("range 3 | derive double = n * 2", "One column.", prints: "0 0\n1 2\n2 4"),
    Example("range 2 | derive { a = n + 1, b = a * a }", "Later items see earlier ones.", prints: "0 1 1\n1 2 4"),
    Example("range 3 | derive nullif(@int, 1) as \"{col}\"", "Each column of a selector.", prints: "0\nnull\n2"),
    Example("range 4 | derive odd = n % 2 | derive before = lag(n) by odd", "A window function.",
      prints: "0 0 null\n1 1 null\n2 0 0\n3 1 1"),
  ]

  static func tableStep(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let keys = try KeyColumns.positions(arguments.stage.by ?? [], input, arguments.scope)
    let orderColumns = try SortColumns.resolve(arguments[order]?.items ?? [], input, arguments.scope)
    let isWindow = arguments.stage.by != nil || !orderColumns.isEmpty
    var shape = input, named: [NamedExpression] = []
    for item in arguments[items].items {
      // Each item is expanded against the columns as the items before it left them.
      for expanded in try ItemExpander(shape).expand([item], in: arguments.scope) {
        if let condition = expanded.condition {
          throw Diagnostic(
            code: "E16", "`derive` takes no `where` in an item", at: Label(condition.span, "not expected here"),
            help: "write `if condition then value else null`")
        }
        let checker = ExpressionChecker(shape, expanded.scope, mode: isWindow ? .windows : .ranks)
        let expression = try checker.check(expanded.expression)
        named.append(NamedExpression(expanded.name, expression, source: expanded.text))
        let fields = shape.fields.setting(Field(expanded.name, expression.type ?? .float))
        shape = Shape.table(fields).inheriting(shape)
      }
    }
    return Step(.derive(named, by: keys, order: orderColumns), output: .table(shape.fields))
  }
}
