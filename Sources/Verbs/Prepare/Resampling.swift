import Columns
import Diagnostics
import Kernels
import Language
import Neighbours
import Statistics

/// Which rows of a Tomek link go.
enum TomekEnd {
  case both, majority
}

/// Training rows of which some are taken away, or that get new ones.
struct Resampling {
  /// What becomes of the rows.
  struct Result {
    let table: Table
    /// How many rows class 0 and class 1 have.
    let rowsOfClasses: [Int]
    var made: Int?
    /// How many Tomek links were found.
    var links: Int?
  }

  let table: Table
  /// Positions of the features, of the key, and of the target.
  let features: [Int]
  let keys: [Int]
  let target: Int
  let labels: [Double]
  let balance: ClassBalance
  let context: RunContext

  func result(_ wanted: BalanceVerb.Wanted) throws -> Result {
    switch wanted.method {
    case .weights: return counted(table)
    case .undersample: return counted(try undersampled(keeping: wanted.rows))
    case .smote:
      var result = counted(try oversampled(wanted).table)
      result.made = wanted.rows
      return result
    case .smoteTomek:
      let (whole, order) = try oversampled(wanted)
      let (rows, links) = try withoutLinks(whole, order, wanted.tomek)
      var result = counted(rows)
      (result.made, result.links) = (wanted.rows, links)
      return result
    }
  }

  private func counted(_ result: Table) -> Result {
    let labels = result.columns[target].doubles() ?? [], ones = labels.count { $0 == 1 }
    return Result(table: result, rowsOfClasses: [labels.count - ones, ones])
  }

  /// Rows in an order that is drawn by their keys; rows of one key go by what they hold, so that their order in the
  /// table never matters.
  private func drawnOrder(_ rows: [Int], _ hashes: [UInt64]) throws -> [Int] {
    guard Set(rows.map { hashes[$0] }).count < rows.count else { return rows.sorted { hashes[$0] < hashes[$1] } }
    let contents = try RowHashes.of(table, features, context.execution)
    return rows.sorted { (hashes[$0], contents[$0], $0) < (hashes[$1], contents[$1], $1) }
  }

  private func hashes() -> [UInt64] {
    RowKeys.hashes(table, seed: context.seed, purpose: BalanceVerb.name, key: keys)
  }

  private func rows(of label: Int) -> [Int] { labels.indices.filter { Int(labels[$0]) == label } }

  private func undersampled(keeping count: Int) throws -> Table {
    let larger = rows(of: 1 - balance.minority)
    let kept = rows(of: balance.minority) + (try drawnOrder(larger, hashes()).prefix(count))
    return try table.taking(kept.sorted().map { Int32($0) }, execution: context.execution)
  }

  /// The table with new rows below its own, and its rows in an order that does not depend on that of the table, new
  /// ones last.
  private func oversampled(_ wanted: BalanceVerb.Wanted) throws -> (table: Table, order: [Int]) {
    let names = features.map { table.schema.fields[$0].name }
    try requireNumbers(names, wanted)
    let hashes = hashes(), order = try drawnOrder(Array(labels.indices), hashes)
    let smaller = order.filter { Int(labels[$0]) == balance.minority }
    let rows = try table.selecting(features).taking(smaller.map { Int32($0) }, execution: context.execution)
    let place = StableHash(seed: context.seed, purpose: "\(BalanceVerb.name) neighbour")
    let share = StableHash(seed: context.seed, purpose: "\(BalanceVerb.name) share")
    let draws = (0..<wanted.rows).map { number in
      // The same key draws anew each time its turn comes.
      let (round, start) = number.quotientAndRemainder(dividingBy: smaller.count)
      let key = Int(truncatingIfNeeded: hashes[smaller[start]] &+ UInt64(round) &* 0x9E37_79B9_7F4A_7C15)
      return SyntheticRows.Draw(
        neighbour: Int(place.hash(key) % UInt64(wanted.neighbours)), share: share.unit(key))
    }
    let made = try SyntheticRows(
      between: FeatureColumns.matrix(rows, names, context.execution), neighbours: wanted.neighbours, draws: draws,
      execution: context.execution)
    let whole = try stacked(made.values)
    return (whole, order + (table.rowCount..<whole.rowCount))
  }

  /// - Throws: `Diagnostic` for gaps, between which there are no distances.
  private func requireNumbers(_ names: [String], _ wanted: BalanceVerb.Wanted) throws {
    if let gaps = FeatureColumns.gaps(
      table, names, "balance \(wanted.method.rawValue)", at: wanted.place, recipe: nil, before: wanted.text) {
      throw gaps
    }
    let whole = features.filter { table.schema.fields[$0].type == .int }
    try context.reportLostDigits(
      whole.map { (table.schema.fields[$0].name, table.columns[$0]) }, in: BalanceVerb.name)
  }

  /// The table with rows of the smaller class below it. They have no key.
  private func stacked(_ values: Matrix) throws -> Table {
    let placeOf = Dictionary(uniqueKeysWithValues: features.enumerated().map { ($1, $0) })
    let columns = try table.columns.indices.map { position in
      try context.execution.checkCancelled()
      let type = table.schema.fields[position].type
      let below: Column = if let place = placeOf[position] {
        Self.column(values.column(place), type)
      } else if position == target {
        Column(ints: Array(repeating: Int64(balance.minority), count: values.rows), type: type)
      } else {
        Column(nulls: values.rows, type: type)
      }
      return try Column(
        stacking: [table.columns[position], below], .below, as: type, execution: context.execution)
    }
    return Table(schema: table.schema, columns: columns, rowCount: table.rowCount + values.rows)
  }

  /// Numbers as a column of a type; whole ones are rounded to the nearest.
  private static func column(_ values: [Double], _ type: ColumnType) -> Column {
    if type == .float { return Column(doubles: values) }
    let whole = values.map { Int64(exactly: $0.rounded()) ?? ($0 < 0 ? .min : .max) }
    return Column(ints: whole, type: type)
  }

  /// The rows that are left where links are removed, and how many links there are.
  private func withoutLinks(_ whole: Table, _ order: [Int], _ end: TomekEnd) throws -> (table: Table, links: Int) {
    let names = features.map { whole.schema.fields[$0].name }
    let rows = try whole.selecting(features).taking(order.map { Int32($0) }, execution: context.execution)
    let labels = whole.columns[target].doubles() ?? []
    let links = try TomekLinks.find(
      FeatureColumns.matrix(rows, names, context.execution),
      isChosen: order.map { Int(labels[$0]) == balance.minority }, execution: context.execution)
    let gone = Set(links.flatMap { end == .both ? [order[$0.chosen], order[$0.other]] : [order[$0.other]] })
    let kept = (0..<whole.rowCount).filter { !gone.contains($0) }
    return (try whole.taking(kept.map { Int32($0) }, execution: context.execution), links.count)
  }
}
