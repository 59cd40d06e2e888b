import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// Weighs, removes or makes training rows, so that the smaller class counts more.
enum BalanceVerb: PreparationVerb {
  /// How classes are brought to a ratio.
  enum Method: String, CaseIterable, Codable {
    case weights, undersample, smote, smoteTomek = "smote_tomek"

    var makesRows: Bool { self == .smote || self == .smoteTomek }
  }

  static let method = Parameter<String>(
    "method", "By weights of rows, by fewer rows of the larger class, or by new rows of the smaller one.",
    choices: Method.allCases.map(\.rawValue))
  static let ratio = Parameter<Double>(
    "ratio", default: 1, in: Double.leastNonzeroMagnitude...1, "The smaller class ÷ the larger one, as it is to be.")
  static let neighbours = Parameter<Int>(
    "k", default: 5, in: 1...10_000, "How many nearest rows a new row may lie towards, with `smote`.")
  static let tomek = Parameter<String>(
    "tomek", default: "both", "Which rows of a Tomek link go, with `smote_tomek`.", choices: ["both", "majority"])
  static let signature = Signature(
    "balance", inputs: [.table, .recipe], positional: [method.declaration],
    options: [ratio.declaration, neighbours.declaration, tomek.declaration, PreparedColumns.target.declaration],
    synonyms: ["oversample", "upsample", "downsample", "class_weight", "imbalance"])
  static let summary = "Weighs, removes or makes training rows, so that the smaller class counts more."
  static let discussion = """
    Only rows that are learnt from are changed: those that `cv` holds out, and all that a model predicts, stay as they \
    are. The scores of a model that is fitted so rank, and are no probabilities; a note says so.

    `weights` gives each row a weight by its class for the fitting of the model (not of steps behind it), so that the \
    classes weigh `ratio:` to 1 and all rows together as much as before; at 1 that is n ÷ (2 · rows of the class). \
    `undersample` keeps ⌊smaller ÷ ratio⌋ rows of the larger class, drawn by hash(seed, key). `smote` makes ⌊larger · \
    ratio − smaller⌋ rows of the smaller class: its rows take turns, in an order drawn by hash(seed, key), and a new \
    row lies at a drawn place on the line to one of the `k:` nearest rows of the class. Distances are over all \
    features, as they stand at that step: scale them, fill gaps and make indicators of texts before. Whole numbers \
    and truth values of new rows are rounded to the nearest, so that they stay what they are (imbalanced-learn cuts \
    their fractions off), and indicators of one column still fit together. A new row has no key. `smote_tomek` then \
    removes Tomek links: pairs of rows of two classes, new rows among them, that are each other's nearest; both rows, \
    or with `tomek: majority` that of the class that was larger. A row that equals another is in no link.

    On a table at once, all rows are changed, so that none is left to judge a model by as it was: `cv` refuses such a \
    table, with the recipe to write. `weights` needs a recipe.
    """
  static let examples = [
    Example("recipe | balance weights", "In a recipe.", gives: .value(.recipe, ["steps": .int(1)])),
    Example(
      "recipe | scale @num, method: robust | impute @num, method: median | balance smote_tomek, ratio: 0.25",
      "After what makes distances meaningful.", gives: .value(.recipe, ["steps": .int(3)])),
    Example(
      "\(CvVerb.data) | roles target: bad | balance undersample, ratio: 0.7 | count by bad",
      "On a table: fewer rows of the larger class.", gives: .table("bad bool, n int", "no 30\nyes 21")),
    Example(
      "\(CvVerb.data) | balance smote, target: bad, ratio: 0.9, k: 3 | count by bad",
      "On a table: more rows of the smaller class.", gives: .table("bad bool, n int", "no 39\nyes 35")),
  ]

  static func check(_ arguments: BoundArguments) throws {
    let method = method(arguments)
    for (isWritten, span, word, fits) in [
      (arguments.isWritten(neighbours), arguments.span(of: neighbours), "k", method.makesRows),
      (arguments.isWritten(tomek), arguments.span(of: tomek), "tomek", method == .smoteTomek),
    ] where isWritten && !fits {
      throw Diagnostic(
        code: .unknownOption, "`\(word)` goes with `\(word == "k" ? "smote" : "smote_tomek")` only",
        at: Label(span, "has no meaning here"), labels: [Label(arguments.span(of: self.method), "the method")])
    }
  }

  private static func method(_ arguments: BoundArguments) -> Method {
    Method(rawValue: arguments[method]) ?? .weights
  }

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    if let step = try recipeStep(input, arguments) { return step }
    guard method(arguments) != .weights else {
      throw Diagnostic(
        code: .wrongValue, "a table has no weights: they are for the fitting of a model",
        at: Label(arguments.span(of: method), "needs a recipe"),
        help: "weigh rows in a recipe, for `cv` or `fit`: `recipe | \(arguments.recipeText)`")
    }
    return try stepAtOnce(input, arguments)
  }

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    let name = try arguments.targetName(roles)
    _ = try TargetColumn.position(name, in: input)
    guard method(arguments).makesRows else { return .table(input.fields) }
    let features = features(input, try arguments.withTarget(roles)).map { input.fields[$0] }
    if let odd = features.first(where: { !ColumnRanker.takes($0.type) }) {
      let step = odd.type == .text ? "onehot @text" : "drop @\(odd.type.rawValue)"
      throw Diagnostic(
        code: .wrongType, "`balance` measures distances between rows, and `\(odd.name)` is \(odd.type.rawValue)",
        at: Label(arguments.span(of: method), "takes numbers"),
        help: "bring features to numbers before: `| \(step) | \(arguments.stage.shortText)`")
    }
    guard !features.isEmpty else {
      throw Diagnostic(
        code: .wrongValue, "there are no features to measure distances by",
        at: Label(arguments.span(of: method), "no columns are left"))
    }
    return .table(input.fields)
  }

  /// All columns but the target and the key.
  private static func features(_ input: Shape, _ roles: Roles) -> [Int] {
    input.fields.indices.filter { !roles.exclusions.contains(input.fields[$0].name) }
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint {
    // Labels, hashes, orders and weights.
    let rows = Footprint.rows(72)
    guard method(arguments) != .weights else { return rows }
    let columns = Double(training.columns.count)
    // The table anew; beside it the smaller class, or for Tomek links all rows, as numbers by column, in one piece, and
    // in the order of visits.
    let bytes: [Method: Double] = [.undersample: 8, .smote: 24, .smoteTomek: 40]
    return rows + .rows(columns * (bytes[method(arguments)] ?? 0))
  }

  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedBalance {
    try balanced(TrainingRows(training), roles, arguments, context).fitted
  }

  package static func learn(
    from training: TrainingRows, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> Lesson {
    try footprint(training.table, roles, arguments).require(on: training.table, context.execution)
    let (fitted, rows) = try balanced(training, roles, arguments, context)
    return Lesson(fitted: fitted, training: rows)
  }

  private static func balanced(
    _ training: TrainingRows, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> (fitted: FittedBalance, rows: TrainingRows) {
    let table = training.table, shape = Shape(table), method = method(arguments)
    _ = try check(shape, roles, arguments)
    let name = try arguments.targetName(roles), target = try shape.position(of: name)
    let labels = try TargetColumn.labels(table.columns[target], name)
    let balance = ClassBalance(labels: labels), ratio = arguments[ratio]
    var rows = training
    if method == .weights {
      let weights = balance.weights(ratio: ratio)
      rows.weights = labels.indices.map { (training.weights?[$0] ?? 1) * weights[Int(labels[$0])] }
      let fitted = FittedBalance(
        method: method, target: name.text, features: [], before: balance, after: balance.rowsOfClasses,
        weights: weights)
      return (fitted, rows)
    }
    guard training.weights == nil else {
      throw Diagnostic(
        code: .wrongValue, "a step before this one weighs the rows that would be changed here",
        at: Label(arguments.span(of: self.method), "has no weights for new rows, and would void those of others"),
        help: "put `balance weights` behind it, or leave one of them out")
    }
    let own = try arguments.withTarget(roles)
    let resampling = Resampling(
      table: table, features: features(shape, own), keys: table.positions(of: roles.key), target: target,
      labels: labels, balance: balance, context: context)
    let result = try resampling.result(Wanted(arguments, balance))
    rows.table = result.table
    rows.isResampled = true
    let fitted = FittedBalance(
      method: method, target: name.text, features: features(shape, own).map { table.schema.fields[$0].name },
      before: balance, after: result.rowsOfClasses, made: result.made, links: result.links)
    return (fitted, rows)
  }

  /// What is wanted of rows, checked against those that there are.
  struct Wanted {
    let method: Method
    /// How many rows of the larger class to keep, or of the smaller one to make.
    let rows: Int
    let neighbours: Int
    let tomek: TomekEnd
    /// Where the method stands, and the stage as one would type it.
    let place: Span
    let text: String

    /// - Throws: `Diagnostic` where the ratio is reached already, and for too few rows of the smaller class.
    init(_ arguments: BoundArguments, _ balance: ClassBalance) throws {
      let ratio = arguments[BalanceVerb.ratio]
      method = BalanceVerb.method(arguments)
      (place, text) = (arguments.span(of: BalanceVerb.method), arguments.stage.shortText)
      neighbours = arguments[BalanceVerb.neighbours]
      tomek = arguments[BalanceVerb.tomek] == "both" ? .both : .majority
      rows = method.makesRows ? balance.rowsToMake(ratio: ratio) : balance.rowsToKeep(ratio: ratio)
      guard method.makesRows ? rows > 0 : rows <= balance.majorityRows else {
        throw Diagnostic(
          code: .wrongValue,
          "the classes have \(balance.minorityRows) and \(balance.majorityRows) rows, a ratio of "
            + "\(CellFormat.float(balance.ratio)), and `ratio: \(CellFormat.short(ratio))` asks for no more",
          at: Label(arguments.isWritten(BalanceVerb.ratio) ? arguments.span(of: BalanceVerb.ratio) : arguments.verbSpan,
            "reached already"),
          help: "ask for more, up to `ratio: 1`, or leave `balance` out")
      }
      guard !method.makesRows || balance.minorityRows > neighbours else {
        let most = balance.minorityRows - 1
        throw Diagnostic(
          code: .wrongValue,
          "each row of class \(balance.minority) needs \(neighbours) others, and there are "
            + "\(Prose.count(balance.minorityRows, "row")) of it",
          at: Label(arguments.span(of: BalanceVerb.method), "goes from rows to their \(neighbours) nearest"),
          help: most > 0 ? "ask for fewer: `k: \(most)`" : "weigh the rows instead: `balance weights`")
      }
    }
  }
}
