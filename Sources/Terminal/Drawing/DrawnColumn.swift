import Columns
import Diagnostics
import Language

/// One column of a drawing: its head and the cells of the rows that are shown, as text.
struct DrawnColumn {
  static let null = "·"
  static let longestName = 32

  let name: String
  let type: ColumnType
  /// Whether numbers stand in it, which are aligned to the right.
  let isNumeric: Bool
  /// One text for each row, nil for null.
  let texts: [String?]

  init(_ field: Field, _ column: Column, rows: [Int], isKey: Bool) {
    name = CutText.middle(DisplayWidth.sanitised(field.name), to: Self.longestName)
    type = field.type
    isNumeric = field.type.isNumeric
    let cells = rows.map { column[$0] }
    let isGrouped = !isKey && !Self.isIdentifier(field.name)
    if field.type == .float {
      texts = NumberColumn(cells.map(\.number), isGrouped: isGrouped).texts
    } else {
      texts = cells.map { cell in cell.isNull ? nil : Self.text(cell, isGrouped: isGrouped) }
    }
  }

  /// The width without any cutting, at least that of the head.
  var naturalWidth: Int {
    max(headWidth, texts.lazy.map { $0.map(DisplayWidth.of) ?? DisplayWidth.of(Self.null) }.max() ?? 0)
  }

  var headWidth: Int { max(DisplayWidth.of(name), type.rawValue.count) }

  /// Whether cells may be cut: half a number would be a wrong one.
  var isCuttable: Bool { type == .text }

  private static func text(_ cell: Cell, isGrouped: Bool) -> String {
    switch cell {
    case .int(let value): return isGrouped ? DigitGroups.grouped(String(value)) : String(value)
    case .text(""): return "\"\""
    case .text(let text):
      let line = text.replacing("\r\n", with: "↵").replacing("\n", with: "↵").replacing("\t", with: " ")
      return DisplayWidth.sanitised(line)
    default: return CellFormat.plain(cell)
    }
  }

  /// Whether a name says that the numbers are no amounts: one of its words is `ID`.
  private static func isIdentifier(_ name: String) -> Bool {
    name.split { !$0.isLetter && !$0.isNumber }.contains { $0.lowercased() == "id" }
  }
}
