import Columns
import Diagnostics
import Kernels
import Language

/// Rows of a table whose features are all equal to those of a row of another fold: what is learnt from one is known of
/// the other.
struct RepeatedRows {
  /// How many rows have an equal one in another fold.
  let count: Int
  /// Two of them, as an example.
  let example: (Int32, Int32)

  /// So many columns are compared before rows that are alone are left out.
  private static let stretch = 8
  private static let sample = 4000

  /// Nil where no row repeats, or no more than rows of few levels do by chance.
  init?(_ table: Table, features: [Int], labels: [Double], folds: [Int], _ execution: Execution) throws {
    var rows = (0..<table.rowCount).map { Int32($0) }, hashes = [UInt64](repeating: 0, count: rows.count)
    for start in stride(from: 0, to: features.count, by: Self.stretch) where !rows.isEmpty {
      try execution.checkCancelled()
      let columns = features[start..<min(start + Self.stretch, features.count)].map { table.columns[$0] }
      hashes = try RowHashes.of(columns, rows: rows, seeds: hashes, execution)
      (rows, hashes) = Self.shared(rows, hashes)
    }
    let groups = Dictionary(grouping: zip(rows, hashes), by: \.1).values.map { $0.map(\.0).sorted() }
    let across = groups.filter { group in Set(group.map { folds[Int($0)] }).count > 1 }.sorted { $0[0] < $1[0] }
    guard let first = across.first, let other = first.first(where: { folds[Int($0)] != folds[Int(first[0])] }) else {
      return nil
    }
    count = across.reduce(0) { $0 + $1.count }
    example = (first[0], other)
    guard Self.isNoChance(across, table, features, labels, execution) else { return nil }
  }

  /// The rows whose hash another row has as well.
  private static func shared(_ rows: [Int32], _ hashes: [UInt64]) -> ([Int32], [UInt64]) {
    var counts: [UInt64: Int] = [:]
    for hash in hashes { counts[hash, default: 0] += 1 }
    let places = rows.indices.filter { counts[hashes[$0], default: 0] > 1 }
    return (places.map { rows[$0] }, places.map { hashes[$0] })
  }

  /// Whether there are more equal pairs than independent columns of these levels would have, one of them of many
  /// values; of a single column, whether equal rows have equal outcomes.
  private static func isNoChance(
    _ groups: [[Int32]], _ table: Table, _ features: [Int], _ labels: [Double], _ execution: Execution
  ) -> Bool {
    let shares = features.map { equalPairs(table.columns[$0]) }
    guard let finest = shares.min(), finest < 20 / Double(max(1, table.rowCount)) else { return false }
    let pairs = groups.reduce(0.0) { $0 + Double($1.count * ($1.count - 1)) / 2 }
    let rows = Double(table.rowCount)
    let expected = shares.reduce(rows * rows / 2, *)
    if pairs > 10 * expected + 1 { return true }
    let agreeing = groups.count { group in Set(group.map { labels[Int($0)] }).count == 1 }
    return groups.count >= 20 && Double(agreeing) >= 0.98 * Double(groups.count)
  }

  /// The share of equal pairs among some rows of a column.
  private static func equalPairs(_ column: Column) -> Double {
    guard column.type != .text, let values = column.doubles() else { return 1 }
    let step = max(1, values.count / sample)
    let some = stride(from: 0, to: values.count, by: step).map { values[$0].isNaN ? -Double.infinity : values[$0] }
      .sorted()
    guard some.count > 1 else { return 1 }
    var pairs = 0.0, run = 1.0
    for index in some.indices.dropFirst() {
      run = some[index] == some[index - 1] ? run + 1 : 1
      pairs += run - 1
    }
    return pairs / (Double(some.count) * Double(some.count - 1) / 2)
  }

  var note: String {
    "\(Prose.count(count, "row")) \(count == 1 ? "has" : "have") the same features as a row of another fold, such as "
      + "rows "
      + "\(example.0 + 1) and \(example.1 + 1): what is learnt from one is known of the other; take repetitions away, "
      + "`| distinct`, or name what keeps them together, `key: COLUMN`"
  }
}

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
