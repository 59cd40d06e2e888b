import Columns
import Diagnostics
import Language
import Syntax

/// Columns to sort by, `-NAME` for descending.
enum SortColumns {
  static func resolve(_ items: [Item], _ shape: Shape) throws -> [SortColumn] {
    try items.map { item in
      switch item.value.kind {
      case .name(let name): return SortColumn(position: try shape.position(of: name), isDescending: false)
      case .unary(.negate, let inner):
        if case .name(let name) = inner.kind {
          return SortColumn(position: try shape.position(of: name), isDescending: true)
        }
        fallthrough
      default:
        throw Diagnostic(
          code: "E18", "rows are sorted by columns", at: Label(item.span, "not a column"),
          help: "compute it first: `| derive KEY = …`, then `| sort KEY` or `| sort -KEY`")
      }
    }
  }
}
