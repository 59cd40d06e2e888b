import Charts
import Columns
import Diagnostics
import Language

/// A number for each value of a column, as bars.
enum BarChartMark: ChartMark {
  static let name = "bar"
  static let summary = "A bar for each value of `by:`, or of the key that `agg` made, as high as the one number it has."
  static let examples = [
    Example(
      "range 60 | derive late = n % 7 == 0 | agg rate = mean(late) by band = cut(n, [20, 40]) "
        + "| plot bar(rate), by: band, top: 5",
      "A rate by band.", gives: .value(.chart, ["title": .text("rate by band")])),
    Example(
      "range 60 | agg rows = count() by third = n % 3 | plot bar(rows)", "By the key that `agg` made.",
      gives: .value(.chart, ["title": .text("rows by third")])),
    Example(
      "range 60 | derive { g = n % 3, half = n >= 30 } | agg s = sum(n) by g, half | plot bar(s), by: g, facet: half",
      "Bars in two panels.", gives: .value(.chart, ["title": .text("s by g, for each half")])),
  ]
  static let inputs = [ValueKind.table]
  static let options: Set = [PlotVerb.by.name, PlotVerb.facet.name, PlotVerb.top.name]
  static let parameters = [measure.declaration]
  private static let measure = Parameter<ColumnName>("measure", "The column of numbers, one for each bar.")

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let written = call[measure], values = try numbers(written, input)
    let facet = try PlotColumn.facet(input, arguments)
    let category = try PlotColumn.group(input, arguments) ?? key(input, besides: [values, facet?.position], call)
    let top = arguments.isWritten(PlotVerb.top) ? arguments[PlotVerb.top] : 30
    return { value, context in
      guard let table = value.table else { throw NeedsData() }
      try Footprint.rows(48).require(on: table, context.execution)
      let groups = try category.levels(table, context), panels = try PlotColumn.levels(facet, table, context)
      let numbers = table.columns[values].doubles() ?? []
      let empty = [Double](repeating: .nan, count: groups.count)
      var heights = [[Double]](repeating: empty, count: panels.count), seen = Set<[Int]>()
      for (row, (panel, group)) in zip(panels.ofRow, groups.ofRow).enumerated() {
        guard seen.insert([panel, group]).inserted else {
          let place = [(category.name, groups.names[group])] + (facet.map { [($0.name, panels.names[panel])] } ?? [])
          throw repeated(written, at: place, "a bar")
        }
        heights[panel][group] = numbers[row]
      }
      return .bar(
        zip(panels.names, heights).map { Facet($0, $1) }, by: facet?.name, categories: groups.names,
        category: category.name, measure: written.name.text, top: top)
    }
  }

  /// The one column of the key that is not drawn otherwise.
  private static func key(_ input: Shape, besides used: [Int?], _ call: WordArguments) throws -> PlotColumn {
    let keys = input.fields.key.compactMap { input.fields.index(of: $0) }.filter { !used.contains($0) }
    guard keys.count == 1, let only = keys.first else {
      let usual = keys.first.map { input.fields[$0].name } ?? input.fields.indices.first { !used.contains($0) }
        .map { input.fields[$0].name } ?? "COLUMN"
      throw Diagnostic(
        code: .argumentCount, "`plot bar` needs `by:`, the column whose values the bars are",
        at: Label(call.span, "bars of what?"), help: "write `plot bar(\(call[measure].name.text)), by: \(usual)`")
    }
    return PlotColumn(input.fields[only].name, at: only, call.span)
  }
}
