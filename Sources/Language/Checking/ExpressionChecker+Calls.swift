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

extension ExpressionChecker {
  /// Matches the arguments of a call with its declaration, and checks each.
  /// - Throws: `Diagnostic` for a missing, surplus, unknown or repeated argument, or a value that does not fit.
  func bind(_ arguments: [Expression.Argument], to signature: FunctionSignature, _ span: Span) throws -> CheckedCall {
    var call = CheckedCall(signature, span, scope)
    call.written = arguments.filter { $0.label == nil }.map(\.value)
    for match in try CallMatcher.match(arguments, signature, at: span) {
      try bind(match.value, to: match.parameter, at: match.place, in: &call)
    }
    return call
  }

  private func bind(
    _ value: Expression, to parameter: ParameterInfo, at place: Int?, in call: inout CheckedCall
  ) throws {
    if let rows = parameter.rows {
      call.arguments += try operands(value, parameter, rows, at: place ?? 0, of: call)
    } else {
      let bound = try parameter.bind(ArgumentSyntax(parameter, [value], of: call))
      if bound is OrderKeys { call.order = try order(value) }
      let cell = Cell(bound)
      if let cell { call.constants.options[parameter.name] = cell }
      if let place {
        call.constants.lists[place] = (bound as? [Cell]) ?? (bound as? BandBreaks)?.cells
        // A list has a stand-in that is never null, so that it does not make the row null.
        call.arguments.append(TypedExpression(.constant(cell ?? .int(0)), type: cell?.type, span: value.span))
      }
    }
    call.spans[parameter.name] = value.span
  }

  /// An argument with a value in each row; a selector may give several.
  private func operands(
    _ value: Expression, _ parameter: ParameterInfo, _ rows: RowValues, at place: Int, of call: CheckedCall
  ) throws -> [TypedExpression] {
    var checked: [TypedExpression]
    if case .selector(let selector) = value.kind, parameter.takesSelectors {
      let positions = try SelectorResolver(shape: shape, scope: scope).positions(selector)
      if positions.isEmpty { throw shape.emptySelection(at: selector.span) }
      checked = positions.map { TypedExpression(.column($0), type: shape.fields[$0].type, span: selector.span) }
    } else {
      checked = [try check(value)]
    }
    if let odd = checked.first(where: { !rows.takes($0.type) }) {
      let subject = place == 0 ? "`\(call.signature.name)`" : "`\(parameter.name)` of `\(call.signature.name)`"
      throw Diagnostic(
        code: .wrongType, "\(subject) takes \(rows.rawValue)",
        at: Label(odd.span, "this is \(odd.type?.rawValue ?? "null")"),
        help: "usage: \(call.signature.usage)")
    }
    if parameter.range != nil, value.firstVariable == nil, !checked.contains(where: \.containsGroupedCall) {
      _ = try Int.bind(ArgumentSyntax(parameter, [value], of: call), in: parameter.range)
    }
    return checked
  }
}

extension Cell {
  /// A bound constant as a cell; nil for lists and orders.
  fileprivate init?(_ bound: any Sendable) {
    switch bound {
    case let value as Int: self = .int(Int64(value))
    case let value as Double: self = .float(value)
    case let value as Bool: self = .bool(value)
    case let value as String: self = .text(value)
    case let value as Number: self = value.cell
    default: return nil
    }
  }

  /// The type of a column that holds it; nil for null.
  var type: ColumnType? {
    switch self {
    case .null: nil
    case .int: .int
    case .float: .float
    case .text: .text
    case .bool: .bool
    case .date: .date
    case .datetime: .datetime
    }
  }
}

extension ClosedRange<Int> {
  /// `1 argument`, `2 or 3 arguments`, `at least 2 arguments`.
  var described: String {
    func count(_ number: Int) -> String { "\(number == 0 ? "no" : "\(number)") argument\(number == 1 ? "" : "s")" }
    if lowerBound == upperBound { return count(lowerBound) }
    if upperBound == .max { return "at least \(count(lowerBound))" }
    return "\(lowerBound) \(upperBound == lowerBound + 1 ? "or" : "to") \(upperBound) arguments"
  }
}

/// A call whose arguments have been matched with the function's declaration, and checked one by one.
struct CheckedCall: Sendable {
  let signature: FunctionSignature
  let span: Span
  let scope: Scope
  /// The arguments without a label, in order, as they were written.
  var written: [Expression] = []
  /// The same, checked; a selector has become several, and a list is a stand-in.
  var arguments: [TypedExpression] = []
  var constants = FunctionConstants()
  /// The order that was written, if one was.
  var order: [OrderKey] = []
  /// Where each argument stands that was written, by its name.
  var spans: [String: Span] = [:]

  init(_ signature: FunctionSignature, _ span: Span, _ scope: Scope) {
    (self.signature, self.span, self.scope) = (signature, span, scope)
  }

  /// The types of the arguments without a label; nil for a bare null.
  var types: [ColumnType?] { arguments.map(\.type) }

  /// Whether an argument that may be left out was written.
  func isWritten(_ name: String) -> Bool { spans[name] != nil }

  /// The place of an argument, or of the call.
  func span(of name: String) -> Span { spans[name] ?? span }

  /// The diagnostic for an argument of a wrong type: `takes numbers`.
  func misfit(at index: Int, _ what: String) -> Diagnostic {
    Diagnostic(
      code: .wrongType, "`\(signature.name)` \(what)",
      at: Label(arguments[index].span, "this is \(arguments[index].type?.rawValue ?? "null")"),
      help: "usage: \(signature.usage)")
  }

  /// The diagnostic for an argument that makes no sense: `takes breaks that rise`.
  func misfit(_ name: String, _ what: String, label: String, at place: Span? = nil, help: String? = nil) -> Diagnostic {
    Diagnostic(
      code: .wrongValue, "`\(name)` of `\(signature.name)` \(what)", at: Label(place ?? span(of: name), label),
      help: help ?? "usage: \(signature.usage)")
  }

  /// The call as one would write it with other arguments behind the first one.
  func rewritten(_ rest: String, as name: String? = nil) -> String { "\(name ?? signature.name)(\(first), \(rest))" }

  /// The first argument as it was written.
  var first: String { written.first?.sourceText ?? "x" }
}
