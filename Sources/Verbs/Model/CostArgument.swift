import Diagnostics
import Language
import Syntax

/// A cost: the name of one, or one that is written where it is used.
struct CostArgument: ParameterType {
  let cost: CostValue
  /// The name, or the cost as it was written.
  let name: String
  let span: Span

  static let typeName = "cost"
  static let valueKind: ValueKind? = .cost
  static let sample: String? = "cost { fn = 10, fp = 1 }"

  static func bind(_ syntax: ArgumentSyntax) throws -> CostArgument {
    let expression = try syntax.expression()
    switch expression.kind {
    case .name(let name): return try named(name, syntax)
    case .stage(let stage): return try inline(stage, expression.span, syntax)
    default: throw misspelt(expression, syntax)
    }
  }

  /// The number of defaulters who are granted: what a budget of refusals alone is to make small.
  static func granted(at span: Span) -> CostArgument {
    let one = CostValue.Outcome(kind: .fn, expression: Expression(Expression.Kind.int(Int64(1)), span))
    return CostArgument(cost: CostValue(rule: .outcomes([one]), scope: Scope()), name: "defaulters granted", span: span)
  }

  private static func named(_ name: Name, _ syntax: ArgumentSyntax) throws -> CostArgument {
    let isVerb = [CostVerb.name, CostTotalVerb.name].contains(name.text)
    if isVerb, syntax.scope.bindings[name.text] == nil {
      throw syntax.wrongValue(
        "takes a cost, and nothing follows `\(name.text)`", help: "write `\(syntax.lead)\(sample ?? "")`")
    }
    let value = try syntax.scope.value(of: name, kind: .cost)
    guard let cost = value as? CostValue else {
      throw Diagnostic(
        code: .misplacedVerb, "`\(name.text)` is not a cost but a \(value.kind.name)",
        at: Label(name.span, "not a cost"),
        help: "write one, `\(syntax.lead)\(sample ?? "")`, or bind it first")
    }
    return CostArgument(cost: cost, name: name.text, span: name.span)
  }

  private static func inline(_ stage: Stage, _ span: Span, _ syntax: ArgumentSyntax) throws -> CostArgument {
    let verbs: [any Verb.Type] = [CostVerb.self, CostTotalVerb.self]
    guard let verb = verbs.first(where: { $0.name == stage.verb.text }) else {
      throw Diagnostic(
        code: .misplacedVerb, "`\(stage.verb.text)` makes no cost", at: Label(stage.verb.span, "not a cost"),
        help: "write `\(syntax.lead)\(sample ?? "")`")
    }
    let step = try verb.step(.nothing, try syntax.bind(stage, to: verb.signature))
    guard let cost = step.output?.value as? CostValue else { throw NeedsData() }
    return CostArgument(cost: cost, name: stage.sourceText, span: span)
  }

  /// What was written looks like a cost, or like something else.
  private static func misspelt(_ expression: Expression, _ syntax: ArgumentSyntax) -> Diagnostic {
    let isCall = if case .call(let name, _) = expression.kind { name.text == CostVerb.name } else { false }
    if case .call(_, let arguments) = expression.kind, isCall {
      let items = arguments.compactMap { item in item.label.map { "\($0.text) = \(item.value.sourceText)" } }
      let isWhole = !items.isEmpty && items.count == arguments.count
      let written = isWhole ? "cost { \(items.joined(separator: ", ")) }" : sample ?? ""
      return syntax.wrongValue("takes a cost, whose outcomes stand in braces", help: "write `\(syntax.lead)\(written)`")
    }
    switch expression.kind {
    case .binary, .unary, .conditional, .call:
      return syntax.wrongValue(
        "takes a cost, and this is a formula",
        help: "write `\(syntax.lead)\(CostTotalVerb.name) \(expression.sourceText)`")
    default:
      return syntax.wrongValue("takes a cost", help: "write `\(syntax.lead)\(sample ?? "")`")
    }
  }
}
