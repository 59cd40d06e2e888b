import Columns
import Kernels
import Language
import Relational
import Statistics

/// How many rows of each part of a table are in each band.
struct PartedBands {
  private struct Row {
    let part: Int32
    let own: FittedBands
    let name: String
    let counts: WeightOfEvidence.Counts
    let share: Double?
    let weight: Double?
    let stability: Double?
  }

  private let rows: [Row]
  private let part: (name: String, values: Column)

  /// - Parameter position: the column that tells the part of each row; null is a part as well.
  init(
    _ bands: [FittedBands], _ table: Table, by position: Int, labels: [Double], _ context: RunContext
  ) throws {
    let column = table.columns[position]
    let groups = try Grouping.make(keys: [column], rowCount: table.rowCount, execution: context.execution)
    let firsts = column.taking(groups.firstRows)
    let order = try SortOrder.rows([SortKey(firsts)], rowCount: groups.count, execution: context.execution)
    part = (table.schema.fields[position].name, firsts)
    let groupOf = groups.groupOfRow
    let counted = try context.execution.map(count: bands.count) { index in
      var counts = Self.empty(bands[index], parts: groups.count)
      for (row, place) in try bands[index].places(in: table).places.enumerated() {
        if let place, place < counts[0].count { counts[Int(groupOf[row])][place].add(labels[row]) }
      }
      return counts
    }
    rows = order.flatMap { part in
      zip(bands, counted).flatMap { own, counts in Self.rows(own, counts[Int(part)], part: part) }
    }
  }

  private static func empty(_ bands: FittedBands, parts: Int) -> [[WeightOfEvidence.Counts]] {
    let none = [WeightOfEvidence.Counts](repeating: .init(), count: bands.shownNames.count)
    return [[WeightOfEvidence.Counts]](repeating: none, count: max(1, parts))
  }

  private static func rows(_ own: FittedBands, _ counts: [WeightOfEvidence.Counts], part: Int32) -> [Row] {
    let events = counts.reduce(0) { $0 + $1.events }, all = counts.reduce(0) { $0 + $1.rows }
    let evidence = events > 0 && events < all ? WeightOfEvidence(counts) : nil
    let stability = LevelShares(reference: own.counts?.map(\.rows) ?? [], current: counts.map(\.rows))?
      .stability(smoothing: 0.0001)
    return own.shownNames.enumerated().map { place, name in
      Row(
        part: part, own: own, name: name, counts: counts[place],
        share: all > 0 ? Double(counts[place].rows) / Double(all) : nil,
        weight: counts[place].rows > 0 ? evidence?.weights[place] : nil, stability: stability?[place])
    }
  }

  /// A row for each part, column and band; a weight is null where the band, or one class of the part, has no rows.
  func table(isBadPositive: Bool) -> Table {
    let names = ["column", "band", "rows", "share", "events", "rate", "weight", "stability"]
    return Table([
      (names.contains(part.name) ? "part" : part.name, part.values.taking(rows.map(\.part))),
      ("column", Column(texts: rows.map(\.own.name))), ("band", Column(texts: rows.map(\.name))),
      ("rows", Column(ints: rows.map { Int64($0.counts.rows) })), ("share", Column(floats: rows.map(\.share))),
      ("events", Column(ints: rows.map { Int64($0.counts.events) })),
      ("rate", Column(floats: rows.map { row in
        row.counts.rows > 0 ? Double(row.counts.events) / Double(row.counts.rows) : nil
      })),
      ("weight", Column(floats: rows.map { row in row.weight.map { isBadPositive ? 0 - $0 : $0 } })),
      ("stability", Column(floats: rows.map(\.stability))),
    ])
  }
}
