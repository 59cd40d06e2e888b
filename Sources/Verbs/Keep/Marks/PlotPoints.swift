import Charts
import Columns
import Diagnostics
import Language

/// The points of a table by panel and by group, for lines and for clouds.
struct PlotPoints: Sendable {
  let x: PlotColumn
  private let y: Int
  let yName: String
  private let group: PlotColumn?
  let facet: PlotColumn?

  init(_ input: Shape, x: ColumnName, y: Int, yName: String, _ arguments: BoundArguments) throws {
    self.x = try PlotColumn(x, input).limited(to: 200, help: "bring its values into fewer groups first")
    (self.y, self.yName) = (y, yName)
    facet = try PlotColumn.facet(input, arguments)
    group = try PlotColumn.group(input, arguments)?.limited(
      to: Palette.seriesLimit, help: "give each a chart of its own, `facet:`, or keep fewer of them")
  }

  /// The groups of each panel, all panels with the same groups, and what stands on the horizontal axis.
  func series(
    of table: Table, _ context: RunContext
  ) throws -> (facets: [Facet<[PointSeries]>], axis: PointAxis) {
    // A point, and the places of each row.
    try Footprint.rows(80).require(on: table, context.execution)
    let groups = try PlotColumn.levels(group, table, context), panels = try PlotColumn.levels(facet, table, context)
    let (places, axis) = try places(table, context), values = table.columns[y].doubles() ?? []
    let empty = groups.names.map { PointSeries($0, []) }
    var series = [[PointSeries]](repeating: empty, count: panels.count)
    for row in values.indices {
      series[panels.ofRow[row]][groups.ofRow[row]].points.append(ChartPoint(places[row], values[row]))
    }
    return (zip(panels.names, series).map { Facet($0, $1) }, axis)
  }

  private func places(_ table: Table, _ context: RunContext) throws -> ([Double], PointAxis) {
    let column = table.columns[x.position]
    switch column.type {
    case .int, .float: return (column.doubles() ?? [], .numbers(x.name))
    case .date: return ((0..<column.count).map { column[$0].integer.map(Double.init) ?? .nan }, .dates(x.name))
    case .datetime:
      let perDay = 86_400e6
      return ((0..<column.count).map { column[$0].integer.map { Double($0) / perDay } ?? .nan }, .dates(x.name))
    case .text, .bool:
      let levels = try x.levels(table, context)
      return (levels.ofRow.map(Double.init), .names(x.name, levels.names))
    }
  }
}
