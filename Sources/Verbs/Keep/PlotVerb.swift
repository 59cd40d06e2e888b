import Charts
import Columns
import Diagnostics
import Files
import Foundation
import Language
import Syntax
import TableIO

/// Draws a chart.
enum PlotVerb: Verb {
  static let mark = Parameter<Call>("mark", "What to draw: \(MarkCatalog.usages).", words: .mark)
  static let by = Parameter<ColumnName?>(
    "by", default: nil, "A column or feature whose values are drawn as groups: as colours, bars or boxes.")
  static let facet = Parameter<ColumnName?>(
    "facet", default: nil, "A column of whose values each gets a small chart of its own.")
  static let bins = Parameter<Int?>(
    "bins", default: nil, shows: "chosen from the values", "How many bars of a histogram, or bands of scores.")
  static let cost = Parameter<CostArgument?>("cost", default: nil, "A cost: `cost { fn = 10, fp = 1 }`, or its name.")
  static let threshold = Parameter<Double?>("threshold", default: nil, "The score from which on clients are refused.")
  static let top = Parameter<Int>("top", default: 20, "How many features to show.")
  static let to = Parameter<String?>("to", default: nil, "A file to write, ending in `.svg`.")
  static let signature = Signature(
    "plot", inputs: [.table, .evaluation, .model, .explanation, .comparison, .holdout, .threshold, .tuning, .drift],
    output: .chart, positional: [mark.declaration],
    options: [
      by.declaration, facet.declaration, bins.declaration, cost.declaration, threshold.declaration, top.declaration,
      to.declaration,
    ], synonyms: ["chart", "draw", "graph"])
  static let summary = "Draws a chart, and writes it to a file with `to:`."
  static var discussion: String {
    MarkCatalog.all.map { "`\($0.usage)`: \($0.summary)" }.joined(separator: "\n") + """


      A mark that draws a table draws the main table of another result: `cv1 | plot bar(pooled), by: metric`. \
      `facet: COLUMN` makes a small chart of each value of a column, under common axes. The chart is the value: \
      `export` writes it later, and at the prompt it shows in characters.
      """
  }
  static var examples: [Example] { MarkCatalog.all.flatMap { $0.examples } }

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let call = arguments[mark]
    let mark = try MarkCatalog.mark(call, for: input.kind)
    let takesMainTable = !mark.inputs.contains(input.kind)
    let input = takesMainTable ? try mainTable(of: input) : input
    try checkOptions(mark, arguments)
    guard arguments[top] > 0 else { throw arguments.outOfRange(top, "must be 1 or more") }
    if let bins = arguments[bins], bins < 1 { throw arguments.outOfRange(self.bins, "must be 1 or more") }
    let path = arguments[to], place = arguments.span(of: to)
    if let path { try checkEnding(path, at: place) }
    let draw = try mark.prepare(input, try WordArguments(call, mark.signature, arguments.scope), arguments)
    return Step(.local { value, context in
      guard let value else { throw NeedsData() }
      (value as? EvaluationValue)?.reportCaveats("plot", context)
      let drawn = takesMainTable ? value.mainTable ?? value : value
      let chart = ChartValue(chart: try draw(drawn, context), path: path)
      if let path { try write(chart, to: path, at: place, context) }
      return chart
    }, output: Shape(kind: .chart))
  }

  /// The columns of the table that stands for a result of another kind.
  private static func mainTable(of input: Shape) throws -> Shape {
    guard let table = input.value?.mainTable else { throw NeedsData() }
    return Shape(table)
  }

  /// An option that the mark does not heed is an error, not silence.
  private static func checkOptions(_ mark: any ChartMark.Type, _ arguments: BoundArguments) throws {
    let heeded = mark.options.union([to.name])
    let list = mark.options.sorted().map { "`\($0):`" }.joined(separator: ", ")
    for option in arguments.stage.options where !heeded.contains(option.name.text) {
      throw Diagnostic(
        code: .unknownOption, "`plot \(mark.name)` takes no `\(option.name.text):`",
        at: Label(option.name.span, "not heeded here"),
        help: list.isEmpty ? "take it away" : "it takes \(list)")
    }
  }

  private static func checkEnding(_ path: String, at span: Span) throws {
    guard PathParts(path).ending.lowercased() != "svg" else { return }
    throw Diagnostic(
      code: VerbCodes.fileFormat, "a chart is written as `.svg`", at: Label(span, "another ending"),
      help: "write \"\(PathParts(path).withoutEnding).svg\"")
  }

  private static func write(_ chart: ChartValue, to path: String, at span: Span, _ context: RunContext) throws {
    try ExportVerb.writing(span) { try chart.write(to: path) }
    context.wrote(path)
  }
}
