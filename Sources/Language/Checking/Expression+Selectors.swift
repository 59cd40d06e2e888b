import Syntax

extension Expression {
  /// The first selector that broadcasts: one that is not the argument of a row function, nor the order keys.
  func firstSelector() -> Selector? {
    if case .selector(let selector) = kind { return selector }
    if isRowFunction { return nil }
    if case .call(_, let arguments) = kind {
      return arguments.lazy.filter { !$0.isOrder }.compactMap { $0.value.firstSelector() }.first
    }
    for child in children { if let found = child.firstSelector() { return found } }
    return nil
  }

  /// The expression with each broadcasting selector replaced by one column.
  func replacingSelectors(with column: Expression) -> Expression {
    if case .selector = kind { return column }
    if isRowFunction { return self }
    if case .call(let name, let arguments) = kind {
      let replaced = arguments.map { argument in
        argument.isOrder
          ? argument : Argument(label: argument.label, value: argument.value.replacingSelectors(with: column))
      }
      return Expression(.call(name, replaced), span)
    }
    return mapChildren { $0.replacingSelectors(with: column) }
  }

  private var isRowFunction: Bool {
    guard case .call(let name, _) = kind else { return false }
    return name.text.hasPrefix("row_") && name.text != "row_number"
  }

  /// The name of the outermost call.
  var callName: String? {
    guard case .call(let name, _) = kind else { return nil }
    return name.text
  }

  /// The one column that a call is about: the first argument, where that is a name.
  var onlyColumn: String? {
    switch kind {
    case .name(let name): name.text
    case .call(_, let arguments): arguments.first?.value.onlyColumn
    default: nil
    }
  }

  /// The expressions directly inside this one.
  public var children: [Expression] {
    switch kind {
    case .unary(_, let a), .isNull(let a, _): [a]
    case .binary(_, let a, let b), .range(let a, let b, _): [a, b]
    case .conditional(let a, let b, let c): [a, b, c]
    case .call(_, let arguments), .fanOut(_, let arguments), .mapping(let arguments):
      arguments.map(\.value)
    case .list(let elements): elements
    case .stage(let stage): stage.arguments.flatMap { [$0.value, $0.condition].compactMap { $0 } }
    default: []
    }
  }

  /// The expression with each one directly inside it changed.
  func mapChildren(_ change: (Expression) -> Expression) -> Expression {
    let mapped: Kind = switch kind {
    case .unary(let unary, let a): .unary(unary, change(a))
    case .isNull(let a, let negated): .isNull(change(a), negated: negated)
    case .binary(let binary, let a, let b): .binary(binary, change(a), change(b))
    case .range(let a, let b, let isLogarithmic): .range(change(a), change(b), isLogarithmic: isLogarithmic)
    case .conditional(let a, let b, let c): .conditional(change(a), then: change(b), otherwise: change(c))
    case .call(let name, let arguments):
      .call(name, arguments.map { Argument(label: $0.label, value: change($0.value)) })
    case .fanOut(let names, let arguments):
      .fanOut(names, arguments.map { Argument(label: $0.label, value: change($0.value)) })
    case .list(let elements): .list(elements.map(change))
    case .stage(let stage): .stage(stage.mapArguments(change))
    case .mapping(let pairs): .mapping(pairs.map { Argument(label: $0.label, value: change($0.value)) })
    default: kind
    }
    return Expression(mapped, span)
  }
}

extension Stage {
  /// The stage with the value and the condition of each argument changed.
  fileprivate func mapArguments(_ change: (Expression) -> Expression) -> Stage {
    var out = self
    for place in arguments.indices {
      out.arguments[place].value = change(arguments[place].value)
      out.arguments[place].condition = arguments[place].condition.map(change)
    }
    return out
  }
}

extension Expression.Argument {
  /// Whether it holds the order keys.
  fileprivate var isOrder: Bool { label?.text == GroupedFunction.order.name }
}
