import Columns
import Diagnostics
import Language
import Syntax

/// Replaces columns by an indicator for each of their levels.
enum OneHotVerb: PreparationVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns of text, whole numbers, bools or dates.")
  static let nulls = Parameter<String>(
    "nulls", default: "none",
    "Null as a level `nan`: never, where the column has nulls, or in any case.",
    choices: ["none", "category", "always"])
  static let source = Parameter<String>(
    "source", default: "drop", "Whether the column itself stays, before its indicators.", choices: ["drop", "keep"])
  static let signature = Signature(
    "onehot", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [nulls.declaration, source.declaration, PreparedColumns.optional.declaration],
    synonyms: ["dummies", "get_dummies", "one_hot", "one_hot_encode"], columnUse: .handsOn)
  static let summary = "Replaces columns by an indicator, 0 or 1, for each of their levels."
  static let discussion = """
    The indicators are called `COLUMN_level` and stand in the place of the column: levels in sorted order, bands in \
    theirs, and the null level `COLUMN_nan` last. Only levels that occur among the rows count. Where null is no level, \
    it is 0 in all indicators. `@onehot` selects the indicators made so far. \
    In a recipe the levels are those of the training rows: other values are 0 in all indicators, which a note counts.
    """
  static let examples = [
    Example(
      "range 3 | derive c = if n == 1 then \"b\" else \"a\" | onehot c", "The levels of a column.",
      gives: .table("n int, c_a int, c_b int", "0 1 0\n1 0 1\n2 1 0")),
    Example(
      "range 3 | derive c = if n > 0 then \"x\" else null | onehot c, nulls: category", "Null as a level.",
      gives: .table("n int, c_x int, c_nan int", "0 0 1\n1 1 0\n2 1 0")),
    Example(
      "range 2 | derive c = \"x\" | onehot @text, nulls: always, source: keep", "The column stays.",
      gives: .table("n int, c text, c_x int, c_nan int", "0 x 1 0\n1 x 1 0")),
    Example(
      "range 4 | derive odd = n % 2 | onehot odd | agg mean(@onehot) as \"{col}\"", "Shares of levels.",
      gives: .table("odd_0 float, odd_1 float", "0.5 0.5")),
    Example(
      "recipe | onehot @text, nulls: category", "In a recipe, fitted on training rows.",
      gives: .value(.recipe, ["steps": .int(1)])),
  ]

  /// More indicators than anyone means to have; an identifier is likely to have been chosen.
  private static let maximumLevels = 10_000

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    let fields = input.fields.fields
    for position in try arguments.features(columns, in: input, roles) {
      let field = fields[position]
      if CodedColumn.takes(field.type) { continue }
      throw arguments.wrongType(
        of: field, in: columns, "takes columns with levels",
        help: "make bands first: `| derive \(field.name) = cut(\(field.name), […])`")
    }
    return nil
  }

  /// On a table the levels decide about the columns, so they are looked up while the stage is checked.
  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    if let step = try recipeStep(input, arguments) { return step }
    let roles = input.fields.roles
    _ = try check(input, roles, arguments)
    let fitted = try learn(from: input, roles, arguments)
    let schema = try fitted.schema(of: input.fields, check: arguments.scope.checkCancelled)
    var step = Step.onTable(output: .table(schema), memory: .asksItself) { table, context in
      context.note(fitted.summary)
      try context.reportLookalikes(
        fitted.sources.compactMap { source in table[source.name].map { (source.name, $0) } }, in: "onehot")
      try context.made(fitted.learnt, by: arguments.stage.shortText, recipe: arguments.recipeText)
      return try fitted.changed(table, isTraining: true, context)
    }
    if !fitted.keepsSource {
      // Not `arguments`, which would keep all tables of the scope.
      let stage = arguments.stage
      step.departure = { name in fitted.sources.first { $0.name == name }.map { departure($0, at: stage) } }
    }
    return step
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint {
    .columns(try arguments.features(columns, in: Shape(training), roles), CodedColumn.share)
  }

  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedOneHot {
    try learn(from: Shape(training), roles, arguments)
  }

  private static func learn(from shape: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> FittedOneHot {
    let table = try shape.table()
    _ = try check(shape, roles, arguments)
    let sources = try arguments.features(columns, in: shape, roles).compactMap { position in
      try arguments.scope.checkCancelled()
      return try source(table.schema.fields[position], table.columns[position], arguments)
    }
    let fitted = FittedOneHot(sources: sources, keepsSource: arguments[source] == "keep")
    try checkNames(fitted, shape, arguments)
    return fitted
  }

  private static func source(
    _ field: Field, _ column: Column, _ arguments: BoundArguments
  ) throws -> FittedOneHot.Source? {
    guard let coded = CodedColumn(column) else { return nil }
    guard coded.sorted.count <= maximumLevels else {
      throw Diagnostic(
        code: .wrongValue, "`\(field.name)` has \(coded.sorted.count) levels, more than `onehot` makes indicators for",
        at: Label(arguments.span(of: columns), "chooses `\(field.name)`"),
        help: "leave it out, or use `encode`, which makes one column of it")
    }
    let levels = coded.sorted.map { coded.values[$0] }
    let hasNullLevel = arguments[nulls] == "always" || (arguments[nulls] == "category" && coded.hasNulls)
    return FittedOneHot.Source(
      name: field.name, type: field.type, levels: levels,
      names: levels.map { "\(field.name)_\(CellFormat.plain($0))" }, nullName: hasNullLevel ? "\(field.name)_nan" : nil)
  }

  private static func checkNames(_ fitted: FittedOneHot, _ shape: Shape, _ arguments: BoundArguments) throws {
    let gone = fitted.keepsSource ? [] : Set(fitted.sources.map(\.name))
    let others = shape.knownNames.filter { !gone.contains($0) }
    // The place of the source, or -1 for a column: a text for each of millions of names would take long.
    var owners = Dictionary(uniqueKeysWithValues: others.map { ($0, -1) })
    for (place, source) in fitted.sources.enumerated() {
      for name in source.indicatorNames {
        try arguments.scope.checkCancelled()
        if let other = owners.updateValue(place, forKey: name) {
          let owner = other < 0 ? "a column" : "an indicator of `\(fitted.sources[other].name)`"
          throw Diagnostic(
            code: .columnName, "two columns would be called `\(name)`",
            at: Label(arguments.span(of: columns), "an indicator of `\(source.name)` gets this name"),
            notes: ["it is the name of \(owner) already"],
            help: "give one of them another name before: `| rename NEW = OLD`")
        }
      }
    }
  }

  private static func departure(_ source: FittedOneHot.Source, at stage: Stage) -> Departure {
    let names = source.indicatorNames
    let label = switch names.count {
    case 0: "replaced here by no column, as it has no level"
    case 1: "replaced here by \(names[0])"
    default: "replaced here by \(names[0]), … (\(names.count) columns)"
    }
    let pairs = zip(source.levels.map(CellFormat.plain), source.names)
    return Departure(
      span: stage.mention(of: source.name), label: label, help: "add `source: keep` to onehot",
      indicators: Dictionary(pairs, uniquingKeysWith: { first, _ in first }))
  }
}
