import Charts
import Columns
import Diagnostics
import Language

/// The spread of a column by groups, as boxes.
enum BoxChartMark: ChartMark {
  static let name = "box"
  static let summary = "Quartiles and whiskers (the last values within 1.5 times the box), of each group of `by:`."
  static let examples = [
    Example(
      "range 200 | derive { x = n * 37 % 101, g = n % 4 } | plot box(x), by: g", "Boxes by groups.",
      gives: .value(.chart, ["title": .text("x by g")])),
    Example(
      "range 200 | derive { x = n * 37 % 101, g = n % 4, late = n > 150 } | plot box(x), by: g, facet: late",
      "Boxes in panels.", gives: .value(.chart, ["title": .text("x by g, for each late")])),
  ]
  static let inputs = [ValueKind.table]
  static let options: Set = [PlotVerb.by.name, PlotVerb.facet.name]
  static let parameters = [column.declaration]
  private static let column = Parameter<ColumnName>("column", "The column of numbers.")

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let written = call[column], values = try numbers(written, input)
    let facet = try PlotColumn.facet(input, arguments)
    let group = try PlotColumn.group(input, arguments)?.limited(to: 40, help: "bring numbers into bands with `cut`")
    return { value, context in
      guard let table = value.table else { throw NeedsData() }
      // The numbers by group, sorted by the chart, and the places of each row.
      try Footprint.rows(64).require(on: table, context.execution)
      let groups = try PlotColumn.levels(group, table, context), panels = try PlotColumn.levels(facet, table, context)
      let numbers = table.columns[values].doubles() ?? []
      let empty = groups.names.map { NumericSeries($0, []) }
      var series = [[NumericSeries]](repeating: empty, count: panels.count)
      for row in numbers.indices { series[panels.ofRow[row]][groups.ofRow[row]].values.append(numbers[row]) }
      return .box(
        zip(panels.names, series).map { Facet($0, $1) }, by: facet?.name, of: written.name.text,
        groups: group?.name ?? "")
    }
  }
}
