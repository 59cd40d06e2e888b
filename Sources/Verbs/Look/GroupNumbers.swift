import Columns
import Language
import Relational

/// Numbers for groups of rows.
enum GroupNumbers {
  /// The number of each row's group, in order of first appearance.
  static func of(_ keys: [Column], _ rowCount: Int, _ context: RunContext) throws -> [Int] {
    try Grouping.make(keys: keys, rowCount: rowCount, execution: context.execution).groupOfRow.array().map { Int($0) }
  }
}
