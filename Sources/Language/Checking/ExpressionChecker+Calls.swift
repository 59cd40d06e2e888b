import Columns
import Diagnostics
import Syntax

extension ExpressionChecker {
  func check(call name: Name, _ arguments: [Expression.Argument], _ span: Span) throws -> TypedExpression {
    let positional = arguments.filter { $0.label == nil }
    let isAcross = (name.text == "min" || name.text == "max") && positional.count >= 2
    if !isAcross, let grouped = GroupedFunction.named(name.text, mode: mode) {
      return try check(grouped: grouped, name, arguments, span)
    }
    guard let function = ScalarFunction.all[name.text] else { throw unknownFunction(name, arguments) }
    let bound = try bind(arguments, to: function.signature, span)
    return TypedExpression(
      .function(function, bound.arguments, bound.constants), type: try function.resultType.of(bound), span: span)
  }

  private func check(
    grouped: GroupedFunction, _ name: Name, _ arguments: [Expression.Argument], _ span: Span
  ) throws -> TypedExpression {
    if isInsideGroup {
      throw Diagnostic(
        code: .wrongCall, "`\(name.text)` cannot stand inside another aggregate", at: Label(span, "inside another"),
        help: "compute the inner one in a stage before")
    }
    var inner = self
    inner.isInsideGroup = true
    let bound = try inner.bind(arguments, to: grouped.signature, span)
    let call = GroupedCall(grouped, bound)
    return TypedExpression(.grouped(call), type: call.type, span: span)
  }

  /// The diagnostic for the name of a function that stands where a column is meant; nil where there is such a column.
  func functionNamed(_ name: Name) -> Diagnostic? {
    guard shape.fields.index(of: name.text) == nil, shape.departures[name.text] == nil, !name.isQuoted else {
      return nil
    }
    let grouped = GroupedFunction.named(name.text, mode: mode)
    let usage = grouped.map { $0.signature.arity.contains(0) ? "\($0.name)()" : $0.usage }
    guard let usage = usage ?? ScalarFunction.all[name.text]?.usage else { return nil }
    return Diagnostic(
      code: .unknownColumn, "no column `\(name.text)` here, but a function has this name",
      at: Label(name.span, "not a column"),
      help: "a function is called: `\(usage)`")
  }

  private func unknownFunction(_ name: Name, _ arguments: [Expression.Argument]) -> Diagnostic {
    let isGrouped = GroupedFunction.named(name.text, mode: .windows) != nil
    if isGrouped {
      return Diagnostic(
        code: .misplacedFunction, "`\(name.text)` needs several rows, and this stage looks at one at a time",
        at: Label(name.span, "an aggregate or window function"),
        help: "use it in `agg … by` or in `derive … by`")
    }
    let candidates = Array(ScalarFunction.all.keys) + GroupedFunction.names(mode: mode)
    let near = Suggestions.nearest(to: name.text, in: candidates)
    let foreign = ForeignFunction.help(for: name.text, arguments)
    return Diagnostic(
      code: .misplacedFunction, "there is no function `\(name.text)`", at: Label(name.span, "not a function"),
      help: foreign
        ?? (near.isEmpty ? nil : "did you mean \(near.map { "`\($0)`" }.joined(separator: ", "))?"),
      fixIts: foreign == nil ? near.prefix(1).map { FixIt(name.span, $0) } : [])
  }
}
