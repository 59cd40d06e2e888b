import Columns
import Forms
import Language
import Verbs

/// The clients that can be asked for by their id.
package struct ClientTable: Sendable {
  private let table: Table
  private let rowOfID: [String: Int]
  package let key: String
  package var count: Int { table.rowCount }

  /// - Parameter key: the column that tells clients apart.
  /// - Throws: ``Problem`` where there is no such column, or it repeats.
  package init(_ table: Table, key: String) throws(Problem) {
    guard let column = table[key] else {
      throw Problem(500, "No key", "The clients have no column `\(key)`, by which the model tells them apart.")
    }
    var rows: [String: Int] = [:]
    rows.reserveCapacity(table.rowCount)
    for row in 0..<table.rowCount {
      guard let id = column[row].json.keyText else { continue }
      if rows.updateValue(row, forKey: id) != nil {
        throw Problem(500, "A key that repeats", "Two rows of the clients have the \(key) \(id).")
      }
    }
    (self.table, rowOfID, self.key) = (table, rows, key)
  }

  /// What is known of a client, the fields that a model takes and the key; nil where nobody has the id.
  package func client(_ id: String, _ inputs: [ServedInput]) -> [JSONValue.Member]? {
    guard let row = rowOfID[id] else { return nil }
    let own = inputs.compactMap { input -> JSONValue.Member? in
      table[input.name].map { JSONValue.Member(name: input.name, value: $0[row].json) }
    }
    guard !inputs.contains(where: { $0.name == key }), let column = table[key] else { return own }
    return [JSONValue.Member(name: key, value: column[row].json)] + own
  }

  /// Some ids, for whoever looks for one.
  package func ids(startingWith start: String, most: Int) -> [String] {
    rowOfID.keys.filter { $0.hasPrefix(start) }.sorted().prefix(most).map { $0 }
  }

  /// The values of two columns for clients that have both, evenly out of all; nil where one has no numbers.
  package func points(_ x: String, _ y: String, most: Int) -> [(Double, Double)]? {
    guard let first = table[x]?.doubles(), let second = table[y]?.doubles() else { return nil }
    let known = first.indices.filter { !first[$0].isNaN && !second[$0].isNaN }
    let step = max(1, (known.count + most - 1) / most)
    return stride(from: 0, to: known.count, by: step).map { (first[known[$0]], second[known[$0]]) }
  }

  /// The numbers of a column, without those that are missing; nil where it has none.
  package func numbers(of name: String) -> [Double]? {
    table[name]?.doubles()?.filter { !$0.isNaN }
  }
}
