import Diagnostics
import Syntax

extension Definition {
  /// The stages with each parameter replaced by what was written for it.
  func applied(to stage: Stage) throws -> [Stage] {
    guard stage.arguments.count == parameters.count else {
      throw Diagnostic(
        code: .argumentCount,
        "`\(name.text)` takes \((parameters.count...parameters.count).described), not \(stage.arguments.count)",
        at: Label(stage.verb.span, "\(stage.arguments.count) given"), labels: [Label(name.span, "defined here")])
    }
    let values = Dictionary(
      zip(parameters.map(\.text), stage.arguments.map(\.value)), uniquingKeysWith: { first, _ in first })
    return stages.map { $0.replacingScalars(values) }
  }
}

extension Stage {
  fileprivate func replacingScalars(_ values: [String: Expression]) -> Stage {
    var out = self
    out.arguments = arguments.map { $0.replacingScalars(values) }
    out.by = by?.map { $0.replacingScalars(values) }
    out.options = options.map { OptionClause(name: $0.name, value: $0.value.replacingScalars(values)) }
    return out
  }
}

extension Item {
  fileprivate func replacingScalars(_ values: [String: Expression]) -> Item {
    var out = self
    out.value = value.replacingScalars(values)
    out.condition = condition?.replacingScalars(values)
    out.loop = loop.map { Loop(variable: $0.variable, list: $0.list.replacingScalars(values)) }
    return out
  }
}

extension Expression {
  /// The expression with some parameters or loop variables replaced by what they stand for.
  func replacingScalars(_ values: [String: Expression]) -> Expression {
    switch kind {
    case .scalar(let path) where path.count == 1: values[path[0].text] ?? self
    case .string(let pieces): Expression(.string(pieces.flatMap { $0.replacingScalars(values) }), span)
    case .selector(let selector): Expression(.selector(selector.replacingScalars(values)), span)
    default: mapChildren { $0.replacingScalars(values) }
    }
  }
}

extension Expression.StringPiece {
  /// The piece, or what stands in its place in the text: the value as it would be inserted, or a column's name.
  fileprivate func replacingScalars(_ values: [String: Expression]) -> [Expression.StringPiece] {
    guard case .scalar(let path) = self, path.count == 1, let value = values[path[0].text] else { return [self] }
    return switch value.kind {
    case .string(let pieces): pieces
    case .scalar(let other): [.scalar(other)]
    case .name(let name): [.text(name.text)]
    default: (try? Scope().cell(of: value)).map { [.text(CellFormat.plain($0))] } ?? [self]
    }
  }
}

extension Selector {
  /// The selector with the limits of its predicates replaced.
  fileprivate func replacingScalars(_ values: [String: Expression]) -> Selector {
    let replaced: Kind = switch kind {
    case .predicate(let name, let comparison, let limit): .predicate(name, comparison, limit.replacingScalars(values))
    case .set(let terms): .set(terms.map { ($0.0, $0.1.replacingScalars(values)) })
    case .pattern, .regex: kind
    }
    return Selector(replaced, span)
  }
}
