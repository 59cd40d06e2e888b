/// A compact description of trees without places and comments: two trees are equivalent when it is the same.
///
/// `head 5` becomes `(head 5)`, `a + b * c` becomes `(+ a (* b c))`, an option `(to: "x")`.
public enum StructureDump {
  /// The structure of a script, a statement a line.
  public static func text(_ script: Script) -> String { script.statements.compactMap(text).joined(separator: "\n") }

  /// Nil for a statement that holds comments only.
  static func text(_ statement: Statement) -> String? {
    switch statement.kind {
    case .version(let version): "carnet \(version)"
    case .seed(let seed): "seed \(seed)"
    case .option(let name, let value): "option \(name.text) \(value.sourceText)"
    case .parameter(let parameter):
      "param \(text(parameter.name)): \(text(parameter.type)) = \(text(parameter.value))"
        + (parameter.documentation.map { " " + $0.debugDescription } ?? "")
    case .assertion(let condition): "assert \(text(condition))"
    case .expression(let expression): text(expression)
    case .definition(let definition):
      "define \(text(definition.name))(\(list(definition.parameters.map(text)))) = \(text(definition.stages))"
    case .pipeline(let binding, let pipeline): (binding.map { text($0) + " = " } ?? "") + text(pipeline.stages)
    case .comments: nil
    case .invalid: "<invalid>"
    }
  }

  /// The structure of some stages, in one line.
  public static func text(_ stages: [Stage]) -> String { stages.map(text).joined(separator: " | ") }

  /// The structure of a stage.
  public static func text(_ stage: Stage) -> String {
    var parts = [text(stage.verb)]
    if stage.hasBraces {
      parts.append("{" + list(stage.arguments.map(text)) + "}")
    } else {
      parts += stage.arguments.map(text)
    }
    if let by = stage.by {
      parts.append(stage.byHasBraces ? "by {\(list(by.map(text)))}" : "by [\(list(by.map(text)))]")
    }
    if let on = stage.on {
      let keys = on.keys.map { key in text(key.left) + (key.right.map { " == " + text($0) } ?? "") }
      parts.append("on [\(list(keys))]" + (on.relation.map { " " + $0.rawValue } ?? ""))
    }
    parts += stage.options.map { "(\(text($0.name)): \(text($0.value)))" }
    return "(" + parts.joined(separator: " ") + ")"
  }

  static func text(_ item: Item) -> String {
    var result = (item.name.map { text($0) + " = " } ?? "") + text(item.value)
    if let condition = item.condition { result += " where " + text(condition) }
    if let template = item.template { result += " as " + template.text.debugDescription }
    if let loop = item.loop { result += " for \(text(loop.variable)) in \(text(loop.list))" }
    return result
  }

  /// The structure of an expression, every bracket written.
  public static func text(_ expression: Expression) -> String {
    switch expression.kind {
    case .int(let value): "\(value)"
    case .float(_, let text): text
    case .string(let pieces): "\"" + pieces.map(text).joined() + "\""
    case .bool(let value): value ? "yes" : "no"
    case .null: "null"
    case .date(let date): "(date \(date.debugDescription))"
    case .regex(let pattern): "/\(pattern)/"
    case .list(let items): "[" + list(items.map(text)) + "]"
    case .mapping(let pairs): "[" + list(pairs.map(text)) + "]"
    case .name(let name): text(name)
    case .scalar(let names): "$" + names.map(text).joined(separator: ".")
    case .selector(let selector): "@" + text(selector)
    case .call(let function, let arguments): "\(text(function))(\(list(arguments.map(text))))"
    case .fanOut(let functions, let arguments): "[\(list(functions.map(text)))](\(list(arguments.map(text))))"
    case .unary(let symbol, let operand): "(\(symbol.rawValue) \(text(operand)))"
    case .binary(let symbol, let left, let right): "(\(symbol.rawValue) \(text(left)) \(text(right)))"
    case .isNull(let operand, let negated): "(\(negated ? "is-not-null" : "is-null") \(text(operand)))"
    case .conditional(let condition, let value, let otherwise):
      "(if \(text(condition)) \(text(value)) \(text(otherwise)))"
    case .range(let lower, let upper, let isLogarithmic):
      "(\(isLogarithmic ? "log.." : "..") \(text(lower)) \(text(upper)))"
    case .stage(let stage): text(stage)
    case .invalid: "<invalid>"
    }
  }

  private static func text(_ piece: Expression.StringPiece) -> String {
    switch piece {
    case .text(let text): String(text.debugDescription.dropFirst().dropLast())
    case .scalar(let names): "{$" + names.map(text).joined(separator: ".") + "}"
    case .column(let name): "{\(text(name))}"
    }
  }

  private static func text(_ argument: Expression.Argument) -> String {
    (argument.label.map { text($0) + ": " } ?? "") + text(argument.value)
  }

  private static func text(_ selector: Selector) -> String {
    switch selector.kind {
    case .pattern(let name): text(name)
    case .regex(let pattern): "/\(pattern)/"
    case .predicate(let name, let comparison, let bound): "\(text(name))(\(comparison.rawValue) \(text(bound)))"
    case .set(let parts): "(" + parts.map { "\($0.0.rawValue)\(text($0.1))" }.joined(separator: " ") + ")"
    }
  }

  private static func text(_ name: Name) -> String { name.isQuoted ? "`\(name.text)`" : name.text }

  private static func list(_ parts: [String]) -> String { parts.joined(separator: ", ") }
}
