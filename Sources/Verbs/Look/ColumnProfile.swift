import Columns
import Language
import Statistics

/// The facts about one column.
struct ColumnProfile: Sendable {
  let name: String
  let type: ColumnType
  let rows: Int
  let nulls: Int
  let distinct: Int
  /// The most frequent value, the first among equals.
  let top: Cell
  let topCount: Int
  let numbers: NumberFacts?
  /// What seems to stand for something else than a number, as the column shows it.
  let sentinel: String?
  /// All values that seem to, however rare.
  let suspects: [SuspectValues.Suspect]
  let relation: Double?

  init(_ field: Field, _ column: Column, relation: Double?) throws {
    (name, type, rows, nulls) = (field.name, column.type, column.count, column.nullCount)
    self.relation = relation
    let counts = ValueCounts(column)
    (distinct, top, topCount) = (counts.distinct, counts.top, counts.topCount)
    let values = column.type.isNumeric || column.type == .bool ? column.doubles() : nil
    let sorted = values.map { $0.filter { !$0.isNaN }.sorted() }
    let facts = values.map { NumberFacts($0, sorted: sorted ?? []) }
    // The column's own value: a whole number need not fit into a double, nor a double into a whole number.
    sentinel = facts?.sentinel.flatMap { values?.firstIndex(of: $0) }.map { CellFormat.plain(column[$0]) }
    numbers = facts
    suspects = SuspectValues(column, sorted: sorted).suspects
  }

  /// What the facts about a column take: its numbers, sorted as well, and what counts each value.
  static func share(_ column: Column) -> ColumnShare {
    ColumnShare(work: 16 * Double(column.count) + 64 * Double(column.roughDistinctCount), kept: 0)
  }

  static let figures = ["min", "q05", "q25", "median", "q75", "q95", "max", "mean", "std", "skew"]
  static let fields =
    [
      Field("column", .text), Field("type", .text), Field("nulls", .int), Field("null_share", .float),
      Field("distinct", .int), Field("top", .text), Field("top_share", .float), Field("relation", .float),
    ] + figures.map { Field($0, .float) } + [
      Field("zeros", .int), Field("outliers", .int), Field("sentinel", .text), Field("suspects", .text),
      Field("constant", .bool),
      Field("twin_of", .text),
    ]

  /// `365243 18.0 %, 999999 < 0.1 %`
  var suspectsText: String {
    suspects.map { "\($0.text) \(ShortNumber.percent(share($0.count)))" }.joined(separator: ", ")
  }

  /// The row of the result, for some or all of ``fields``.
  func cells(_ wanted: [Field], twin: String?) -> [Cell] {
    var cells: [String: Cell] = [
      "column": .text(name), "type": .text(type.rawValue), "nulls": .int(Int64(nulls)),
      "null_share": rows > 0 ? .float(Double(nulls) / Double(rows)) : .null, "distinct": .int(Int64(distinct)),
      "top": top.isNull ? .null : .text(CellFormat.plain(top)),
      "top_share": top.isNull ? .null : .float(Double(topCount) / Double(rows)),
      "suspects": suspects.isEmpty ? .null : .text(suspectsText), "constant": .bool(distinct <= 1),
      "twin_of": twin.map(Cell.text) ?? .null,
      "relation": relation.map(Cell.float) ?? .null,
    ]
    if let numbers {
      for (name, value) in zip(ColumnProfile.figures, numbers.figures) { cells[name] = value.map(Cell.float) }
      (cells["zeros"], cells["outliers"]) = (.int(Int64(numbers.zeros)), .int(Int64(numbers.outliers)))
      cells["sentinel"] = sentinel.map(Cell.text)
    }
    return wanted.map { cells[$0.name] ?? .null }
  }
}
