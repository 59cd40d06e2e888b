import Columns
import Diagnostics
import Language
import Syntax

/// Adds columns, or replaces those of the same name.
enum DeriveVerb: RowWiseVerb {
  static let items = Parameter<Items>("items", "The columns to compute: `NAME = expression`.")
  static let order = Parameter<OrderKeys?>(
    "order", default: nil,
    "What orders the rows of a group, for window functions: one key or several; `-NAME` is from high to low.")
  static let signature = Signature(
    "derive", inputs: [.table, .recipe], positional: [items.declaration], clauses: [.by], options: [order.declaration],
    synonyms: ["mutate", "extend", "assign"], columnUse: .handsOn)
  static let summary = "Adds columns, or replaces those of the same name."
  static let discussion = """
    Later items see earlier ones. A selector inside an item stands for one item a column, named by the template behind \
    `as`. With `by` or `order:`, window functions (`lag`, `cumsum` …) and aggregates give each row a value from its \
    group. `order: day, -hour` goes by several keys, up to the next option or named item; an order that leaves ties is \
    completed by the order of the rows. What nothing heeds is an error: `by` or `order:` where no item looks at other \
    rows.
    """
  static let examples = [
    Example("range 3 | derive double = n * 2", "One column.", gives: .table("n int, double int", "0 0\n1 2\n2 4")),
    Example(
      "range 2 | derive { a = n + 1, b = a * a }", "Later items see earlier ones.",
      gives: .table("n int, a int, b int", "0 1 1\n1 2 4")),
    Example(
      "range 3 | derive nullif(@int, 1) as \"{col}\"", "Each column of a selector.",
      gives: .table("n int", "0\nnull\n2")),
    Example(
      "range 4 | derive odd = n % 2 | derive before = lag(n) by odd", "A window function.",
      gives: .table("n int, odd int, before int", "0 0 null\n1 1 null\n2 0 0\n3 1 1")),
    Example(
      "range 4 | derive odd = n % 2 | derive place = row_number(), order: odd, -n", "An order of two keys.",
      gives: .table("n int, odd int, place int", "0 0 2\n1 1 4\n2 0 1\n3 1 3")),
  ]

  static func tableStep(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let keys = try KeyColumns.positions(arguments.stage.by ?? [], input, arguments.scope)
    let orderColumns = try arguments[order]?.columns(in: input) ?? []
    let isWindow = arguments.stage.by != nil || !orderColumns.isEmpty
    var made = DerivedShape(input), named: [NamedExpression] = []
    for item in arguments[items].items {
      // Each item is expanded against the columns as the items before it left them.
      for expanded in try made.known(to: item.value, { try ItemExpander($0).expand([item], in: arguments.scope) }) {
        if let condition = expanded.condition {
          throw Diagnostic(
            code: .argumentCount, "`derive` takes no `where` in an item",
            at: Label(condition.span, "not expected here"),
            help: "write `if condition then value else null`")
        }
        let expression = try made.known(to: expanded.expression) {
          try ExpressionChecker($0, expanded.scope, mode: isWindow ? .windows : .ranks).check(expanded.expression)
        }
        named.append(NamedExpression(expanded.name, expression, source: expanded.text))
        made.add(made.field(expression, named: expanded.name))
      }
    }
    try requireUse(of: arguments, by: named)
    return Step(.derive(named, by: keys, order: orderColumns), output: .table(made.all.fields))
  }

  /// - Throws: `Diagnostic` for groups or an order that no item looks at.
  private static func requireUse(of arguments: BoundArguments, by items: [NamedExpression]) throws {
    // Without `by` an order makes one group of all rows, whose aggregates do not depend on it.
    let isOneGroup = arguments.stage.by == nil
    let isHeeded = items.contains { $0.expression.needsOrder || isOneGroup && $0.expression.containsGroupedCall }
    if arguments.isWritten(order), !isHeeded {
      throw Diagnostic(
        code: .wrongValue, "`order:` changes nothing here: no item looks at the rows before or behind",
        at: Label(arguments.span(of: order), "nothing goes by it"),
        help: "to put the rows in order, write a stage `| sort`; without that, leave `order:` out")
    }
    guard let by = arguments.stage.by, let first = by.first, let last = by.last,
      !items.contains(where: \.expression.containsGroupedCall)
    else { return }
    throw Diagnostic(
      code: .wrongValue, "`by` changes nothing here: no item looks at other rows",
      at: Label(first.span.joined(with: last.span), "nothing goes by it"),
      help: "leave it out, or use an aggregate or a window function: `mean(x)`, `lag(x)`")
  }
}
