import Columns
import Diagnostics
import Language
import Syntax

/// Lists the rows that are most like each row.
enum NeighboursVerb: Verb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns of numbers that are compared.")
  static let count = Parameter<Int?>(
    "k", default: nil, shows: "5, or all that are near enough by `within:`", in: 1...100_000,
    "How many neighbours of each row.")
  static let others = Parameter<Reference?>(
    "of", default: nil, shows: "the table itself, whose rows are not their own neighbours",
    "A table with the same columns, by name, for whose rows neighbours are looked up.").naming(.table)
  static let metric = Parameter<String>(
    "metric", default: "euclidean", "What tells how near two rows are.",
    choices: ["euclidean", "sqeuclidean", "inner_product", "cosine"])
  static let scale = Parameter<String>(
    "scale", default: "none", "How columns are brought to one scale before, by the table's own rows.",
    choices: ["none", "robust", "standard", "minmax"])
  static let within = Parameter<Double?>(
    "within", default: nil, in: 0...1e300, "Only neighbours at most so far away, in the unit of `metric:`.")
  static let gaps = Parameter<String>(
    "gaps", default: "refuse", "Whether nulls are errors, or rows are compared over the columns that both have.",
    choices: ["refuse", "shared"])
  static let also = Parameter<ColumnSelection?>(
    "also", default: nil, "Columns of the neighbours to show, under `neighbour_COLUMN`.")
  static let signature = Signature(
    "neighbours", positional: [columns.declaration],
    options: [
      count.declaration, others.declaration, metric.declaration, scale.declaration, within.declaration,
      gaps.declaration, also.declaration,
    ], synonyms: ["neighbors", "knn", "nearest", "kneighbors", "lookalikes", "nearest_neighbors"])
  static let summary = "Lists the nearest rows of each row, exactly."
  static let discussion = """
    A row for each pair, the nearest first: the key of the row (or its number, `row`), the `rank` of the neighbour \
    from 1, its `distance`, its key or number under `neighbour_KEY` or `neighbour_row`, and what `also:` chooses. Of \
    equally near rows the first one of the table comes first. No pair is left out by approximation: float32 passes \
    over what cannot be near, float64 decides.

    `metric: euclidean` is √Σ(a − b)², `sqeuclidean` its square, `cosine` 1 − cos(a, b); by `inner_product` the \
    largest `product` is the nearest. `gaps: shared` compares two rows over the columns that both have, and scales \
    the squared distance up to all of them, as `impute … knn` does. Look-alikes of a client are found by `of:`, \
    near-duplicates by `within:`, and the default rate among the nearest by `also: TARGET` and `agg`.
    """
  static let examples = [
    Example(
      "range 4 | derive x = n * n | neighbours x, k: 1", "The nearest other row of each row.",
      gives: .table(
        "row int, rank int, distance float, neighbour_row int",
        "0 1 1.0 1\n1 1 1.0 0\n2 1 3.0 1\n3 1 5.0 2")),
    Example(
      "one = range 1 | derive x = 5\nrange 9 | derive x = n, bad = n % 2 "
        + "| neighbours x, k: 3, of: one, also: bad",
      "Look-alikes of other rows, with what became of them.",
      gives: .table(
        "row int, rank int, distance float, neighbour_row int, neighbour_bad int",
        "0 1 0.0 5 1\n0 2 1.0 4 0\n0 3 1.0 6 0")),
    Example(
      "range 6 | derive x = n / 10, y = if n < 3 then 0 else 1000 * n | neighbours x, y, within: 0.15 "
        + "| select row, neighbour_row",
      "All rows that are nearly the same.",
      gives: .table("row int, neighbour_row int", "0 1\n1 0\n1 2\n2 1")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let positions = try arguments.features(columns, in: input, input.fields.roles, hasOption: false)
    for position in positions where !input.fields[position].type.isNumeric {
      throw arguments.wrongType(
        of: input.fields[position], in: columns, "takes numbers", help: "choose with `@num`")
    }
    try checkMetric(arguments)
    let names = positions.map { input.fields[$0].name }
    let other = try arguments.table(others)
    if let other, let name = arguments[others]?.name { try check(other, name, has: names) }
    let shown = try arguments[also]?.positions(in: input) ?? []
    let search = NeighbourSearch(arguments, positions: positions, other: other, shown: shown)
    let schema = try search.schema(input.fields, arguments)
    return .onTable(output: .table(schema), memory: search.footprint) { table, context in
      try search.table(of: table, schema, context)
    }
  }

  private static func checkMetric(_ arguments: BoundArguments) throws {
    let metric = arguments[self.metric]
    if metric == "inner_product", arguments[within] != nil {
      throw arguments.outOfRange(
        within, "is a distance, and an inner product is none", help: "take `metric: cosine`, or leave `within:` out")
    }
    if arguments[gaps] == "shared", metric == "inner_product" || metric == "cosine" {
      throw arguments.outOfRange(
        gaps, "goes with distances only: `metric: \(metric)` needs all columns", help: "fill the gaps with `impute`")
    }
  }

  /// The other table must have the compared columns.
  private static func check(_ table: Table, _ other: Name, has names: [String]) throws {
    for name in names {
      guard let field = table.schema[name] else {
        throw Diagnostic(
          code: .unknownColumn, "`\(other.text)` has no column `\(name)`, by which rows are compared",
          at: Label(other.span, "has no `\(name)`"), help: "choose columns that both tables have")
      }
      guard field.type.isNumeric else {
        throw Diagnostic(
          code: .wrongType, "`\(name)` is \(field.type.rawValue) in `\(other.text)`, and numbers are compared",
          at: Label(other.span, "its `\(name)` is \(field.type.rawValue)"), help: "choose other columns")
      }
    }
  }
}
