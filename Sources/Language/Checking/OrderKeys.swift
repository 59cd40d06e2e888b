import Columns
import Diagnostics
import Syntax

/// What rows are ordered by: `day`, `day, -hour`, `[day, -hour]` or `@time_*`. A minus sorts from high to low, a
/// selector gives its columns in the order written, and rows that are equal in all keys keep their order.
public struct OrderKeys: ParameterType {
  let keys: [Item]
  let scope: Scope

  public static var typeName: String { "order keys" }
  public static var isRest: Bool { true }
  public static var sample: String? { "day, -hour" }

  public static func bind(_ syntax: ArgumentSyntax) throws -> OrderKeys {
    OrderKeys(keys: syntax.items.flatMap(\.listed), scope: syntax.scope)
  }

  /// The columns to sort by, each once.
  /// - Throws: `Diagnostic` for a key that is no column, and one that is named twice.
  public func columns(in shape: Shape) throws -> [SortColumn] {
    var seen: [Int: Span] = [:], columns: [SortColumn] = []
    for key in keys {
      try key.requireBare("a key of an order")
      let (value, isDescending) = key.value.signed
      guard let positions = try value.columns(in: shape, scope) else {
        throw Diagnostic(
          code: .wrongValue, "rows are sorted by columns", at: Label(key.span, "not a column"),
          help: "compute it first: `| derive KEY = …`, then `| sort KEY` or `| sort -KEY`")
      }
      for position in positions where seen[position] == nil {
        columns.append(SortColumn(position: position, isDescending: isDescending))
      }
      try value.requireNew(positions, seen, at: key.span)
      for position in positions { seen[position] = key.span }
    }
    return columns
  }
}

/// A key of an order inside an expression: `first(x, order: [day, -hour])`.
public struct OrderKey: Sendable {
  /// What is compared.
  public let expression: TypedExpression
  /// Whether the greatest comes first.
  public let isDescending: Bool
}

extension ExpressionChecker {
  /// The keys behind `order:` in a call: columns, selectors, and expressions of a row.
  func order(_ value: Expression) throws -> [OrderKey] {
    var seen: [Int: Span] = [:], keys: [OrderKey] = []
    for item in Item(value: value, span: value.span).listed {
      let (key, isDescending) = item.value.signed
      guard let positions = try key.columns(in: shape, scope) else {
        keys.append(OrderKey(expression: try varying(item.value), isDescending: false))
        continue
      }
      try key.requireNew(positions, seen, at: item.span)
      for position in positions where seen.updateValue(item.span, forKey: position) == nil {
        let column = TypedExpression(.column(position), type: shape.fields[position].type, span: key.span)
        keys.append(OrderKey(expression: column, isDescending: isDescending))
      }
    }
    return keys
  }

  private func varying(_ key: Expression) throws -> TypedExpression {
    let checked = try check(key)
    guard key.firstVariable != nil else {
      throw Diagnostic(
        code: .wrongValue, "an order goes by values that differ from row to row",
        at: Label(key.span, "the same for all rows"),
        help: "name a column: `order: day`, or several: `order: [day, -hour]`")
    }
    return checked
  }
}

extension Item {
  /// The elements of a list, or the one item.
  fileprivate var listed: [Item] {
    guard case .list(let elements) = value.kind, name == nil, condition == nil, template == nil, loop == nil else {
      return [self]
    }
    return elements.map { Item(value: $0, span: $0.span) }
  }

  /// - Throws: `Diagnostic` where anything but an expression was written, which nothing would heed.
  public func requireBare(_ what: String) throws {
    let parts = [
      (name?.span, "a name"), (condition?.span, "a condition"), (template?.span, "a template"),
      (loop?.list.span, "a loop"),
    ]
    guard case (let place?, let word)? = parts.first(where: { $0.0 != nil }) else { return }
    throw Diagnostic(
      code: .wrongValue, "\(what) stands by itself", at: Label(place, "\(word) means nothing here"),
      help: "write `\(value.sourceText)`")
  }

  /// - Throws: `Diagnostic` where a condition was written that nothing would heed.
  public func requireNoCondition(_ what: String) throws {
    guard let condition else { return }
    throw Diagnostic(
      code: .argumentCount, "\(what) takes no `where`", at: Label(condition.span, "not expected here"),
      help: "keep some rows in a stage before: `| where \(condition.sourceText)`")
  }
}

extension Expression {
  /// A column or selector without the minus in front of it.
  fileprivate var signed: (value: Expression, isDescending: Bool) {
    if case .unary(.negate, let inner) = kind, inner.isColumns { return (inner, true) }
    return (self, false)
  }

  private var isColumns: Bool {
    switch kind {
    case .name, .selector: true
    default: false
    }
  }

  /// The columns that a key names, in the order written; nil where it is another expression.
  fileprivate func columns(in shape: Shape, _ scope: Scope) throws -> [Int]? {
    switch kind {
    case .name(let name): return [try shape.position(of: name)]
    case .selector(let selector):
      let positions = try SelectorResolver(shape: shape, scope: scope).orderedPositions(selector)
      if positions.isEmpty { throw shape.emptySelection(at: selector.span) }
      return positions
    default: return nil
    }
  }

  /// - Throws: `Diagnostic` for a column that is named as a key again, where it could change nothing.
  fileprivate func requireNew(_ positions: [Int], _ seen: [Int: Span], at place: Span) throws {
    guard case .name(let name) = kind, let position = positions.first, let earlier = seen[position] else { return }
    throw Diagnostic(
      code: .wrongValue, "`\(name.text)` is a key of this order already", at: Label(place, "changes nothing"),
      labels: [Label(earlier, "a key here")], help: "remove it here")
  }
}
