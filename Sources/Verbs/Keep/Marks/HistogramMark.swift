import Charts
import Columns
import Diagnostics
import Language
import Syntax

/// The distribution of a column, all rows together or by groups.
enum HistogramMark: ChartMark {
  static let name = "hist"
  static let summary = "How often values occur, of all rows or of the groups of `by:`."
  static let examples = [
    Example(
      "range 200 | derive odd = n % 2 | plot hist(n), by: odd, bins: 20", "A histogram by groups.",
      gives: .value(.chart, ["title": .text("Distribution of n by odd")])),
  ]
  static let inputs = [ValueKind.table]
  static let options: Set = [PlotVerb.by.name, PlotVerb.bins.name]

  static let parameters = [column.declaration]
  private static let column = Parameter<ColumnName>("column", "The column of numbers whose values are counted.")

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let name = call[column].name
    let position = try input.position(of: name)
    let type = input.fields[position].type
    guard type.isNumeric || type == .bool else {
      throw Diagnostic(
        code: ModelCodes.mark, "`hist` draws numbers, and `\(name.text)` is \(type.rawValue)",
        at: Label(name.span, "this is \(type.rawValue)"), help: "count its values: `| count by \(name.text)`")
    }
    let group = try arguments[PlotVerb.by].map { try input.position(of: $0.name) }
    let bins = arguments[PlotVerb.bins]
    return { value, context in
      guard let table = value.table else { throw NeedsData() }
      // The numbers, sorted by pieces, merged, and sorted again by the chart.
      try Footprint.rows(group == nil ? 32 : 48).require(on: table, context.execution)
      let values = table.columns[position].doubles() ?? []
      guard let group else {
        // The chart sorts what it gets, which is done at once with numbers in order.
        let sorted = try context.execution.sorted(values)
        return .histogram([NumericSeries("", sorted)], of: name.text, bins: bins)
      }
      let groups = try series(values, by: table.columns[group], context)
      return .histogram(groups, of: name.text, by: table.schema.fields[group].name, bins: bins)
    }
  }

  /// The values of each group, the groups in order of their own values and null last.
  private static func series(_ values: [Double], by column: Column, _ context: RunContext) throws -> [NumericSeries] {
    var rows: [(cell: Cell, values: [Double])] = []
    for (row, group) in try GroupNumbers.of([column], column.count, context).enumerated() {
      if group == rows.count { rows.append((column[row], [])) }
      rows[group].values.append(values[row])
    }
    return try rows.sorted { isBefore($0.cell, $1.cell) }
      .map { cell, values in
        NumericSeries(cell.isNull ? "null" : CellFormat.plain(cell), try context.execution.sorted(values))
      }
  }

  private static func isBefore(_ a: Cell, _ b: Cell) -> Bool {
    if a.isNull || b.isNull { return !a.isNull && b.isNull }
    if let x = a.number, let y = b.number { return x < y }
    return CellFormat.plain(a) < CellFormat.plain(b)
  }
}
