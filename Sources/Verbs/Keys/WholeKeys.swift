import Columns
import Diagnostics
import Language
import Relational
import Statistics

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
