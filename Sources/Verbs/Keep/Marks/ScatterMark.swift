import Charts
import Columns
import Diagnostics
import Language

/// Two columns against each other, as points.
enum ScatterMark: ChartMark {
  static let name = "scatter"
  static let summary = "A point for each row, in the colours of the groups of `by:`."
  static let examples = [
    Example(
      "range 100 | derive { x = n * 37 % 101, y = x + n % 13, g = n % 3 } | plot scatter(x, y), by: g",
      "Points by groups.", gives: .value(.chart, ["title": .text("y against x")])),
    Example(
      "range 100 | derive { x = n * 37 % 101, y = x + n % 13, g = n % 3 } | plot scatter(x, y), facet: g",
      "Points in panels.", gives: .value(.chart, ["title": .text("y against x, for each g")])),
  ]
  static let inputs = [ValueKind.table]
  static let options: Set = [PlotVerb.by.name, PlotVerb.facet.name]
  static let parameters = [x.declaration, y.declaration]
  private static let x = Parameter<ColumnName>("x", "The column from left to right.")
  private static let y = Parameter<ColumnName>("y", "The column from below upwards.")

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let points = try PlotPoints(input, x: call[x], y: numbers(call[y], input), yName: call[y].name.text, arguments)
    return { value, context in
      guard let table = value.table else { throw NeedsData() }
      let (facets, axis) = try points.series(of: table, context)
      return .scatter(facets, by: points.facet?.name, x: axis, y: points.yName)
    }
  }
}
