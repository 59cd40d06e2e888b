import Columns
import Diagnostics
import Language
import Statistics

/// Correlation between columns.
enum CorrVerb: Verb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns of numbers.")
  static let with = Parameter<ColumnName?>("with", default: nil, "One column to correlate each of them with.")
  static let method = Parameter<String>(
    "method", default: "pearson", "Of the values, or of their ranks, which tells any rising or falling relation.",
    choices: ["pearson", "spearman"])
  static let signature = Signature(
    "corr", positional: [columns.declaration], options: [with.declaration, method.declaration],
    synonyms: ["correlate", "cor"])
  static let summary = "Gives the correlation between columns."
  static let discussion = """
    Over the rows in which both columns have a value. With `with:` the result has a row for each column, the strongest \
    first; without, it is the matrix. A column that does not vary has no correlation: null. By `method: spearman` it \
    is Pearson's correlation of the ranks among those rows, where equal values share their mean rank.
    """
  static let examples = [
    Example(
      "range 9 | derive { a = 2 * n, b = -n } | corr a, b, with: n | derive corr = round(corr, 9)",
      "With one column.",
      gives: .table("column text, corr float", "a 1.0\nb -1.0")),
    Example(
      "range 9 | derive b = n * n | corr n, b | select column, b | derive b = round(b, 4)", "The matrix.",
      gives: .table("column text, b float", "n 0.9622\nb 1.0")),
    Example(
      "range 9 | derive b = n * n * n | corr n, b, method: spearman | select column, b", "Of the ranks.",
      gives: .table("column text, b float", "n 1.0\nb 1.0")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let chosen = try arguments[columns].positions(in: input)
    if let odd = chosen.first(where: { !input.fields[$0].type.isNumeric && input.fields[$0].type != .bool }) {
      let field = input.fields[odd]
      throw Diagnostic(
        code: .wrongType, "`corr` takes numbers, and `\(field.name)` is \(field.type.rawValue)",
        at: Label(arguments.span(of: columns), "`\(field.name)` is \(field.type.rawValue)"), help: "choose with `@num`")
    }
    let isByRank = arguments[method] == "spearman"
    guard let partner = arguments[with] else {
      // The numbers by column, in one piece, and as ranks of what is present.
      return .onTable(memory: .rows(Double(chosen.count) * (isByRank ? 44 : 24))) { table, context in
        try context.reportLostDigits(chosen.map { (table.schema.fields[$0].name, table.columns[$0]) }, in: "corr")
        return try matrix(table.selecting(chosen), isByRank, context)
      }
    }
    let other = try input.position(of: partner.name)
    guard input.fields[other].type.isNumeric || input.fields[other].type == .bool else {
      throw Diagnostic(
        code: .wrongType, "`corr` takes numbers, and `\(partner.name.text)` is \(input.fields[other].type.rawValue)",
        at: Label(partner.name.span, "this is \(input.fields[other].type.rawValue)"),
        help: "make a number of it: `| derive NAME = if \(partner.name.text) == \"…\" then 1 else 0`")
    }
    let positions = chosen.filter { $0 != other }
    return .onTable(memory: .rows(8) + .columns(positions, work: isByRank ? 64 : 16, kept: 0)) { table, context in
      try context.reportLostDigits(
        (positions + [other]).map { (table.schema.fields[$0].name, table.columns[$0]) }, in: "corr")
      return try pairs(table, positions, other, isByRank, context)
    }
  }

  private static func pairs(
    _ table: Table, _ positions: [Int], _ other: Int, _ isByRank: Bool, _ context: RunContext
  ) throws -> Table {
    let target = table.columns[other].doubles() ?? []
    context.execution.monitor.begin("corr", total: positions.count)
    let values = try context.execution.map(count: positions.count) { index -> Double? in
      defer { context.execution.monitor.advance(by: 1) }
      let values = table.columns[positions[index]].doubles() ?? []
      return isByRank ? Correlation.spearman(values, target) : Correlation.pearson(values, target)
    }
    let order = positions.indices.sorted { a, b in
      let (x, y) = (values[a].map { abs($0) } ?? -1, values[b].map { abs($0) } ?? -1)
      return x == y ? a < b : x > y
    }
    return Table([
      ("column", Column(texts: order.map { table.schema.fields[positions[$0]].name })),
      ("corr", Column(floats: order.map { values[$0] })),
    ])
  }

  private static func matrix(_ table: Table, _ isByRank: Bool, _ context: RunContext) throws -> Table {
    let values = try Matrix(table.columns, execution: context.execution)
    let numbers = isByRank
      ? try CorrelationMatrix(ranksOf: values, execution: context.execution)
      : try CorrelationMatrix(values, execution: context.execution)
    let columns = table.columns.indices.map { j in
      (name: table.schema.fields[j].name, column: Column(floats: table.columns.indices.map { numbers[$0, j] }))
    }
    return Table([("column", Column(texts: table.schema.names))] + columns)
  }
}
