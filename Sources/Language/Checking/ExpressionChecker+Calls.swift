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
    let labelled = arguments.filter { $0.label != nil }
    var constants = FunctionConstants()
    for argument in labelled {
      guard let label = argument.label else { continue }
      guard function.options.contains(label.text) else {
        throw Diagnostic(
          code: "E20", "`\(function.name)` has no argument `\(label.text):`", at: Label(label.span, "not an argument"),
          help: "usage: \(function.usage)")
      }
      let value = try scope.cell(of: argument.value)
      if let misfit = function.optionMisfit(label.text, value) {
        throw Diagnostic(
          code: "E18", misfit.message, at: Label(argument.value.span, "does not fit"), help: misfit.help)
      }
      constants.options[label.text] = value
    }
    var checked: [TypedExpression] = []
    for argument in positional { checked += try operand(argument.value, of: function, at: checked.count, &constants) }
    guard function.arity.contains(checked.count) else {
      throw Diagnostic(
        code: "E20", "`\(function.name)` takes \(function.arity.described), not \(checked.count)",
        at: Label(span, "\(checked.count) given"), help: "usage: \(function.usage)")
    }
    switch function.resultType(checked.map(\.type)) {
    case .type(let type): return TypedExpression(.function(function, checked, constants), type: type, span: span)
    case .misfit(let index, let why):
      throw Diagnostic(
        code: "E15", "`\(function.name)` \(why)", at: Label(checked[index].span, "this is \(checked[index].type?.rawValue ?? "null")"),
        help: "usage: \(function.usage)")
    }
  }

  /// An argument: a list of constants, columns of a selector, or one expression.
  private func operand(
    _ expression: Expression, of function: ScalarFunction, at index: Int, _ constants: inout FunctionConstants
  ) throws -> [TypedExpression] {
    if case .selector(let selector) = expression.kind, function.name.hasPrefix("row_") {
      let positions = try SelectorResolver(shape: shape, scope: scope).positions(selector)
      if positions.isEmpty { throw shape.emptySelection(at: selector.span) }
      return positions.map { TypedExpression(.column($0), type: shape.fields.fields[$0].type, span: selector.span) }
    }
    if let cells = try list(expression) {
      constants.lists[index] = cells
      // A stand-in that is never null, so that the list does not make the row null.
      return [TypedExpression(.constant(.int(0)), type: nil, span: expression.span)]
    }
    return [try check(expression)]
  }

  private func list(_ expression: Expression) throws -> [Cell]? {
    switch expression.kind {
    case .list: break
    case .scalar(let path):
      guard path.count == 1, case .list? = scope.scalars[path[0].text] else { return nil }
    default: return nil
    }
    return try scope.cells(of: expression)
  }

  private func check(
    grouped: GroupedFunction, _ name: Name, _ arguments: [Expression.Argument], _ span: Span
  ) throws -> TypedExpression {
    if isInsideGroup {
      throw Diagnostic(
        code: "E20", "`\(name.text)` cannot stand inside another aggregate", at: Label(span, "inside another"),
        help: "compute the inner one in a stage before")
    }
    var inner = self
    inner.isInsideGroup = true
    var parameter: Double?, order: TypedExpression?, operands: [TypedExpression] = []
    for argument in arguments {
      if let label = argument.label {
        if label.text == "order" {
          order = try inner.check(argument.value)
        } else {
          throw Diagnostic(
            code: "E20", "`\(name.text)` has no argument `\(label.text):`", at: Label(label.span, "not an argument"),
            help: "usage: \(grouped.usage)")
        }
      } else {
        operands.append(try inner.check(argument.value))
      }
    }
    guard grouped.arity.contains(operands.count) else {
      throw Diagnostic(
        code: "E20", "`\(name.text)` takes \(grouped.arity.described), not \(operands.count)", at: Label(span, "\(operands.count) given"),
        help: "usage: \(grouped.usage)")
    }
    let types = operands.map { $0.type ?? .float }
    guard let result = grouped.resultType(types) else {
      throw Diagnostic(
        code: "E15", "`\(name.text)` does not take \(types.map(\.rawValue).joined(separator: " and "))",
        at: Label(operands.first?.span ?? span, "this is \(types.first?.rawValue ?? "nothing")"),
        help: "usage: \(grouped.usage)")
    }
    if operands.count > 1, case .constant(let cell) = operands[1].node { parameter = cell.number }
    let call = GroupedCall(
      function: grouped, arguments: operands, parameter: parameter, order: order, type: result)
    return TypedExpression(.grouped(call), type: result, span: span)
  }

  /// The diagnostic for the name of a function that stands where a column is meant; nil where there is such a column.
  func functionNamed(_ name: Name) -> Diagnostic? {
    guard shape.fields.index(of: name.text) == nil, shape.departures[name.text] == nil, !name.isQuoted else { return nil }
    let grouped = GroupedFunction.named(name.text, mode: mode)
    guard let usage = grouped.map({ $0.arity.contains(0) ? "\($0.name)()" : $0.usage }) ?? ScalarFunction.all[name.text]?.usage
    else { return nil }
    return Diagnostic(
      code: "E12", "no column `\(name.text)` here, but a function has this name", at: Label(name.span, "not a column"),
      help: "a function is called: `\(usage)`")
  }

  private func unknownFunction(_ name: Name, _ arguments: [Expression.Argument]) -> Diagnostic {
    let isGrouped = GroupedFunction.named(name.text, mode: .windows) != nil
    if isGrouped {
      return Diagnostic(
        code: "E19", "`\(name.text)` needs several rows, and this stage looks at one at a time",
        at: Label(name.span, "an aggregate or window function"),
        help: "use it in `agg … by` or in `derive … by`")
    }
    let candidates = Array(ScalarFunction.all.keys) + GroupedFunction.names(mode: mode)
    let near = Suggestions.nearest(to: name.text, in: candidates)
    return Diagnostic(
      code: "E19", "there is no function `\(name.text)`", at: Label(name.span, "not a function"),
      help: ForeignFunction.help(for: name.text, arguments)
        ?? (near.isEmpty ? nil : "did you mean \(near.map { "`\($0)`" }.joined(separator: ", "))?"),
      fixIts: near.prefix(1).map { FixIt(name.span, $0) })
  }
}

extension ClosedRange<Int> {
  /// `1 argument`, `2 or 3 arguments`, `at least 2 arguments`.
  var described: String {
    if lowerBound == upperBound { return "\(lowerBound) argument\(lowerBound == 1 ? "" : "s")" }
    if upperBound >= 64 { return "at least \(lowerBound) argument\(lowerBound == 1 ? "" : "s")" }
    return "\(lowerBound) \(upperBound == lowerBound + 1 ? "or" : "to") \(upperBound) arguments"
  }
}
