import Columns
import Diagnostics
import Language
import Relational
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

/// The keys that a draw goes by and keeps whole: rows of one key never part.
struct WholeKeys {
  static let group = Parameter<ColumnSelection?>(
    "group", default: nil, shows: "the key", "Columns whose rows stay together, instead of the key.")
  /// What every verb that draws says of it.
  static let promise = """
    Rows of one key never part: where the key repeats, whole keys are drawn, and a note says so; `group:` names other \
    columns to keep together. Rows without a key count as one key. A key draws the same as a whole number, a float or \
    the text of either.
    """

  /// What a draw takes: the key, hash and stratum of each row, and the rows in their order.
  static let footprint = Footprint.rows(88)

  let table: Table
  /// The columns of the key, or of what is grouped by.
  let positions: [Int]
  /// The key of each row, a number from 0.
  let keyOfRow: [Int]
  /// A hash for each key.
  let hashes: [UInt64]
  /// Whether a key has several rows; if not, keys are numbered as rows are.
  let repeats: Bool

  /// - Parameter positions: the columns of the key; none where a row is known by its number.
  init(_ table: Table, _ positions: [Int], purpose: String, _ context: RunContext) throws {
    (self.table, self.positions) = (table, positions)
    let rows = table.rowCount
    let grouping = positions.isEmpty ? nil : try Grouping.make(
      keys: positions.map { table.columns[$0] }, rowCount: rows, execution: context.execution)
    repeats = grouping.map { $0.count < rows } ?? false
    if let grouping, repeats {
      keyOfRow = grouping.groupOfRow.array().map { Int($0) }
      let first = try table.selecting(positions).taking(grouping.firstRows, execution: context.execution)
      hashes = RowKeys.hashes(first, seed: context.seed, purpose: purpose, key: Array(positions.indices))
    } else {
      keyOfRow = Array(0..<rows)
      hashes = RowKeys.hashes(table, seed: context.seed, purpose: purpose, key: positions)
    }
  }

  /// The columns, as a note names them.
  var names: String { positions.map { "`\(table.schema.fields[$0].name)`" }.joined(separator: ", ") }

  /// Says what is kept together, and which rows have no key.
  /// - Parameter isKey: whether these columns are the key, and nobody asked for them.
  func explain(_ verb: String, isKey: Bool, _ context: RunContext) {
    guard repeats else { return }
    if isKey {
      context.note(
        "\(verb): the key \(names) repeats (\(Prose.count(keyOfRow.count, "row")) of "
          + "\(Prose.count(hashes.count, "key"))): rows of one key stay together")
    }
    let lost = positions.map { table.columns[$0] }
    let without = lost.contains { $0.nullCount > 0 }
      ? (0..<table.rowCount).count { row in lost.allSatisfy { $0.isNull(row) } } : 0
    if without > 1 {
      context.note("\(verb): \(Prose.count(without, "row")) without \(names) stay together as if they were one key")
    }
  }

  /// The part of each row: whole keys where they repeat, with nearly the share of each stratum in every part.
  /// - Parameter stratify: the columns whose mix each part keeps.
  func parts(_ shares: [Double], stratify: [Int], purpose: String, _ context: RunContext) throws -> [Int] {
    let strata = try RowKeys.strata(table, stratify, context)
    guard repeats else { return try StratifiedSplit.assign(strata: strata, hashes: hashes, fractions: shares) }
    let draw = WholeKeyParts.Draw(
      keyOfRow: keyOfRow, strata: RowKeys.ranked(strata: strata, table, stratify), hashes: hashes, shares: shares,
      phase: StableHash(seed: context.seed, purpose: "\(purpose) phase").unit(0))
    let partOfKey = WholeKeyParts(draw).partOfKey
    return keyOfRow.map { partOfKey[$0] }
  }

  /// Says which keys have rows in several parts, because something else was grouped by.
  /// - Parameter parts: the part of each row; nil for a row that is in none.
  static func explain(
    parted parts: [Int?], keys: [Int], of table: Table, what: String, _ verb: String, _ context: RunContext
  ) throws {
    guard !keys.isEmpty else { return }
    let keyOfRow = try GroupNumbers.of(keys.map { table.columns[$0] }, table.rowCount, context)
    var first: [Int: Int] = [:], parted: Set<Int> = []
    for (row, part) in parts.enumerated() {
      guard let part else { continue }
      if first.updateValue(part, forKey: keyOfRow[row]).map({ $0 != part }) ?? false { parted.insert(keyOfRow[row]) }
    }
    guard !parted.isEmpty else { return }
    let names = keys.map { "`\(table.schema.fields[$0].name)`" }.joined(separator: ", ")
    context.note(
      "\(verb): \(Prose.count(parted.count, "key")) of \(names) have rows in several \(what), as `group:` asks")
  }
}
