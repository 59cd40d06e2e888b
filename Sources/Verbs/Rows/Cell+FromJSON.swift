import Columns
import Forms
import Language

extension Cell {
  /// The value of a field of a type; nil where JSON's value is none of it.
  package init?(_ value: JSONValue, _ type: ColumnType) {
    switch (value, type) {
    case (.null, _): self = .null
    case (.int(let number), .int): self = .int(Int64(number))
    case (.int(let number), .float): self = .float(Double(number))
    case (.double(let number), .int), (.double(let number), .float): self = .float(number)
    case (.text(let text), .text): self = .text(text)
    case (.bool(let value), .bool): self = .bool(value)
    case (.text(let text), .date):
      guard let days = CivilCalendar.parse(text) else { return nil }
      self = .date(Int64(days))
    case (.text(let text), .datetime):
      guard let moment = CellConversion.microseconds(text) else { return nil }
      self = .datetime(moment)
    default: return nil
    }
  }
}
