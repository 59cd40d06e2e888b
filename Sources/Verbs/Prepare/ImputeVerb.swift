import Columns
import Diagnostics
import Language
import Neighbours
import Relational
import Statistics

/// Fills gaps.
enum ImputeVerb: PreparationVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns whose gaps are filled.")
  static let method = Parameter<Call>(
    "method",
    "By a statistic of the column, a `value:`, or `knn(k, weights: uniform|distance, combine: mean|median, "
      + "over: shared|complete)`.", choices: Imputation.names)
  static let value = Parameter<Cell?>("value", default: nil, "What fills the gaps by `method: constant`.")
  static let fallback = Parameter<String>(
    "fallback", default: "median", "What fills a gap for which `knn` finds no neighbour.", choices: ["median", "mean"])
  static let indicator = Parameter<Bool>(
    "indicator", default: false, "Whether columns with gaps get a column `COLUMN_missing`, 1 where there was a gap.")
  static let by = Parameter<ColumnSelection?>(
    "by", default: nil, shows: "all rows together", "Columns whose groups of rows fill their own gaps.")
  static let signature = Signature(
    "impute", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [
      method.declaration, value.declaration, fallback.declaration, by.declaration, indicator.declaration,
      PreparedColumns.optional.declaration,
    ], synonyms: ["fillna", "fill_na", "fill_null", "replace_na"])
  static let summary = "Fills gaps by a statistic, a constant, or the nearest rows."
  static let discussion = """
    `knn(k)` takes the chosen columns as coordinates. A neighbour has a value where the gap is, and shares at least \
    one column with the row; the distance is Euclidean over the columns that both have, scaled up to all of them, as \
    scikit-learn's `KNNImputer` does; so scale the columns first. `over: complete` takes neighbours from rows without \
    any gap only. Whole numbers stay whole if what fills them is. `mode` takes the smallest of equally frequent \
    values. With `by:` the statistic, or the neighbours, are those of the row's own group; where that has no value, \
    and in groups that the training rows do not have, the statistic of all of them fills the gap. In a recipe \
    everything is learnt from the training rows, neighbours included.
    """
  static let examples = [
    Example(
      "range 4 | derive a = nullif(n, 1) | impute a, method: median", "The median of 0, 2 and 3.",
      gives: .table("n int, a int", "0 0\n1 2\n2 2\n3 3")),
    Example(
      "range 3 | derive c = if n == 2 then null else \"x\" | impute c, method: mode, indicator: yes",
      "Text, with a column that says where the gaps were.",
      gives: .table("n int, c text, c_missing int", "0 x 0\n1 x 0\n2 x 1")),
    Example(
      "range 5 | derive a = nullif(n * 10, 20) | impute @num, method: knn(2) | select a",
      "From the two nearest rows.",
      gives: .table("a int", "0\n10\n20\n30\n40")),
    Example(
      "range 3 | derive a = nullif(n, 0) | impute a, method: constant, value: -1", "A constant.",
      gives: .table("n int, a int", "0 -1\n1 1\n2 2")),
    Example(
      "range 6 | derive { g = n % 2, a = nullif(n * n, 4) } | impute a, method: median, by: g | select a",
      "The median of the even rows: of 0 and 16.",
      gives: .table("a int", "0\n1\n8\n9\n16\n25")),
    Example(
      "recipe | scale @num, method: robust | impute @num, method: knn(5, weights: distance)", "In a recipe.",
      gives: .value(.recipe, ["steps": .int(2)])),
  ]

  static func check(_ arguments: BoundArguments) throws { _ = try Imputation(arguments) }

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    let method = try Imputation(arguments)
    let chosen = try arguments.features(columns, in: input, roles)
    try checkGroups(input, roles, chosen, arguments)
    for position in chosen {
      let field = input.fields[position]
      if method.needsNumbers, !field.type.isNumeric {
        throw arguments.wrongType(
          of: field, in: columns, "takes numbers by this method", help: "choose with `@num`, or write `method: mode`")
      }
      if case .constant(let cell) = method, !cell.fits(field.type) {
        throw Diagnostic(
          code: .wrongType, "\(CellFormat.literal(cell)) cannot fill `\(field.name)`, which is \(field.type.rawValue)",
          at: Label(arguments.span(of: value), "not of that type"),
          help: "choose columns of one type, such as `@num` or `@text`")
      }
      let indicatorName = FittedImputation.indicatorName(field.name)
      if arguments[indicator], input.fields.index(of: indicatorName) != nil {
        throw Diagnostic(
          code: .columnName, "two columns would be called `\(indicatorName)`",
          at: Label(arguments.span(of: indicator), "gives a name that is taken"),
          help: "rename or drop that column first")
      }
    }
    return nil
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint {
    let chosen = try arguments.features(columns, in: Shape(training), roles)
    return switch try Imputation(arguments) {
    case .constant: .small
    case .median, .mean, .mode: .columns(chosen, work: 32, kept: 0)
    // The numbers by column, in one piece, and in the order in which neighbours are looked for.
    case .neighbours: .rows(32 * Double(chosen.count))
    }
  }

  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedImputation {
    let shape = Shape(training)
    _ = try check(shape, roles, arguments)
    let chosen = try arguments.features(columns, in: shape, roles)
    let method = try Imputation(arguments)
    let sources = try context.execution.map(count: chosen.count) { index in
      let (field, column) = (training.schema.fields[chosen[index]], training.columns[chosen[index]])
      let filling = try method.filling(column)
      return FittedImputation.Source(name: field.name, type: field.type, gaps: column.nullCount, filling: filling)
    }
    try requireValues(sources, training, method, arguments)
    var neighbours: FittedKNNImputer?
    if case .neighbours(let imputer) = method {
      let matrix = try Matrix(chosen.map { training.columns[$0] }, execution: context.execution)
      neighbours = try imputer.fit(matrix, columnNames: sources.map(\.name), execution: context.execution)
    }
    let groups = try groups(training, chosen, method, otherwise: neighbours, arguments, context)
    // The donors are those of the groups.
    if groups != nil { neighbours = neighbours.map { $0.over(Matrix(rows: 0, columns: chosen.count, values: [])) } }
    return FittedImputation(
      method: method, sources: sources, neighbours: neighbours, groups: groups, addsIndicators: arguments[indicator])
  }

  /// A column without any value can only be filled with a constant.
  private static func requireValues(
    _ sources: [FittedImputation.Source], _ training: Table, _ method: Imputation, _ arguments: BoundArguments
  ) throws {
    if case .constant = method { return }
    let empty = sources.filter { $0.gaps == training.rowCount }.map(\.name)
    guard let first = empty.first else { return }
    // A column that is named has to stay where the name stands.
    let isNamed = empty.contains { arguments.stage.mention(of: $0) != arguments.stage.verb.span }
    throw Diagnostic(
      code: .wrongValue, "`\(first)` has no value among these rows, so nothing can fill its gaps",
      at: Label(arguments.span(of: columns), "chooses \(Prose.names(empty))"),
      help: isNamed
        ? "leave \(Prose.names(empty)) out, or fill with a value of your own, by `method: constant`"
        : "drop such columns before: `| drop @nulls(== 1) | \(arguments.stage.shortText)`")
  }
}

extension Imputation {
  /// What fills every gap of a column; nil where neighbours do, and for a column without any value.
  func filling(_ column: Column) throws -> Cell? {
    switch self {
    case .median:
      if let whole = column.presentIntegers { return WholeNumbers.median(whole) }
      return Quantiles(column.doubles() ?? []).median.map(Cell.float)
    case .mean:
      if let whole = column.presentIntegers { return WholeNumbers.mean(whole) }
      return Descriptive(column.doubles() ?? []).mean.map(Cell.float)
    case .constant(let cell): return cell
    case .neighbours: return nil
    case .mode:
      let whole = try Grouping.make(keys: [], rowCount: column.count, execution: .serial)
      let mode = try Aggregation.run([AggregateRequest(.mode, column)], over: whole, execution: .serial)
      return mode[0][0].isNull ? nil : mode[0][0]
    }
  }
}

extension Cell {
  /// Whether the value can stand in a column of the type; a float turns whole numbers into floats.
  fileprivate func fits(_ type: ColumnType) -> Bool {
    switch (self, type) {
    case (.int, .int), (.int, .float), (.float, .int), (.float, .float), (.text, .text), (.bool, .bool), (.date, .date),
      (.datetime, .datetime):
      true
    default: false
    }
  }
}
