import Columns
import Language
import Statistics

/// What random draws go by: the declared key of a row, or its number where there is none.
enum RowKeys {
  /// A hash for each row, from the seed, the purpose and the row's key.
  static func hashes(_ table: Table, seed: UInt64, purpose: String, key: [Int]? = nil) -> [UInt64] {
    let stable = StableHash(seed: seed, purpose: purpose)
    let positions = key ?? table.schema.key.compactMap { table.schema.index(of: $0) }
    guard let first = positions.first else { return (0..<table.rowCount).map { stable.hash($0) } }
    if positions.count == 1, let whole = table.columns[first].integers(0..<table.rowCount) {
      return whole.map { stable.hash(Int($0)) }
    }
    return (0..<table.rowCount).map { row in
      stable.hash(positions.map { CellFormat.plain(table.columns[$0][row]) }.joined(separator: "\u{1F}"))
    }
  }

  /// The stratum of each row: a number for each distinct combination of the columns' values, in order of first appearance.
  static func strata(_ table: Table, _ positions: [Int], _ context: RunContext) throws -> [Int] {
    if positions.isEmpty { return [Int](repeating: 0, count: table.rowCount) }
    return try GroupNumbers.of(positions.map { table.columns[$0] }, table.rowCount, context)
  }
}
