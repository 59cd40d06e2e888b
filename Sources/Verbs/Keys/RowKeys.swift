import Columns
import Language
import Statistics

/// What random draws go by: the declared key of a row, or its number where there is none.
enum RowKeys {
  /// A hash for each row, from the seed, the purpose and the row's key.
  ///
  /// A key has the same hash as a whole number, as a float and as the text of either: 5, 5.0, "5" and "5.0" draw alike,
  /// so that a file whose key is read as another type keeps its folds. Null has a hash of its own.
  static func hashes(_ table: Table, seed: UInt64, purpose: String, key: [Int]) -> [UInt64] {
    let stable = StableHash(seed: seed, purpose: purpose)
    guard let first = key.first else { return (0..<table.rowCount).map { stable.hash($0) } }
    return key.dropFirst().reduce(hashes(table.columns[first], stable)) { known, position in
      zip(known, hashes(table.columns[position], stable)).map { stable.hash(Int(truncatingIfNeeded: $0 &* 31 &+ $1)) }
    }
  }

  private static func hashes(_ column: Column, _ stable: StableHash) -> [UInt64] {
    var hashes: [UInt64]
    switch column.written(0..<column.count) {
    case (.text(let codes, let dictionary), let rows):
      let byCode = dictionary.values.map { hash(ofText: $0, stable) }
      // A null row has the code 0, also where there are no texts.
      hashes = codes.values(rows).map { byCode.isEmpty ? 0 : byCode[Int($0)] }
    case (.floats(let buffer), let rows):
      hashes = buffer.view[rows].map { value in
        Int(exactly: value).map { stable.hash($0) } ?? stable.hash(CellFormat.float(value))
      }
    default:
      if column.type == .date || column.type == .datetime {
        hashes = (0..<column.count).map { stable.hash(CellFormat.plain(column[$0])) }
      } else {
        hashes = (column.integers(0..<column.count) ?? []).map { stable.hash(Int($0)) }
      }
    }
    guard column.nullCount > 0 else { return hashes }
    // No text has this byte.
    let null = stable.hash([0xFF])
    for row in hashes.indices where column.isNull(row) { hashes[row] = null }
    return hashes
  }

  /// A text that is the usual spelling of a whole number, or of a float that is one, counts as that number.
  private static func hash(ofText text: String, _ stable: StableHash) -> UInt64 {
    if let whole = Int(text) { return String(whole) == text ? stable.hash(whole) : stable.hash(text) }
    guard let first = text.utf8.first, first == UInt8(ascii: "-") || (0x30...0x39).contains(first),
      let float = Double(text), let whole = Int(exactly: float), CellFormat.float(float) == text
    else { return stable.hash(text) }
    return stable.hash(whole)
  }

  /// The stratum of each row: a number for each distinct combination of the columns' values, in order of first
  /// appearance.
  static func strata(_ table: Table, _ positions: [Int], _ context: RunContext) throws -> [Int] {
    if positions.isEmpty { return [Int](repeating: 0, count: table.rowCount) }
    return try GroupNumbers.of(positions.map { table.columns[$0] }, table.rowCount, context)
  }

  /// Strata numbered by what they are, and not by which row came first.
  static func ranked(strata: [Int], _ table: Table, _ positions: [Int]) -> [Int] {
    guard !positions.isEmpty else { return strata }
    let hashes = hashes(table, seed: 0, purpose: "strata", key: positions)
    var first = [Int?](repeating: nil, count: (strata.max() ?? -1) + 1)
    for (row, stratum) in strata.enumerated() where first[stratum] == nil { first[stratum] = row }
    let order = first.indices.sorted { a, b in
      (first[a].map { hashes[$0] } ?? 0, a) < (first[b].map { hashes[$0] } ?? 0, b)
    }
    var rank = first.map { _ in 0 }
    for (place, stratum) in order.enumerated() { rank[stratum] = place }
    return strata.map { rank[$0] }
  }
}
