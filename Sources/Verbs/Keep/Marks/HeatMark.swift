import Charts
import Columns
import Diagnostics
import Language

/// A number for each pair of values of two columns, as colours.
enum HeatMark: ChartMark {
  static let name = "heat"
  static let summary = "A colour for each pair of values of two columns: how many rows there are, or the one number."
  static let examples = [
    Example(
      "range 200 | derive { a = n % 5, b = n * n % 7 } | plot heat(a, b)", "How many rows each pair has.",
      gives: .value(.chart, ["title": .text("rows by a and b")])),
    Example(
      "range 60 | derive { a = n % 3, b = n % 4, late = n > 30 } | agg s = sum(n) by a, b, late "
        + "| plot heat(a, b, s), facet: late",
      "A number for each pair, in panels.", gives: .value(.chart, ["title": .text("s by a and b, for each late")])),
  ]
  static let inputs = [ValueKind.table]
  static let options: Set = [PlotVerb.facet.name]
  static let parameters = [x.declaration, y.declaration, measure.declaration]
  private static let x = Parameter<ColumnName>("x", "The column from left to right.")
  private static let y = Parameter<ColumnName>("y", "The column from above downwards.")
  private static let measure = Parameter<ColumnName?>(
    "measure", default: nil, shows: "the number of rows", "The column of numbers, one for each pair.")
  private static let mostLevels = 60

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let written = call[measure], values = try written.map { try numbers($0, input) }
    let facet = try PlotColumn.facet(input, arguments)
    let help = "bring numbers into bands with `cut`"
    let across = try PlotColumn(call[x], input).limited(to: mostLevels, help: help)
    let down = try PlotColumn(call[y], input).limited(to: mostLevels, help: help)
    return { value, context in
      guard let table = value.table else { throw NeedsData() }
      try Footprint.rows(64).require(on: table, context.execution)
      let columns = try across.levels(table, context), rows = try down.levels(table, context)
      let panels = try PlotColumn.levels(facet, table, context)
      let numbers = values.flatMap { table.columns[$0].doubles() }
      let empty = [Double?](repeating: nil, count: columns.count * rows.count)
      var cells = [[Double?]](repeating: empty, count: panels.count)
      for row in 0..<table.rowCount {
        let place = rows.ofRow[row] * columns.count + columns.ofRow[row], panel = panels.ofRow[row]
        if let numbers, let written {
          guard cells[panel][place] == nil else {
            let names = [(across.name, columns.names[columns.ofRow[row]]), (down.name, rows.names[rows.ofRow[row]])]
            throw repeated(written, at: names + (facet.map { [($0.name, panels.names[panel])] } ?? []), "a cell")
          }
          cells[panel][place] = numbers[row]
        } else {
          cells[panel][place] = (cells[panel][place] ?? 0) + 1
        }
      }
      let drawn = cells.map { panel in
        panel.enumerated().compactMap { place, value in
          value.map { HeatCell(column: place % columns.count, row: place / columns.count, value: $0) }
        }
      }
      return .heat(
        zip(panels.names, drawn).map { Facet($0, $1) }, by: facet?.name, x: across.name, columns: columns.names,
        y: down.name, rows: rows.names, measure: written?.name.text ?? "rows")
    }
  }
}
