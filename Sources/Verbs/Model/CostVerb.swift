import Columns
import Diagnostics
import Language
import Syntax

/// Says what each outcome of a decision costs.
enum CostVerb: Verb {
  static let items = Parameter<Items>("items", "What `fn`, `fp`, `tn` or `tp` costs; a gain is negative.")
  static let signature = Signature("cost", inputs: [], output: .cost, positional: [items.declaration])
  static let summary = "Says what each outcome of a decision costs, per client."
  static let discussion = """
    A client is refused where the score reaches the threshold. `fn` is a default that was granted, `fp` a good client \
    who was refused, `tp` a default refused, `tn` a good client granted; what is not named costs nothing. The amounts \
    may use the columns of a row, as they were before any recipe. A part without a value in some row is an error, and \
    a mistake that costs less than nothing is noted.

    A cost may be bound to a name, or be written where it is taken: `threshold cost: cost { fn = 10, fp = 1 }`.
    """
  static let examples = [
    Example(
      "cost { fn = 10, fp = 1 }", "A missed default costs ten times a lost client.",
      gives: .value(.cost, ["fn": .text("10"), "fp": .text("1")])),
    Example(
      "cost { fn = AMT_CREDIT, fp = 0.19 * AMT_CREDIT }", "Money, from the row's own columns.",
      gives: .value(.cost, ["fn": .text("AMT_CREDIT"), "fp": .text("0.19 * AMT_CREDIT")])),
    Example(
      "cost { tn = -6, fp = 4, fn = 40 }", "A gain is a negative cost.",
      gives: .value(.cost, ["tn": .text("-6"), "fp": .text("4"), "fn": .text("40")])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    var seen: [String: Span] = [:]
    let outcomes = try arguments[items].items.map { item in
      let outcome = try outcome(item, arguments.scope)
      if let earlier = seen[outcome.kind.rawValue] {
        throw Diagnostic(
          code: .columnName, "`\(outcome.kind.rawValue)` is given twice", at: Label(item.span, "again here"),
          labels: [Label(earlier, "given here")])
      }
      seen[outcome.kind.rawValue] = item.span
      return outcome
    }
    let cost = CostValue(rule: .outcomes(outcomes), scope: arguments.scope)
    return Step(.local { _, _ in cost }, output: Shape(cost))
  }

  private static func outcome(_ item: Item, _ scope: Scope) throws -> CostValue.Outcome {
    guard let name = item.name else {
      throw Diagnostic(
        code: ModelCodes.cost, "a cost belongs to an outcome", at: Label(item.span, "of which outcome?"),
        help: "write `fn = \(item.value.sourceText)`, or `fp`, `tn`, `tp`; a formula over totals is `cost total …`")
    }
    if let clause = item.condition?.span ?? item.template?.span ?? item.loop?.variable.span {
      throw Diagnostic(
        code: ModelCodes.cost, "an outcome's cost is one expression", at: Label(clause, "not expected here"),
        help: "write `\(name.text) = if condition then amount else 0`")
    }
    guard let kind = CostValue.OutcomeKind(rawValue: name.text) else { throw unknown(name) }
    if let constant = try? scope.cell(of: item.value), constant.number == nil {
      throw Diagnostic(code: ModelCodes.cost, "a cost is a number", at: Label(item.value.span, "not a number"))
    }
    return CostValue.Outcome(kind: kind, expression: item.value)
  }

  private static func unknown(_ name: Name) -> Diagnostic {
    let names = CostValue.OutcomeKind.allCases.map(\.rawValue)
    let near = Suggestions.nearest(to: name.text, in: names).first
      ?? CostValue.OutcomeKind.longNames[name.text.lowercased()]
    return Diagnostic(
      code: ModelCodes.cost, "`\(name.text)` is no outcome of a decision", at: Label(name.span, "not an outcome"),
      notes: ["the outcomes are `fn`, `fp`, `tn` and `tp`"],
      help: near.map { "did you mean `\($0)`?" } ?? "a formula over totals such as `recall` is written `cost total …`",
      fixIts: near.map { [FixIt(name.span, $0)] } ?? [])
  }
}
