import Columns
import Diagnostics

/// One column of a drawing in characters: its head and the cells of the rows that are shown, as text.
struct DrawnColumn {
  static let longestName = 32

  let name: String
  let type: ColumnType
  /// Whether numbers stand in it, which are aligned to the right.
  let isNumeric: Bool
  /// One text for each row, nil for null.
  let texts: [String?]

  init(_ column: Grid.Column) {
    name = CutText.middle(DisplayWidth.sanitised(column.field.name), to: Self.longestName)
    type = column.field.type
    isNumeric = column.isNumeric
    texts = column.texts
  }

  /// The width without any cutting, at least that of the head.
  var naturalWidth: Int {
    max(headWidth, texts.lazy.map { DisplayWidth.of($0 ?? Grid.Column.null) }.max() ?? 0)
  }

  var headWidth: Int { max(DisplayWidth.of(name), type.rawValue.count) }

  /// Whether cells may be cut: half a number would be a wrong one.
  var isCuttable: Bool { type == .text }
}
