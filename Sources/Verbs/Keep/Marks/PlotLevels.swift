import Columns
import Diagnostics
import Language
import Relational
import Syntax

/// The values of a column that a chart tells apart, in their own order with null last, and which one each row has.
struct PlotLevels: Sendable {
  let names: [String]
  let ofRow: [Int]

  init(_ column: Column, _ context: RunContext) throws {
    let groups = try Grouping.make(keys: [column], rowCount: column.count, execution: context.execution)
    let firsts = column.taking(groups.firstRows)
    let order = try SortOrder.rows(
      [SortKey(firsts, descending: false)], rowCount: groups.count, execution: context.execution)
    var place = [Int](repeating: 0, count: groups.count)
    for (index, group) in order.enumerated() { place[Int(group)] = index }
    names = order.map { firsts.isNull(Int($0)) ? "null" : CellFormat.plain(firsts[Int($0)]) }
    ofRow = groups.groupOfRow.array().map { place[Int($0)] }
  }

  /// All rows together, without a name.
  init(rows: Int) { (names, ofRow) = ([""], [Int](repeating: 0, count: rows)) }

  var count: Int { names.count }
}

/// A column whose values a mark tells apart, as it was written: that of `by:` or of `facet:`.
struct PlotColumn: Sendable {
  let name: String
  let position: Int
  let span: Span
  /// How many values it may have at most, and what to say instead.
  var most = Int.max
  var help = ""

  init(_ column: ColumnName, _ input: Shape) throws {
    (name, span, position) = (column.name.text, column.name.span, try input.position(of: column.name))
  }

  init(_ name: String, at position: Int, _ span: Span) {
    (self.name, self.position, self.span) = (name, position, span)
  }

  func limited(to most: Int, help: String) -> PlotColumn {
    var out = self
    (out.most, out.help) = (most, help)
    return out
  }

  /// - Throws: `Diagnostic` where there are more values than can be told apart.
  func levels(_ table: Table, _ context: RunContext) throws -> PlotLevels {
    let levels = try PlotLevels(table.columns[position], context)
    guard levels.count <= most else {
      throw Diagnostic(
        code: ModelCodes.mark,
        "`\(name)` has \(DigitGroups.grouped(levels.count)) values, and \(most) can be told apart here",
        at: Label(span, "too many values"), help: help)
    }
    return levels
  }

  /// The one level of all rows where no column was written.
  static func levels(_ column: PlotColumn?, _ table: Table, _ context: RunContext) throws -> PlotLevels {
    try column?.levels(table, context) ?? PlotLevels(rows: table.rowCount)
  }

  /// The column of `facet:`; nil where it was not written.
  static func facet(_ input: Shape, _ arguments: BoundArguments) throws -> PlotColumn? {
    try arguments[PlotVerb.facet].map { column in
      try PlotColumn(column, input).limited(
        to: 16, help: "keep the values that matter: `| where \(column.name.text) in […]`")
    }
  }

  /// The column of `by:`; nil where it was not written.
  static func group(_ input: Shape, _ arguments: BoundArguments) throws -> PlotColumn? {
    try arguments[PlotVerb.by].map { try PlotColumn($0, input) }
  }
}

extension ChartMark {
  /// The place of a column whose values are drawn as numbers.
  static func numbers(_ column: ColumnName, _ input: Shape) throws -> Int {
    let position = try input.position(of: column.name), type = input.fields[position].type
    guard type.isNumeric || type == .bool else {
      throw Diagnostic(
        code: ModelCodes.mark, "`\(name)` draws numbers, and `\(column.name.text)` is \(type.rawValue)",
        at: Label(column.name.span, "this is \(type.rawValue)"),
        help: "count its values: `| agg rows = count() by \(column.name.text)`")
    }
    return position
  }

  /// The error for two rows where a drawing has room for one number.
  static func repeated(
    _ measure: ColumnName, at place: [(column: String, level: String)], _ shape: String
  ) -> Diagnostic {
    let whose = place.map { "`\($0.column)` is \($0.level)" }.joined(separator: " and ")
    let (value, keys) = (measure.name.text, place.map(\.column).joined(separator: ", "))
    return Diagnostic(
      code: ModelCodes.mark, "`\(value)` has more than one row where \(whose)",
      at: Label(measure.name.span, "\(shape) shows one number"),
      help: "make one of them first: `| agg \(value) = mean(\(value)) by \(keys)`")
  }
}
