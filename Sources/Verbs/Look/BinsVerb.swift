import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// Shows how the risk runs along the bands of columns.
enum BinsVerb: Verb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns of numbers, texts or bools.")
  static let bins = Parameter<Int>("bins", default: 5, in: 2...1000, "The most bands of a column.")
  static let by = Parameter<ColumnName?>(
    "by", default: nil, "A column of periods, folds or segments, in each of which the same bands are counted.")
  static let signature = Signature(
    "bins", positional: [columns.declaration],
    options: [bins.declaration, TrainingPlan.target.declaration, by.declaration, BandSearch.sign.declaration]
      + BandSearch.declarations, synonyms: ["woe_table", "woebin"])
  static let summary = "Shows the bands of columns that tell the most of the target, with counts and weights."
  static let discussion = """
    The bands are those of `bin …, method: optimal` with the same options, found in all rows of the table. A row for \
    each band: where it begins, its rows and their share, how many of them are ones and at which rate, the weight of \
    evidence, and what it adds to the information value and to the Jensen–Shannon divergence (in nats). `missing` is \
    null, and `= NUMBER` a special value.

    `by:` shows how stable the bands are: a row for each value of that column and each band, with the weight among the \
    rows of that value and, as `stability`, what the band adds to the population stability index against all rows \
    ((q − p)·ln(q/p), shares below 0.0001 taken for that). A weight that changes its order from one period to the next \
    is a band that will not last.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | bins x, target: bad, bins: 3 | select band, rows, events", "The bands of a number.",
      gives: .table("band text, rows int, events int", "< 28.5 29 2\n>= 28.5 31 19\nmissing 0 0")),
    Example(
      "range 60 | derive { bad = n % 3 == 0, old = n >= 30, g = n % 2 } "
        + "| bins g, target: bad, by: old, cuts: [1] | select old, band, rows, events",
      "In each part.",
      gives: .table(
        "old bool, band text, rows int, events int",
        "no < 1 15 5\nno >= 1 15 5\nno missing 0 0\nyes < 1 15 5\nyes >= 1 15 5\nyes missing 0 0")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let (chosen, target) = try BandSearch.columns(columns, input, arguments)
    let search = try BandSearch(arguments, limit: arguments[bins])
    try search.check(chosen.map { input.fields[$0] }, arguments)
    let part = try arguments[by].map { try input.position(of: $0.name) }
    let memory = Footprint.columns(chosen, work: 72, kept: 0) + .rows(16)
    return .onTable(output: nil, memory: memory) { table, context in
      let labels = try TargetColumn.labels(table.columns[target.position], target.name)
      let bands = try BandFinder(search: search, labels: labels).bands(
        table, chosen, arguments, context)
      let isBadPositive = arguments[BandSearch.sign] == "bad"
      guard let part else { return BandTable.of(bands, isBadPositive: isBadPositive) }
      return try PartedBands(bands, table, by: part, labels: labels, context).table(isBadPositive: isBadPositive)
    }
  }
}

extension BandSearch {
  /// The chosen columns, and the target that they are judged by.
  /// - Throws: `Diagnostic` for a column that has no bands, or that has a role.
  static func columns(
    _ columns: Parameter<ColumnSelection>, _ input: Shape, _ arguments: BoundArguments
  ) throws -> (chosen: [Int], target: (name: Name, position: Int)) {
    let name = try TargetColumn.name(input, arguments)
    let position = try TargetColumn.position(name, in: input)
    let roles = Roles(target: name.text, key: input.fields.key, isKeyDeclared: input.fields.roles.isKeyDeclared)
    let chosen = try arguments.features(columns, in: input, roles, hasOption: false)
    for place in chosen where !takes(input.fields[place].type) {
      throw arguments.wrongType(
        of: input.fields[place], in: columns, "takes numbers, texts and bools",
        help: "choose with `@num` or `@text`")
    }
    return (chosen, (name, position))
  }
}

extension BandFinder {
  /// The bands of some columns, side by side.
  func bands(
    _ table: Table, _ columns: [Int], _ arguments: BoundArguments, _ context: RunContext
  ) throws -> [FittedBands] {
    let execution = context.execution
    let whole = columns.filter { table.schema.fields[$0].type == .int }
    try context.reportLostDigits(
      whole.map { (table.schema.fields[$0].name, table.columns[$0]) }, in: arguments.stage.verb.text)
    execution.monitor.begin(arguments.stage.verb.text, total: columns.count)
    return try execution.map(count: columns.count) { index in
      defer { execution.monitor.advance(by: 1) }
      return try bands(table.schema.fields[columns[index]].name, of: table.columns[columns[index]], arguments)
    }
  }
}
