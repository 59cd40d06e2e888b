import Columns
import Forms

extension Cell {
  /// As JSON has it.
  package var json: JSONValue {
    switch self {
    case .null: .null
    case .bool(let value): .bool(value)
    case .int(let value): .int(Int(value))
    case .float(let value): .double(value)
    case .text(let text): .text(text)
    default: .text(CellFormat.plain(self))
    }
  }
}
