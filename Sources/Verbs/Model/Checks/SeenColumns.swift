import Columns
import Diagnostics
import Kernels
import Language

/// What a training saw of one column that it learnt from.
struct SeenColumn: Codable, Sendable {
  let name: String
  let type: ColumnType
  let isIndicator: Bool
  /// How many rows were null.
  let nulls: Int
  /// The least and the greatest number; nil for a column of other values, or of none.
  var low: Double?
  var high: Double?
  /// The texts that occurred, in sorted order; nil for a column of other values, and where there are very many.
  var levels: [String]?

  /// More texts are no vocabulary.
  static let mostLevels = 1000

  var field: Field { Field(name, type, isIndicator: isIndicator) }
  var range: ClosedRange<Double>? {
    guard let low, let high, low <= high else { return nil }
    return low...high
  }

  init(_ field: Field, _ column: Column) {
    (name, type, isIndicator, nulls) = (field.name, field.type, field.isIndicator, column.nullCount)
    if column.type.isNumeric, let range = Self.range(column) { (low, high) = (range.lowerBound, range.upperBound) }
    if let dictionary = column.dictionary, dictionary.count <= 10 * Self.mostLevels, let coded = CodedColumn(column),
      coded.occurring.count <= Self.mostLevels
    {
      levels = coded.sorted.map { CellFormat.plain(coded.values[$0]) }
    }
  }

  private static func range(_ column: Column) -> ClosedRange<Double>? {
    guard let values = column.doubles() else { return nil }
    var low = Double.infinity, high = -Double.infinity
    for value in values {
      if value < low { low = value }
      if value > high { high = value }
    }
    return low <= high ? low...high : nil
  }
}

/// What a model saw of its features, to know a sentinel that training did not have, and to tell what a table must have.
struct SeenColumns: Sendable {
  let columns: [SeenColumn]

  init(columns: [SeenColumn]) { self.columns = columns }

  init(_ table: Table, features: [Int], _ execution: Execution) throws {
    columns = try execution.map(count: features.count) { index in
      SeenColumn(table.schema.fields[features[index]], table.columns[features[index]])
    }
  }

  /// A note about values that stand for something else than a number, where training had none of them.
  func note(_ table: Table, _ verb: String, _ execution: Execution) throws -> String? {
    let ranges = columns.compactMap { column in column.range.map { (name: column.name, range: $0) } }
    let found = try execution.map(count: ranges.count) { index -> (value: Double, rows: Int)? in
      let (name, range) = ranges[index]
      guard let values = table[name]?.doubles() else { return nil }
      let odd = values.filter { !range.contains($0) && Sentinel.isUsual($0) }
      return odd.first.map { value in (value, odd.count { $0 == value }) }
    }
    let shown = zip(ranges, found).compactMap { range, sentinel in
      sentinel.map { "`\(range.name)` \(CellFormat.short($0.value)) in \(Prose.count($0.rows, "row"))" }
    }
    guard !shown.isEmpty else { return nil }
    let list = shown.prefix(5).joined(separator: ", ") + (shown.count > 5 ? ", … (\(shown.count) columns)" : "")
    return "\(verb): numbers that seem to stand for something else, and that training did not have: \(list)"
  }

  /// A row for each column.
  /// - Parameter rows: how many rows the training had.
  func table(rows: Int) -> Table {
    Table([
      ("column", Column(texts: columns.map(\.name))), ("type", Column(texts: columns.map(\.type.rawValue))),
      ("nulls", Column(ints: columns.map { Int64($0.nulls) })),
      ("null_share", Column(floats: columns.map { rows > 0 ? Double($0.nulls) / Double(rows) : nil })),
      ("low", Column(floats: columns.map(\.low))), ("high", Column(floats: columns.map(\.high))),
      ("levels", Column(texts: columns.map { $0.levels?.joined(separator: ", ") })),
    ])
  }
}
