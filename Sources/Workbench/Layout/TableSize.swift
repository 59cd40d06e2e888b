import Columns

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
