import Columns
import Diagnostics
import Language
import Statistics

/// Replaces levels by the share of ones of the target among their rows.
enum TargetRateVerb: PreparationVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns of text, whole numbers, bools or dates.")
  static let smoothing = Parameter<RateSmoothing>(
    "smoothing", default: .auto,
    "How far rates of few rows are drawn towards that of all: as their spread asks for, or as if so many rows of the "
      + "average were there.")
  static let folds = Parameter<Int>(
    "folds", default: 5, in: 2...1000, "How many parts the training rows are cut into, for their own rates.")
  static let signature = Signature(
    "target_rate", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [
      smoothing.declaration, folds.declaration, PreparedColumns.target.declaration,
      PreparedColumns.optional.declaration,
    ], synonyms: ["target_encode", "target_encoding", "mean_encode", "mean_encoding"])
  static let summary = "Replaces levels by the share of ones of the target among their rows."
  static let discussion = """
    A row that is learnt from gets the rate of its level among the rows of the other parts, so that its own outcome \
    has no part in it: the rows are cut into `folds:` parts by hash(seed, key), with the classes balanced and rows of \
    one key together. All other rows, such as those that `cv` holds out, get the rate among all rows that were learnt \
    from. Null is a level of its own; a level that was not learnt gets the share of all rows, which a note counts.

    `smoothing: auto` is scikit-learn's: λ · share of the level + (1 − λ) · share of all, with λ = σ² n / (σ² n + σ²ₗ) \
    from the variances of the labels of all rows and of the level's n rows. `smoothing: m` is (n · share of the level \
    + m · share of all) / (n + m), and 0 does not smooth. The rates are those of the rows as they are: a `balance` \
    that makes or removes rows comes behind.
    """
  static let examples = [
    Example(
      "range 8 | derive { c = if n % 2 == 0 then \"a\" else \"b\", bad = if n < 6 then n % 2 else 0 } "
        + "| target_rate c, smoothing: 0, target: bad, folds: 8 | select c, bad",
      "Each row's rate is that of the others of its level.",
      gives: .table(
        "c float, bad int",
        "0.0 0\n0.6666666666666666 1\n0.0 0\n0.6666666666666666 1\n0.0 0\n0.6666666666666666 1\n0.0 0\n1.0 0")),
    Example(
      "recipe | target_rate @text, smoothing: 20", "In a recipe, by the target of the training rows.",
      gives: .value(.recipe, ["steps": .int(1)])),
  ]

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    let roles = try arguments.withTarget(roles)
    _ = try TargetColumn.position(try arguments.targetName(roles), in: input)
    var fields = Array(input.fields)
    for position in try arguments.features(columns, in: input, roles) {
      let field = fields[position]
      guard CodedColumn.takes(field.type) else {
        throw arguments.wrongType(
          of: field, in: columns, "takes columns with levels",
          help: "make bands first: `| derive \(field.name) = cut(\(field.name), […])`")
      }
      fields[position] = Field(field.name, .float)
    }
    return .table(Schema(fields, roles: input.fields.roles))
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint {
    let chosen = try arguments.features(columns, in: Shape(training), try arguments.withTarget(roles))
    // The keys and parts of rows, and for each column the codes, levels and rates.
    return .rows(96) + .columns(chosen) { column in
      var share = CodedColumn.share(column)
      share.work += 24 * Double(column.count) + 32 * Double(column.roughDistinctCount)
      share.kept += 8 * Double(column.count) + 32 * Double(column.roughDistinctCount)
      return share
    }
  }

  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedTargetRates {
    try fit(try Input(training, roles, arguments), arguments, context)
  }

  package static func learn(
    from training: TrainingRows, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> Lesson {
    if training.isResampled {
      throw Diagnostic(
        code: .wrongValue, "a step before this one made or removed rows by the target, which changes its rates",
        at: Label(arguments.verbSpan, "learns rates of rows that are no longer as they were"),
        help: "put `balance` behind it: `| \(arguments.stage.shortText) | balance …`")
    }
    try footprint(training.table, roles, arguments).require(on: training.table, context.execution)
    let input = try Input(training.table, roles, arguments), fitted = try fit(input, arguments, context)
    var rows = training
    rows.table = training.table.setting(try input.outOfFold(arguments, context))
    return Lesson(fitted: fitted, training: rows)
  }

  private static func fit(
    _ input: Input, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedTargetRates {
    let smoothing = arguments[smoothing].smoothing
    try context.reportLookalikes(input.chosen.map { (input.table.schema.fields[$0].name, input.table.columns[$0]) },
      in: "target_rate")
    let sources = try context.execution.map(count: input.chosen.count) { index in
      let field = input.table.schema.fields[input.chosen[index]]
      let levels = RowLevels(input.table.columns[input.chosen[index]])
      let rates = TargetRates(
        levelOfRow: levels.ofRow, levels: levels.values.count + 1, labels: input.labels, smoothing: smoothing)
      return FittedTargetRates.Source(
        name: field.name, type: field.type, levels: levels.values, rates: Array(rates.rates.dropLast()),
        rateOfNull: rates.rates.last ?? rates.whole)
    }
    let ones = input.labels.count { $0 == 1 }
    return FittedTargetRates(
      sources: sources, whole: Double(ones) / Double(input.labels.count), target: input.target,
      smoothing: arguments[self.smoothing].text)
  }

  /// What is learnt from.
  private struct Input {
    let table: Table
    let chosen: [Int]
    let labels: [Double]
    let target: String
    let keys: [Int]

    init(_ table: Table, _ roles: Roles, _ arguments: BoundArguments) throws {
      let shape = Shape(table), roles = try arguments.withTarget(roles)
      _ = try TargetRateVerb.check(shape, roles, arguments)
      let name = try arguments.targetName(roles)
      self.table = table
      chosen = try arguments.features(columns, in: shape, roles)
      labels = try TargetColumn.labels(table.columns[try shape.position(of: name)], name)
      target = name.text
      keys = table.positions(of: roles.key)
    }

    /// The columns of the rows that are learnt from, each row's rate by the other parts.
    func outOfFold(_ arguments: BoundArguments, _ context: RunContext) throws -> [(field: Field, column: Column)] {
      let count = arguments[TargetRateVerb.folds], smoothing = arguments[TargetRateVerb.smoothing].smoothing
      let keys = try WholeKeys(table, keys, purpose: TargetRateVerb.name, context)
      guard keys.hashes.count > 1 else {
        throw Diagnostic(
          code: .wrongValue, "all rows have one key, so no part of them is apart from the others",
          at: Label(arguments.verbSpan, "needs rows of several keys"),
          help: "declare the column that identifies a row: `| roles key: COLUMN`")
      }
      let shares = [Double](repeating: 1 / Double(count), count: count)
      let parts = WholeKeyParts(
        .init(keyOfRow: keys.keyOfRow, strata: labels.map { Int($0) }, hashes: keys.hashes, shares: shares))
      let folds = keys.keyOfRow.map { parts.partOfKey[$0] }
      return try context.execution.map(count: chosen.count) { index in
        let levels = RowLevels(table.columns[chosen[index]])
        let rates = TargetRates.outOfFold(
          levelOfRow: levels.ofRow, levels: levels.values.count + 1, labels: labels, folds: folds, foldCount: count,
          smoothing: smoothing)
        return (field: Field(table.schema.fields[chosen[index]].name, .float), column: Column(doubles: rates))
      }
    }
  }
}

/// The levels of a column in their order, and that of each row; null is one more behind them.
private struct RowLevels {
  let values: [Cell]
  let ofRow: [Int]

  init(_ column: Column) {
    guard let coded = CodedColumn(column) else {
      (values, ofRow) = ([], Array(repeating: 0, count: column.count))
      return
    }
    var place = [Int](repeating: 0, count: coded.values.count)
    for (level, code) in coded.sorted.enumerated() { place[code] = level }
    let null = coded.sorted.count, codes = coded.codes.values(0..<coded.codes.count)
    values = coded.sorted.map { coded.values[$0] }
    ofRow = codes.indices.map { coded.isNull($0) ? null : place[Int(codes[$0])] }
  }
}

/// `auto`, or a number of rows.
enum RateSmoothing: ParameterType {
  case auto
  case rows(Double)

  static let typeName = "auto or a number of rows"
  static let sample: String? = "20"
  var defaultText: String? { text }

  var text: String {
    switch self {
    case .auto: "auto"
    case .rows(let count): CellFormat.short(count)
    }
  }

  var smoothing: TargetRates.Smoothing {
    switch self {
    case .auto: .auto
    case .rows(let count): .rows(count)
    }
  }

  static func bind(_ syntax: ArgumentSyntax) throws -> RateSmoothing {
    if case .name(let name) = try syntax.expression().kind {
      if name.text == "auto" { return .auto }
      throw syntax.wrongValue("takes \(typeName)")
    }
    let cell = try Cell.bind(syntax)
    guard let count = cell.number, count >= 0, count.isFinite else {
      throw syntax.wrongValue("takes \(typeName), 0 or more", value: cell)
    }
    return .rows(count)
  }
}
