import Columns
import Kernels

/// A number for each row that rows of equal values share, whatever table they stand in.
enum RowHashes {
  private static let missing: UInt64 = 0x9e37_79b9_7f4a_7c15

  /// - Parameter rows: which rows, or nil for all.
  static func of(_ columns: [Column], rows: [Int32]?, seeds: [UInt64], _ execution: Execution) throws -> [UInt64] {
    let parts = try execution.map(count: columns.count) { words(of: columns[$0]) }
    var hashes = seeds
    for word in parts {
      for place in hashes.indices {
        let row = rows.map { Int($0[place]) } ?? place
        hashes[place] = XXH64.hash(word: word(row), seed: hashes[place])
      }
    }
    return hashes
  }

  static func of(_ table: Table, _ positions: [Int], _ execution: Execution) throws -> [UInt64] {
    try of(
      positions.map { table.columns[$0] }, rows: nil, seeds: [UInt64](repeating: 0, count: table.rowCount), execution)
  }

  /// The value of each row of a column as a word: numbers by their value, texts by a hash of each.
  private static func words(of column: Column) -> @Sendable (Int) -> UInt64 {
    if column.type == .text {
      let plain = column.materialised()
      guard case .text(let codes, let dictionary) = plain.storage else { return { _ in missing } }
      let hashes = dictionary.values.map { XXH64.hash($0) }
      return { plain.isNull($0) ? missing : hashes[Int(codes[$0])] }
    }
    // Whole numbers beyond those that a double holds stay apart.
    if column.type == .int, let whole = column.integers(0..<column.count) {
      let plain = column.validity
      return { row in
        if let plain, !plain[row] { return missing }
        let value = whole[row]
        return abs(value / 2) < 1 << 52 ? Double(value).bitPattern : UInt64(bitPattern: value)
      }
    }
    guard let values = column.doubles() else { return { _ in missing } }
    return { row in
      // Both zeros are one value.
      values[row].isNaN ? missing : (values[row] + 0).bitPattern
    }
  }
}
