import Columns
import Diagnostics
import Language

/// Gives a cost as a formula over the confusion totals.
enum CostTotalVerb: Verb {
  static let formula = Parameter<RowExpression>("formula", "The cost of all decisions together, from their totals.")
  static let signature = Signature("cost total", inputs: [], output: .cost, positional: [formula.declaration])
  static let summary = "Gives a cost as a formula over the totals of the confusion."
  static let discussion = """
    The totals are `tp`, `fp`, `tn`, `fn`, `n`, `positives`, `negatives`, `precision`, `recall`, `accuracy`, `f1`, \
    `f2`, `fn_rate` and `fp_rate`. Where a part of the formula has no value (`1 / recall` where nobody is caught), the \
    formula has none, also inside `max`, `min` and other functions that pass over nulls, and no threshold is chosen \
    there. `??`, `coalesce` and `if` may say what stands in its place.
    """
  static let examples = [
    Example("cost total 10 * fn + fp", "Totals.", gives: .value(.cost, ["total": .text("10 * fn + fp")])),
    Example(
      "cost total 10 * fn * max(1, 1 / recall) + fp", "Steeper where recall is low.",
      gives: .value(.cost, ["total": .text("10 * fn * max(1, 1 / recall) + fp")])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let expression = arguments[formula].syntax
    let checked: TypedExpression
    do {
      checked = try ExpressionChecker(ConfusionTotals.shape, arguments.scope).check(expression)
    } catch var diagnostic as Diagnostic where diagnostic.kind == .unknownColumn {
      // A formula sees totals, not columns.
      diagnostic.kind = ModelCodes.cost
      diagnostic.message = diagnostic.message.replacing("no column", with: "no total")
      if diagnostic.fixIts.isEmpty { diagnostic.help = nil }
      diagnostic.primary = diagnostic.primary.map { Label($0.span, "not a total") }
      diagnostic.notes = ["the totals are \(ConfusionTotals.shape.fields.names.joined(separator: ", "))"]
      throw diagnostic
    }
    guard checked.type.map({ $0.isNumeric }) ?? false else {
      throw Diagnostic(
        code: ModelCodes.cost, "a cost is a number",
        at: Label(expression.span, "this is \(checked.type?.rawValue ?? "null")"))
    }
    let cost = CostValue(rule: .total(expression), scope: arguments.scope)
    return Step(.local { _, _ in cost }, output: Shape(cost))
  }
}
