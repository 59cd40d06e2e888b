extension Formatter {
  /// An expression, in parentheses if it binds less tightly than its place asks for.
  static func text(_ expression: Expression, atLeast minimum: Int = Precedence.lowest) -> String {
    let bare = bareText(expression)
    return expression.precedence < minimum ? "(\(bare))" : bare
  }

  private static func bareText(_ expression: Expression) -> String {
    switch expression.kind {
    case .int(let value): return "\(value)"
    case .float(_, let text): return text
    case .string(let pieces): return "\"" + pieces.map(text).joined() + "\""
    case .bool(let value): return value ? "yes" : "no"
    case .null: return "null"
    case .date(let date): return "date " + quoted(date)
    case .regex(let pattern): return regex(pattern)
    case .list(let items): return "[" + items.map { text($0) }.joined(separator: ", ") + "]"
    case .mapping(let pairs): return "[" + list(pairs) + "]"
    case .name(let name): return text(name)
    case .scalar(let names): return "$" + names.map { $0.isQuoted ? text($0) : $0.text }.joined(separator: ".")
    case .selector(let selector): return text(selector)
    case .call(let function, let arguments): return text(function) + text(arguments)
    case .fanOut(let functions, let arguments):
      return "[" + functions.map { text($0) }.joined(separator: ", ") + "]" + text(arguments)
    case .unary, .binary, .isNull, .conditional, .range: return operatorText(expression)
    case .stage(let stage): return inline(stage)
    // What could not be read prints as something that cannot be read either.
    case .invalid: return "?"
    }
  }

  private static func operatorText(_ expression: Expression) -> String {
    switch expression.kind {
    case .unary(.not, let operand): return "not " + text(operand, atLeast: Precedence.not)
    case .unary(.negate, let operand):
      // Two minus signs in a row read badly, and the least integer has one of its own.
      return "-" + text(operand, atLeast: Precedence.primary)
    case .binary(let symbol, let left, let right):
      // Comparisons do not chain, so that both sides must bind tighter; the others associate to the left.
      let isChain = symbol.precedence != Precedence.comparison
      let leftText = text(left, atLeast: symbol.precedence + (isChain ? 0 : 1))
      return "\(leftText) \(symbol.rawValue) \(text(right, atLeast: symbol.precedence + 1))"
    case .isNull(let operand, let negated):
      return text(operand, atLeast: Precedence.comparison + 1) + (negated ? " is not null" : " is null")
    case .conditional(let condition, let value, let otherwise):
      return "if \(text(condition)) then \(text(value)) else \(text(otherwise))"
    case .range(let lower, let upper, let isLogarithmic):
      let bounds = text(lower, atLeast: Precedence.sum) + ".." + text(upper, atLeast: Precedence.sum)
      return isLogarithmic ? "log " + bounds : bounds
    default: return ""
    }
  }

  private static func text(_ arguments: [Expression.Argument]) -> String { "(" + list(arguments) + ")" }

  private static func list(_ arguments: [Expression.Argument]) -> String {
    arguments.map { ($0.label.map { label($0) + ": " } ?? "") + text($0.value) }.joined(separator: ", ")
  }

  static func text(_ selector: Selector) -> String { "@" + atom(selector) }

  private static func atom(_ selector: Selector) -> String {
    switch selector.kind {
    case .pattern(let name): return name.isQuoted ? quotedName(name.text) : name.text
    case .regex(let pattern): return regex(pattern)
    case .predicate(let name, let comparison, let bound):
      return "\(name.text)(\(comparison.rawValue) \(text(bound, atLeast: Precedence.coalesce)))"
    case .set(let parts):
      let rest = parts.dropFirst().map { " \($0.0.rawValue) " + atom($0.1) }.joined()
      return "(" + (parts.first.map { atom($0.1) } ?? "") + rest + ")"
    }
  }
}
