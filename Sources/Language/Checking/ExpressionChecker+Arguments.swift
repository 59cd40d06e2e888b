import Columns
import Diagnostics
import Syntax

extension ExpressionChecker {
  /// Matches the arguments of a call with its declaration, as `Binder` does for the arguments of a verb.
  /// - Throws: `Diagnostic` for a missing, surplus, unknown or repeated argument, or a value that does not fit.
  func bind(_ arguments: [Expression.Argument], to signature: FunctionSignature, _ span: Span) throws -> CheckedCall {
    var call = CheckedCall(signature, span, scope)
    call.written = arguments.filter { $0.label == nil }.map(\.value)
    for (place, value) in call.written.enumerated() {
      guard let parameter = signature.parameter(at: place) else { throw surplus(value, of: call) }
      try bind(value, to: parameter, at: place, in: &call)
    }
    for argument in arguments {
      guard let label = argument.label else { continue }
      guard let parameter = signature.labelled.first(where: { $0.name == label.text }) else {
        throw unknownLabel(label, argument, arguments, of: call)
      }
      if let earlier = call.spans[label.text] {
        throw Diagnostic(
          code: "E20", "`\(label.text)` is given twice", at: Label(label.span, "again here"),
          labels: [Label(earlier, "given here")], help: "remove one of them")
      }
      try bind(argument.value, to: parameter, at: nil, in: &call)
    }
    guard signature.arity.contains(call.written.count) else { throw missing(of: call) }
    return call
  }

  private func bind(
    _ value: Expression, to parameter: ParameterInfo, at place: Int?, in call: inout CheckedCall
  ) throws {
    if let rows = parameter.rows {
      call.arguments += try operands(value, parameter, rows, at: place ?? 0, of: call)
    } else {
      let bound = try parameter.bind(ArgumentSyntax(parameter, value, of: call))
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
      checked = positions.map { TypedExpression(.column($0), type: shape.fields.fields[$0].type, span: selector.span) }
    } else {
      checked = [try check(value)]
    }
    if let odd = checked.first(where: { !rows.takes($0.type) }) {
      let subject = place == 0 ? "`\(call.signature.name)`" : "`\(parameter.name)` of `\(call.signature.name)`"
      throw Diagnostic(
        code: "E15", "\(subject) takes \(rows.rawValue)", at: Label(odd.span, "this is \(odd.type?.rawValue ?? "null")"),
        help: "usage: \(call.signature.usage)")
    }
    if parameter.range != nil, value.firstVariable == nil, !checked.contains(where: \.containsGroupedCall) {
      _ = try Int.bind(ArgumentSyntax(parameter, value, of: call), in: parameter.range)
    }
    return checked
  }

  private func surplus(_ value: Expression, of call: CheckedCall) -> Diagnostic {
    Diagnostic(
      code: "E20", "`\(call.signature.name)` takes \(call.signature.arity.described), not \(call.written.count)",
      at: Label(value.span, "one too many"), help: "usage: \(call.signature.usage)")
  }

  private func missing(of call: CheckedCall) -> Diagnostic {
    let name = call.signature.parameter(at: call.written.count)?.name
    return Diagnostic(
      code: "E20", "`\(call.signature.name)` takes \(call.signature.arity.described), not \(call.written.count)",
      at: Label(call.span, name.map { "`\($0)` is missing" } ?? "\(call.written.count) given"),
      help: "usage: \(call.signature.usage)")
  }

  /// A label that the function does not have; that of an argument that is written without one is named so.
  private func unknownLabel(
    _ label: Name, _ argument: Expression.Argument, _ all: [Expression.Argument], of call: CheckedCall
  ) -> Diagnostic {
    let signature = call.signature
    guard signature.positional.contains(where: { $0.name == label.text }) else {
      let near = Suggestions.nearest(to: label.text, in: signature.labelled.map(\.name))
      return Diagnostic(
        code: "E20", "`\(signature.name)` has no argument `\(label.text):`", at: Label(label.span, "not an argument"),
        help: near.first.map { "did you mean `\($0):`?" } ?? "usage: \(signature.usage)",
        fixIts: near.prefix(1).map { FixIt(label.span, $0) })
    }
    let bare = all.map { Expression.Argument(label: $0.label == label ? nil : $0.label, value: $0.value) }
    let mended = Expression(.call(Name(signature.name, call.span), bare), call.span)
    return Diagnostic(
      code: "E20", "`\(label.text)` is an argument of `\(signature.name)` that is written without its name",
      at: Label(label.span, "not a label"), help: "write `\(mended.sourceText)`")
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
