import Columns
import Diagnostics
import Language
import Syntax

/// Columns to sort by, by name or by selector; `-NAME` for descending.
enum SortColumns {
  static func resolve(_ items: [Item], _ shape: Shape, _ scope: Scope) throws -> [SortColumn] {
    try items.flatMap { item -> [SortColumn] in
      if case .unary(.negate, let inner) = item.value.kind, inner.isColumns {
        return try columns(inner, shape, scope, isDescending: true)
      }
      guard item.value.isColumns else {
        throw Diagnostic(
          code: "E18", "rows are sorted by columns", at: Label(item.span, "not a column"),
          help: "compute it first: `| derive KEY = …`, then `| sort KEY` or `| sort -KEY`")
      }
      return try columns(item.value, shape, scope, isDescending: false)
    }
  }

  private static func columns(
    _ expression: Expression, _ shape: Shape, _ scope: Scope, isDescending: Bool
  ) throws -> [SortColumn] {
    try KeyColumns.positions([Item(value: expression, span: expression.span)], shape, scope)
      .map { SortColumn(position: $0, isDescending: isDescending) }
  }
}

extension Expression {
  /// Whether it names a column or chooses some.
  fileprivate var isColumns: Bool {
    switch kind {
    case .name, .selector: true
    default: false
    }
  }
}
