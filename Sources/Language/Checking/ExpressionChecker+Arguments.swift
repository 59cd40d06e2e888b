import Columns
import Diagnostics
import Syntax

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
