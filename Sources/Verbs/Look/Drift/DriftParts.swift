import Columns
import Diagnostics
import Language
import Relational

/// The parts of the rows that are compared with the reference: all of them, or those of each value of a column.
struct DriftParts: Sendable {
  /// More of them make more rows of a result than anybody reads.
  private static let most = 200

  /// The value of each part, in order; nil where all rows are one part.
  let values: (name: String, column: Column)?
  /// The rows of each part; nil stands for all.
  private let rows: [[Int32]]?
  private let rowCount: Int

  var count: Int { rows?.count ?? 1 }

  /// - Parameter column: the one that cuts, by its place; nil for one part.
  init(_ table: Table, by column: Int?, _ arguments: BoundArguments, _ context: RunContext) throws {
    rowCount = table.rowCount
    guard let column else {
      (values, rows) = (nil, nil)
      return
    }
    let cutting = table.columns[column]
    let groups = try Grouping.make(keys: [cutting], rowCount: table.rowCount, execution: context.execution)
    guard groups.count <= Self.most else {
      throw arguments.outOfRange(
        DriftVerb.by, "cuts the rows into \(DigitGroups.grouped(groups.count)) parts, and \(Self.most) are the most",
        help: "bring them together first, as by `year(COLUMN)` or `cut(COLUMN, [LOW, HIGH])`")
    }
    let firsts = cutting.taking(groups.firstRows)
    let order = try SortOrder.rows([SortKey(firsts)], rowCount: groups.count, execution: context.execution)
    var rows = [[Int32]](repeating: [], count: groups.count)
    for (row, group) in groups.groupOfRow.array().enumerated() { rows[Int(group)].append(Int32(row)) }
    (values, self.rows) = ((table.schema.fields[column].name, firsts.taking(order)), order.map { rows[Int($0)] })
  }

  /// The values of a column in each part.
  func columns(of column: Column) -> [Column] {
    guard let rows else { return [column] }
    return rows.map { column.taking($0) }
  }

  func rowCount(of part: Int) -> Int { rows?[part].count ?? rowCount }

  /// The value of a part as text.
  func name(of part: Int) -> String? {
    values.map { $0.column[part].isNull ? "null" : CellFormat.plain($0.column[part]) }
  }
}
