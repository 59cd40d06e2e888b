import Columns

/// Cells as text.
public enum CellFormat {
  /// The value in full, as it goes into a file or a path; null is empty.
  public static func plain(_ cell: Cell) -> String {
    switch cell {
    case .null: ""
    case .int(let value): String(value)
    case .float(let value): float(value)
    case .text(let text): text
    case .bool(let value): value ? "yes" : "no"
    case .date(let days): CivilCalendar.format(days: Int(days))
    case .datetime(let microseconds): CivilCalendar.format(microseconds: microseconds)
    }
  }

  /// The value as one would type it.
  public static func literal(_ cell: Cell) -> String {
    switch cell {
    case .null: "null"
    case .text(let text): "\"\(text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
    case .date: "date \"\(plain(cell))\""
    default: plain(cell)
    }
  }

  /// The shortest decimal that reads back as the same number.
  public static func float(_ value: Double) -> String { "\(value)" }
}
