import Columns
import Kernels

/// A number for each row that rows of equal values share, whatever table they stand in.
enum RowHashes {
  private static let missing: UInt64 = 0x9e37_79b9_7f4a_7c15
  /// So many columns are written out at a time.
  private static let stretch = 16
  private static let block = 1 << 15

  /// - Parameters:
  ///   - rows: which rows, or nil for all.
  ///   - seeds: for each of those rows what it is known by so far.
  static func of(_ columns: [Column], rows: [Int32]?, seeds: [UInt64], _ execution: Execution) throws -> [UInt64] {
    var hashes = seeds
    for start in stride(from: 0, to: columns.count, by: stretch) {
      try execution.checkCancelled()
      let some = columns[start..<min(start + stretch, columns.count)]
      let words = try execution.map(count: some.count) { RowHashes.words(of: some[some.startIndex + $0]) }
      let before = hashes
      hashes = try execution.map(count: (before.count + block - 1) / block) { part -> [UInt64] in
        let range = part * block..<min((part + 1) * block, before.count)
        var own = Array(before[range])
        for column in words {
          for place in own.indices {
            let row = rows.map { Int($0[range.lowerBound + place]) } ?? range.lowerBound + place
            own[place] = mixed(own[place], column[row])
          }
        }
        return own
      }.flatMap { $0 }
    }
    return hashes
  }

  static func of(_ table: Table, _ positions: [Int], _ execution: Execution) throws -> [UInt64] {
    let seeds = [UInt64](repeating: 0, count: table.rowCount)
    return try of(positions.map { table.columns[$0] }, rows: nil, seeds: seeds, execution)
  }

  /// As in splitmix64, by Steele, Lea and Flood (2014).
  @inline(__always)
  private static func mixed(_ hash: UInt64, _ word: UInt64) -> UInt64 {
    var z = (hash ^ word) &+ missing
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  /// The value of each row of a column as a word: numbers by their value, texts by a hash of each.
  private static func words(of column: Column) -> [UInt64] {
    if column.type == .text {
      let plain = column.materialised()
      guard case .text(let codes, let dictionary) = plain.storage else { return none(column) }
      let hashes = dictionary.values.map { XXH64.hash($0) }
      return codes.values(0..<plain.count).enumerated().map { row, code in
        plain.isNull(row) ? missing : hashes[Int(code)]
      }
    }
    // Whole numbers beyond those that a double holds stay apart.
    if column.type != .float, let whole = column.integers(0..<column.count) {
      return whole.enumerated().map { row, value in
        if column.isNull(row) { return missing }
        return (value / 2).magnitude < 1 << 52 ? (Double(value) + 0).bitPattern : UInt64(bitPattern: value)
      }
    }
    // Both zeros are one value.
    return column.doubles()?.map { $0.isNaN ? missing : ($0 + 0).bitPattern } ?? none(column)
  }

  private static func none(_ column: Column) -> [UInt64] { [UInt64](repeating: missing, count: column.count) }
}
