import Columns
import Diagnostics
import Syntax

extension Expression {
  /// The literal of a cell. A moment, which the language has no literal for, becomes a text.
  public init(_ cell: Cell, _ span: Span) {
    let kind: Kind = switch cell {
    case .null: .null
    case .int(let value): .int(value)
    case .float(let value): .float(value, text: CellFormat.float(value))
    case .bool(let value): .bool(value)
    case .text(let text): .string([.text(text)])
    case .date: .date(CellFormat.plain(cell))
    case .datetime: .string([.text(CellFormat.plain(cell))])
    }
    self.init(kind, span)
  }

  /// The expression with names in backticks only where they need them.
  var withPlainNames: Expression {
    if case .name(let name) = kind { return Expression(.name(Name(name.text, name.span)), span) }
    return mapChildren { $0.withPlainNames }
  }

  /// The literal of a parameter's value.
  public init(_ scalar: Scalar, _ span: Span) {
    switch scalar {
    case .cell(let cell): self.init(cell, span)
    case .list(let cells): self.init(.list(cells.map { Expression($0, span) }), span)
    }
  }
}
