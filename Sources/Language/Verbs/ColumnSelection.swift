import Columns
import Diagnostics
import Syntax

/// Columns of the input, by name and by selector: `AGE, @EXT_*`.
public struct ColumnSelection: ParameterType {
  /// Columns and selectors, as they were written.
  public let items: [Item]
  let scope: Scope

  /// Columns that were written in a scope.
  public init(items: [Item], scope: Scope) { (self.items, self.scope) = (items, scope) }

  public static var typeName: String { "columns" }
  public static var isRest: Bool { true }
  public static func bind(_ syntax: ArgumentSyntax) throws -> ColumnSelection {
    ColumnSelection(items: syntax.items, scope: syntax.scope)
  }

  /// The place of the whole selection.
  public var span: Span { items.dropFirst().reduce(items[0].span) { $0.joined(with: $1.span) } }

  /// Positions of the chosen columns in the order they were written, each once; a selector's in table order.
  /// - Parameter optional: whether the selection may be empty; nil where the verb has no such option.
  /// - Throws: `Diagnostic` for a missing column, and for a selection that is empty unless `optional`.
  public func positions(
    in shape: Shape, optional: Bool? = nil, excluding exclusions: Set<String> = []
  ) throws -> [Int] {
    var seen = Set<Int>(), ordered: [Int] = []
    for item in items {
      try item.requireBare("a column")
      for position in try positions(of: item.value, in: shape, exclusions) where seen.insert(position).inserted {
        ordered.append(position)
      }
    }
    if ordered.isEmpty && optional != true { throw shape.emptySelection(at: span, hasOption: optional != nil) }
    return ordered
  }

  private func positions(of expression: Expression, in shape: Shape, _ exclusions: Set<String>) throws -> [Int] {
    switch expression.kind {
    case .name(let name): return [try shape.position(of: name)]
    case .selector(let selector):
      return try SelectorResolver(shape: shape, scope: scope, exclusions: exclusions).positions(selector)
    case .string(let pieces):
      return [try shape.position(of: Name(try scope.text(of: pieces), expression.span))]
    default:
      throw Diagnostic(
        code: .wrongValue, "a column is needed here, not an expression", at: Label(expression.span, "not a column"),
        help: "name a column, or choose some with a selector such as `@num` or `@AMT_*`")
    }
  }
}

extension ColumnSelection {
  /// Whether a predicate such as `@nulls(> 0.6)` chooses, so that what it meets is up to the data.
  public var isByMeasure: Bool {
    items.contains { item in
      if case .selector(let selector) = item.value.kind { selector.isByMeasure } else { false }
    }
  }
}

extension Selector {
  fileprivate var isByMeasure: Bool {
    switch kind {
    case .predicate: true
    case .set(let terms): terms.contains { $0.1.isByMeasure }
    case .pattern, .regex: false
    }
  }
}
