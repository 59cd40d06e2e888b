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

/// How much of a table is shown, and how its cells are written. No value depends on it.
public struct TableLook: Sendable, Equatable {
  /// How many rows are shown, and how many at either end of a longer table.
  public var rows: RowWindow.Limit
  /// The greatest number of columns; nil for as many as there is room for.
  public var columns: Int?
  /// How many digits of a float are shown; nil where each column has as many as are easy to read.
  public var digits: Int?
  /// What stands for a null.
  public var null: String
  /// What a person types to see what is left out; nil where there is nothing for that.
  public var allShownBy: String?

  /// What people see who have set nothing.
  public static let standard = TableLook()

  /// A look that differs from the standard one in what is given.
  public init(
    rows: RowWindow.Limit = .standard, columns: Int? = nil, digits: Int? = nil, null: String = Self.usualNull
  ) {
    (self.rows, self.columns, self.digits, self.null) = (rows, columns, digits, null)
  }

  /// A dot, which no text of a file is likely to be.
  public static let usualNull = "·"
}

/// Which rows of a long table are shown: the first and the last ones.
public struct RowWindow: Sendable {
  /// A table of at most `all` rows is shown whole; of a longer one the first and the last rows are.
  public struct Limit: Sendable, Equatable {
    /// How many rows are shown without a gap.
    public var all: Int
    /// How many rows are shown before a gap.
    public var first: Int
    /// How many rows are shown behind a gap.
    public var last: Int
    /// How many rows to show: all up to a number, else some at either end.
    public init(all: Int, first: Int, last: Int) { (self.all, self.first, self.last) = (all, first, last) }

    /// What fits on a screen.
    public static let standard = Limit(all: 20, first: 10, last: 5)
    /// What fits on a screen of so many lines between the entry and the next prompt, with names, types and notes.
    static func fitting(_ lines: Int) -> Limit {
      let usual = Limit.standard, room = max(3, lines - 10)
      let first = min(usual.first, room - room / 3), last = min(usual.last, room / 3)
      return Limit(all: min(usual.all, room), first: first, last: last)
    }

    /// Every row.
    public static let unlimited = Limit(all: .max, first: 0, last: 0)
  }

  /// The rows that are shown.
  public let rows: [Int]
  /// How many of them stand before the gap; nil where nothing is left out.
  public let gap: Int?

  /// Those of so many rows that a limit lets through.
  public init(count: Int, limit: Limit) {
    if count <= max(limit.all, limit.first + limit.last) {
      (rows, gap) = (Array(0..<count), nil)
    } else {
      (rows, gap) = (Array(0..<limit.first) + Array(count - limit.last..<count), limit.first)
    }
  }
}

/// Which columns of a wide table are shown: the first ones, which tell what a row is, and the last ones, which are the
/// newest.
public struct ColumnWindow: Sendable, Equatable {
  /// The columns that are shown.
  public let columns: [Int]
  /// How many of them stand before the gap; nil where nothing is left out.
  public let gap: Int?

  /// At most so many columns of a table; nil for all.
  public init(count: Int, limit: Int?) {
    let last = max(1, (limit ?? count) / 2)
    self.init(count: count, first: max(0, (limit ?? count) - last), last: last)
  }

  /// The columns that fit into a room beside each other. One of them is shown in any case: the last one.
  ///
  /// - Parameters:
  ///   - widths: those of the columns.
  ///   - between: the space between two columns.
  ///   - mark: the width of what stands in the place of those that are left out.
  ///   - isWhole: false where some are left out already.
  init(widths: [Int], room: Int, between: Int, mark: Int, isWhole: Bool = true) {
    let count = widths.count
    if isWhole, widths.reduce(0, +) + between * max(0, count - 1) <= room {
      self.init(count: count, first: count, last: 0)
      return
    }
    var first = 0, last = min(1, count)
    var left = room - mark - (widths.last.map { $0 + between } ?? 0)
    var isOpen = (first: true, last: true)
    /// Takes one more column at an end, unless there is no room for it or it is the last that could be left out.
    func take(_ index: Int) -> Bool {
      guard first + last < (isWhole ? count - 1 : count), widths[index] + between <= left else { return false }
      left -= widths[index] + between
      return true
    }
    while isOpen.first || isOpen.last {
      if isOpen.first { isOpen.first = take(first) }
      if isOpen.first { first += 1 }
      if isOpen.last { isOpen.last = take(count - 1 - last) }
      if isOpen.last { last += 1 }
    }
    self.init(count: count, first: first, last: last)
  }

  private init(count: Int, first: Int, last: Int) {
    if first + last >= count {
      (columns, gap) = (Array(0..<count), nil)
    } else {
      (columns, gap) = (Array(0..<first) + Array(count - last..<count), first)
    }
  }
}
