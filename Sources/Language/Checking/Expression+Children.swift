import Syntax

extension Expression {
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
