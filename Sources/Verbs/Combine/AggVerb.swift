import Columns
import Diagnostics
import Language
import Syntax

/// Makes one row of each group.
enum AggVerb: Verb {
  static let items = Parameter<Items>("items", "The aggregates: `NAME = mean(COLUMN)`.")
  static let signature = Signature(
    "agg", positional: [items.declaration], clauses: [.by],
    synonyms: ["summarise", "summarize", "aggregate", "group_by", "groupby"], columnUse: .ends)
  static let summary = "Makes one row of each group, in order of first appearance."
  static let discussion = """
    Without `by` the whole table is one group. `[f, g](@sel) as "{col}_{FN}"` applies each function to each column; \
    `expr where cond` restricts one aggregate to some rows, `(expr) where cond` all aggregates of an expression in \
    parentheses; behind several without parentheses, as in `sum(a) / sum(b) where cond`, a condition is refused. \
    `for v in list` repeats an item. Keys may be computed, `by { band = cut(AGE, [25, 60]) }`; later keys and the \
    aggregates see them. Null keys form a group of their own. Over no rows an aggregate is null and a count 0.
    """
  static let examples = [
    Example(
      "range 5 | derive odd = n % 2 | agg { rows = count(), total = sum(n) } by odd", "Two aggregates by a key.",
      gives: .table("odd int, rows int, total int", "0 3 6\n1 2 4")),
    Example(
      "range 4 | agg [min, max](@int) as \"{col}_{FN}\"", "A cross product of functions and columns.",
      gives: .table("n_MIN int, n_MAX int", "0 3")),
    Example(
      "range 4 | agg big = sum(n) where n > 1", "One aggregate over some rows.",
      gives: .table("big int", "5")),
    Example(
      "range 4 | agg sum(n) where n > $k as \"over_{k}\" for k in [0, 2]", "An item for each value of a list.",
      gives: .table("over_0 int, over_2 int", "6 3")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try step(input, arguments, items: arguments[items].items)
  }

  static func step(_ input: Shape, _ arguments: BoundArguments, items: [Item]) throws -> Step {
    let (base, keys, derived) = try keys(input, arguments)
    var named: [NamedExpression] = [], seen: [String: Span] = [:]
    for key in keys { seen[base.fields[key].name] = arguments.verbSpan }
    for item in try ItemExpander(base, defaultTemplate: "{col}_{fn}").expand(items, in: arguments.scope) {
      try item.scope.checkCancelled()
      if let earlier = seen[item.name] { throw twice(item, earlier) }
      seen[item.name] = item.span
      var expression = try ExpressionChecker(base, item.scope, mode: .aggregates).check(item.expression)
      if let condition = item.condition {
        try requireOneMeaning(item, expression, condition)
        expression = expression.restricted(to: try ExpressionChecker(base, item.scope).condition(condition))
      }
      named.append(NamedExpression(item.name, expression, source: item.text))
    }
    let made = named.map { (field: Field($0.name, $0.expression.type ?? .float), expression: $0.expression) }
    let schema = base.fields.aggregated(made, by: keys)
    let aggregate = Step(.aggregate(named, by: keys), output: .table(schema))
    return derived.isEmpty ? aggregate : aggregate.following([Step(.derive(derived, by: [], order: []), output: base)])
  }

  /// The keys behind `by`: columns as they are; expressions, such as bands, are computed first.
  private static func keys(
    _ input: Shape, _ arguments: BoundArguments
  ) throws -> (base: Shape, keys: [Int], derived: [NamedExpression]) {
    var base = input, derived: [NamedExpression] = [], keys: [Int] = []
    for key in try KeyColumns.named(arguments.stage.by ?? [], input, arguments.scope) {
      if case .column(let position) = key.expression.node, base.fields[position].name == key.name {
        keys.append(position)
        continue
      }
      derived.append(key)
      let schema = base.fields.setting(key.expression.field(named: key.name, over: base.fields))
      base = Shape.table(schema).inheriting(base)
      keys.append(schema.index(of: key.name) ?? 0)
    }
    return (base, keys, derived)
  }

  /// A condition behind a quotient of two aggregates may be meant for one of them or for both.
  private static func requireOneMeaning(
    _ item: ExpandedItem, _ expression: TypedExpression, _ condition: Expression
  ) throws {
    let calls = expression.groupedCalls.count
    if calls == 0 {
      throw Diagnostic(
        code: .argumentCount, "this item looks at no row, so no `where` changes it",
        at: Label(condition.span, "not expected here"),
        help: "leave it out, or use an aggregate: `count() where \(condition.sourceText)`")
    }
    guard calls > 1, !item.isParenthesised else { return }
    let whole = "(\(item.expression.sourceText)) where \(condition.sourceText)"
    throw Diagnostic(
      code: .argumentCount, "this `where` may be meant for one of \(calls) aggregates or for all",
      at: Label(condition.span, "of which one?"), labels: [Label(item.expression.span, "\(calls) aggregates")],
      help: "for all of them write `\(whole)`; for one, give it an item of its own and go on in `| derive`")
  }

  private static func twice(_ item: ExpandedItem, _ earlier: Span) -> Diagnostic {
    Diagnostic(
      code: .columnName, "two columns would be called `\(item.name)`", at: Label(item.span, "gives this name again"),
      labels: earlier == item.span ? [] : [Label(earlier, "first given here")],
      help: "name one of them, or use a template such as `as \"{col}_{fn}\"`")
  }
}

extension Item {
  /// `NAME = count()`
  static func count(named name: String, at span: Span) -> Item {
    Item(
      name: Name(name, span), value: Expression(.call(Name("count", span), []), span), span: span)
  }
}
