import Charts
import Columns
import Diagnostics
import Language
import Relational

/// Counts the values of a column in intervals.
enum HistVerb: Verb {
  static let column = Parameter<ColumnName>("column", "The column of numbers.")
  static let bins = Parameter<Int?>("bins", default: nil, shows: "by the spread", "How many intervals.")
  static let signature = Signature(
    "hist", positional: [column.declaration], clauses: [.by], options: [bins.declaration], synonyms: ["histogram"])
  static let summary = "Counts the values of a column in intervals; `plot hist(…)` draws them."
  static let discussion = """
    Intervals are closed below and open above, the last one closed, and the same for all groups. Their width follows \
    Freedman and Diaconis, rounded to 1, 2 or 5 times a power of ten, unless `bins:` gives their number. `share` is \
    that of the group's values; nulls are not counted. A few far values may lie outside all intervals, which a note \
    says.
    """
  static let examples = [
    Example(
      "range 8 | hist n, bins: 2", "Two intervals.",
      gives: .table("low float, high float, count int, share float", "0.0 3.5 4 0.5\n3.5 7.0 4 0.5")),
    Example(
      "range 8 | derive odd = n % 2 | hist n, bins: 1 by odd", "By groups.",
      gives: .table("odd int, low float, high float, count int, share float", "0 0.0 7.0 4 1.0\n1 0.0 7.0 4 1.0")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let position = try input.position(of: arguments[column].name)
    let field = input.fields[position], wanted = arguments[bins]
    guard field.type.isNumeric || field.type == .bool else {
      throw Diagnostic(
        code: .wrongType, "`hist` takes numbers, and `\(field.name)` is \(field.type.rawValue)",
        at: Label(arguments.span(of: column), "this is \(field.type.rawValue)"),
        help: "count its values: `| count by \(field.name)`")
    }
    if let wanted, !(1...1000).contains(wanted) { throw arguments.outOfRange(bins, "takes a number from 1 to 1000") }
    let keys = try KeyColumns.positions(arguments.stage.by ?? [], input, arguments.scope)
    let figures = [Field("low", .float), Field("high", .float), Field("count", .int), Field("share", .float)]
    let keyFields = keys.map { input.fields[$0] }
    if let taken = keyFields.first(where: { key in figures.contains { $0.name == key.name } }) {
      throw Diagnostic(
        code: .columnName, "two columns would be called `\(taken.name)`",
        at: Label(arguments.stage.by?.first?.span ?? arguments.verbSpan, "gives a name that is taken"),
        help: "rename it first: `| rename group = \(taken.name)`")
    }
    let schema = Schema(keyFields + figures)
    // The numbers, sorted by pieces and merged, and once more by groups.
    return .onTable(output: .table(schema), memory: .rows(40)) { table, context in
      let values = table.columns[position].doubles() ?? []
      let present = try context.execution.sorted(values)
      if present.isEmpty {
        return Table(schema: schema, columns: schema.fields.map { Column(nulls: 0, type: $0.type) })
      }
      let intervals = HistogramBins(forSorted: present, count: wanted)
      let outside = intervals.outside.below + intervals.outside.above
      if outside > 0 {
        context.note("hist: \(Prose.count(outside, "value")) outside all intervals; `bins:` spans them too")
      }
      let groups = try Grouping.make(
        keys: keys.map { table.columns[$0] }, rowCount: table.rowCount, execution: context.execution)
      let (heads, counted) = try count(values, in: intervals, groups, context)
      let head = try table.selecting(keys).taking(heads, execution: context.execution)
      return Table(schema: schema, columns: head.columns + counted, rowCount: heads.count)
    }
  }

  /// For each row of the result a row of its group, and the four columns of figures.
  private static func count(
    _ values: [Double], in intervals: HistogramBins, _ groups: Grouping, _ context: RunContext
  ) throws -> (heads: [Int32], columns: [Column]) {
    var own = [[Double]](repeating: [], count: groups.count)
    for (row, value) in values.enumerated() where !value.isNaN { own[Int(groups.groupOfRow[row])].append(value) }
    let counts = try own.map { intervals.counts(ofSorted: try context.execution.sorted($0)) }
    let width = intervals.edges.count - 1
    let lows = counts.flatMap { _ in intervals.edges.dropLast() }
    let highs = counts.flatMap { _ in intervals.edges.dropFirst() }
    let numbers = counts.flatMap { $0 }.map(Int64.init)
    let shares = zip(counts, own).flatMap { counts, own in
      counts.map { own.isEmpty ? Double.nan : Double($0) / Double(own.count) }
    }
    return (
      groups.firstRows.flatMap { [Int32](repeating: $0, count: width) },
      [Column(doubles: lows), Column(doubles: highs), Column(ints: numbers), Column(doubles: shares)]
    )
  }
}
