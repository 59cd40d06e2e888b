import Charts
import Columns
import Diagnostics
import Language

/// A number along another column, as lines.
enum LineChartMark: ChartMark {
  static let name = "line"
  static let summary =
    "Lines through points in the order of x (numbers, dates, or values in order), one a group of `by:`."
  static let examples = [
    Example(
      "range 40 | derive { month = n % 20, kind = n >= 20, x = n * n % 17 } | plot line(month, x), by: kind",
      "A line for each group.", gives: .value(.chart, ["title": .text("x against month")])),
    Example(
      "range 40 | derive { month = n % 20, kind = n >= 20, x = n * n % 17 } | plot line(month, x), facet: kind",
      "A panel for each group.", gives: .value(.chart, ["title": .text("x against month, for each kind")])),
  ]
  static let inputs = [ValueKind.table]
  static let options: Set = [PlotVerb.by.name, PlotVerb.facet.name]
  static let parameters = [x.declaration, y.declaration]
  private static let x = Parameter<ColumnName>("x", "The column along which the lines go.")
  private static let y = Parameter<ColumnName>("y", "The column of numbers.")

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let points = try PlotPoints(input, x: call[x], y: numbers(call[y], input), yName: call[y].name.text, arguments)
    return { value, context in
      guard let table = value.table else { throw NeedsData() }
      let (facets, axis) = try points.series(of: table, context)
      var sorted = facets, places = 0
      for panel in facets.indices {
        for index in facets[panel].content.indices {
          // A place that is missing comes last, where it cuts no line.
          let points = facets[panel].content[index].points.enumerated().sorted { a, b in
            let (p, q) = (a.element.x.isNaN ? .infinity : a.element.x, b.element.x.isNaN ? .infinity : b.element.x)
            return (p, a.offset) < (q, b.offset)
          }.map(\.element)
          sorted[panel].content[index].points = points
          places += zip(points, points.dropFirst()).count { $0.x == $1.x }
        }
      }
      var chart = Chart.line(sorted, by: points.facet?.name, x: axis, y: points.yName)
      if places > 0 {
        chart.notes.append("Lines go up and down where a group has several rows at one place; `agg` makes one of them.")
      }
      return chart
    }
  }
}
