import Columns

/// The rows of a request that may be scored.
package struct ServedRows: Sendable {
  /// What tells each client: the values of the model's key, where all of them are there.
  package let ids: [String?]
  /// What is to be said of each row.
  package let findings: [[Finding]]
  /// A column for each input of the model, in its order.
  package let table: Table

  package var count: Int { ids.count }

  /// The values of a row, in the model's order.
  func cells(_ row: Int) -> [Cell] { table.columns.map { $0[row] } }
}
