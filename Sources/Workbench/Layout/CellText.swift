import Columns
import Diagnostics
import Language

/// A cell as people read it: in one line, without anything that steers a terminal.
enum CellText {
  static func of(_ cell: Cell, isGrouped: Bool) -> String {
    switch cell {
    case .int(let value): return isGrouped ? DigitGroups.grouped(String(value)) : String(value)
    case .text(""): return "\"\""
    case .text(let text):
      let line = text.replacing("\r\n", with: "↵").replacing("\n", with: "↵").replacing("\t", with: " ")
      return DisplayWidth.sanitised(line)
    default: return CellFormat.plain(cell)
    }
  }
}
