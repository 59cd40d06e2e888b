import Columns
import Diagnostics
import Language
import Relational

/// The rows of a table by the values of a column, in the order of the values; rows without one are the last group.
struct RowGroups {
  static let fewest = Parameter<Int>(
    "min_rows", default: 30, in: 1...1e9, "Fewer rows than this give null and a note, and no number.")
  /// More groups make more rows of a result than anybody reads.
  private static let most = 200

  /// The name of the column.
  let column: String
  /// The value of each group.
  let values: Column
  /// The rows of each group, ascending.
  let rows: [[Int]]
  private let names: [String]

  private static let missing = "missing"

  /// - Throws: `Diagnostic` where there are too many groups.
  init(
    _ table: Table, by parameter: Parameter<ColumnName>, _ name: ColumnName, _ arguments: BoundArguments,
    _ context: RunContext
  ) throws {
    try self.init(table, name, arguments, context) { arguments.outOfRange(parameter, $0, help: $1) }
  }

  /// - Throws: `Diagnostic` where there are too many groups.
  init(
    _ table: Table, by parameter: Parameter<ColumnName?>, _ name: ColumnName, _ arguments: BoundArguments,
    _ context: RunContext
  ) throws {
    try self.init(table, name, arguments, context) { arguments.outOfRange(parameter, $0, help: $1) }
  }

  private init(
    _ table: Table, _ name: ColumnName, _ arguments: BoundArguments, _ context: RunContext,
    _ problem: (String, String) -> Diagnostic
  ) throws {
    let position = try Shape(table).position(of: name.name), whole = table.columns[position]
    let groups = try Grouping.make(keys: [whole], rowCount: table.rowCount, execution: context.execution)
    guard groups.count <= Self.most else {
      throw problem(
        "cuts the rows into \(DigitGroups.grouped(groups.count)) groups, and \(Self.most) are the most",
        "bring them together first, as by `year(COLUMN)` or `cut(COLUMN, [LOW, HIGH])`")
    }
    let firsts = whole.taking(groups.firstRows)
    let order = try SortOrder.rows([SortKey(firsts)], rowCount: groups.count, execution: context.execution)
    var rows = [[Int]](repeating: [], count: groups.count)
    for (row, group) in groups.groupOfRow.array().enumerated() { rows[Int(group)].append(row) }
    column = table.schema.fields[position].name
    (values, self.rows) = (firsts.taking(order), order.map { rows[Int($0)] })
    names = Self.names(values)
  }

  /// Each by another name: a value that is called as rows without one are gets a number.
  private static func names(_ values: Column) -> [String] {
    let known = (0..<values.count).filter { !values.isNull($0) }
    var names = [String](repeating: missing, count: values.count)
    let unique = UniqueNames.of(known.map { CellFormat.plain(values[$0]) }, besides: [missing])
    for (group, name) in zip(known, unique) { names[group] = name }
    return names
  }

  var count: Int { rows.count }

  /// The value of a group as text; `missing` for rows without one.
  func name(of group: Int) -> String { names[group] }
}
