import Columns
import Diagnostics
import Language

/// The part of a table that is shown: which rows and columns, and what was left out of them.
public struct Grid: Sendable {
  /// A column with the cells of the rows that are shown.
  public struct Column: Sendable {
    /// Its name and type.
    public let field: Field
    /// What it is to the table; nil for most.
    public let role: Role?
    /// The cells of the rows that are shown.
    public let cells: [Cell]
    /// How many digits of a float are shown; nil for as many as are easy to read.
    let digits: Int?
  }

  /// What a column can be to its table.
  public enum Role: String, Sendable {
    case key, target

    /// What a column is to the table of a schema.
    init?(of name: String, in schema: Schema) {
      if schema.key.contains(name) { self = .key } else if name == schema.target { self = .target } else { return nil }
    }
  }

  /// The rows that are shown.
  public let window: RowWindow
  /// The columns that are shown: the first and the last ones.
  public let columns: [Column]
  /// How many of them stand before those that are left out; nil where all are shown.
  public let columnGap: Int?
  /// The names of the columns that are left out.
  public let omittedColumns: [String]
  /// What stands for a null.
  public let null: String
  /// The number of rows of the whole table.
  public let rowCount: Int
  /// The number of columns of the whole table.
  public let columnCount: Int

  /// The part of a table that a look shows.
  ///
  /// - Parameter room: the greatest number of columns that can be shown, where the look does not say how many.
  public init(_ table: Table, _ look: TableLook, room: Int? = nil) {
    let window = RowWindow(count: table.rowCount, limit: look.rows)
    let shown = ColumnWindow(count: table.columns.count, limit: look.columns ?? room)
    columns = shown.columns.map { index in
      let field = table.schema.fields[index], column = table.columns[index]
      return Column(
        field: field, role: Role(of: field.name, in: table.schema), cells: window.rows.map { column[$0] },
        digits: look.digits)
    }
    columnGap = shown.gap
    omittedColumns = Self.names(of: table, without: shown)
    (self.window, rowCount, columnCount, null) = (window, table.rowCount, table.columns.count, look.null)
  }

  private static func names(of table: Table, without shown: ColumnWindow) -> [String] {
    guard let gap = shown.gap else { return [] }
    return Array(table.schema.names[gap ..< gap + table.columns.count - shown.columns.count])
  }

  /// How many rows are left out.
  public var omittedRows: Int { rowCount - window.rows.count }
}

extension Grid.Column {
  /// Whether numbers stand in it, which are aligned to the right.
  public var isNumeric: Bool { field.type.isNumeric }

  /// The cells as people read them, in one line each; nil for null. Numbers of five and more digits are grouped unless
  /// the column is a key or an identifier, and the texts of floats have their points in the same place.
  public var texts: [String?] {
    let isGrouped = role != .key && !isIdentifier
    if field.type == .float { return NumberColumn(cells.map(\.number), isGrouped: isGrouped, digits: digits).texts }
    return cells.map { $0.isNull ? nil : Self.text($0, isGrouped: isGrouped) }
  }

  /// A cell as people read it: in one line, without anything that steers a terminal.
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

  /// Whether the name says that the numbers are no amounts: one of its words is `ID`.
  private var isIdentifier: Bool {
    field.name.split { !$0.isLetter && !$0.isNumber }.contains { $0.lowercased() == "id" }
  }
}

/// How large a table is, in words.
struct TableSize: CustomStringConvertible {
  let rows: Int
  let columns: Int

  init(rows: Int, columns: Int) { (self.rows, self.columns) = (rows, columns) }
  init(_ table: Table) { self.init(rows: table.rowCount, columns: table.columns.count) }

  /// `1 500 rows × 126 columns`
  var description: String {
    let nouns = (rows == 1 ? "row" : "rows", columns == 1 ? "column" : "columns")
    return "\(DigitGroups.grouped(rows)) \(nouns.0) × \(DigitGroups.grouped(columns)) \(nouns.1)"
  }
}
