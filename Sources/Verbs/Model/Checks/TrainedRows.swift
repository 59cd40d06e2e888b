import Columns
import Kernels
import Language

/// Which rows a model was fitted on, to know them when they come back.
struct TrainedRows: Codable, Sendable {
  /// The columns that rows are known by: the key, or all that the model learnt from.
  let columns: [String]
  let isKey: Bool
  private let hashes: Set<UInt64>
  /// Whether hardly any two of the rows are equal, so that an equal row is the same one.
  private let areDistinct: Bool

  /// - Parameters:
  ///   - keys: positions of the key; rows are known by the features where there is none.
  init(_ table: Table, keys: [Int], features: [Int], _ execution: Execution) throws {
    let positions = keys.isEmpty ? features : keys
    isKey = !keys.isEmpty
    columns = positions.map { table.schema.fields[$0].name }
    hashes = Set(try Self.hashes(table, positions, isKey: isKey, execution))
    areDistinct = hashes.count * 10 >= table.rowCount * 9
  }

  /// The rows of a table that the model has seen, or whose key it has; nil where that cannot be told.
  /// - Parameter mayShare: whether the statements let both have the same rows.
  func seen(in table: Table, mayShare: Bool, _ execution: Execution) throws -> [Int]? {
    let positions = columns.compactMap { table.schema.index(of: $0) }
    guard positions.count == columns.count, isKey || mayShare || areDistinct else { return nil }
    let own = try Self.hashes(table, positions, isKey: isKey, execution)
    let seen = own.indices.filter { hashes.contains(own[$0]) }
    // Elsewhere a few equal rows are chance.
    return isKey || mayShare || seen.count * 2 > own.count ? seen : []
  }

  /// A key is the same as a whole number, a float or the text of either, as for draws.
  private static func hashes(
    _ table: Table, _ positions: [Int], isKey: Bool, _ execution: Execution
  ) throws -> [UInt64] {
    isKey ? RowKeys.hashes(table, seed: 0, purpose: "trained rows", key: positions)
      : try RowHashes.of(table, positions, execution)
  }
}

/// The hashes sorted, as words.
extension TrainedRows {
  private enum CodingKeys: String, CodingKey { case columns, isKey, hashes, areDistinct }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(columns, forKey: .columns)
    try container.encode(isKey, forKey: .isKey)
    try container.encode(hashes.sorted(), forKey: .hashes)
    try container.encode(areDistinct, forKey: .areDistinct)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    columns = try container.decode([String].self, forKey: .columns)
    isKey = try container.decode(Bool.self, forKey: .isKey)
    hashes = Set(try container.decode([UInt64].self, forKey: .hashes))
    areDistinct = try container.decode(Bool.self, forKey: .areDistinct)
  }
}
