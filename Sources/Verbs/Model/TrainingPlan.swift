import Columns
import Diagnostics
import Language
import Learning
import Syntax

/// What `cv` and `fit` share: an estimator, a target, features, and a recipe to prepare them.
struct TrainingPlan: Sendable {
  static let estimator = Parameter<Call>("estimator", "What to fit: `lightgbm(n_estimators: 200)`.", words: .estimator)
  static let target = Parameter<ColumnName?>(
    "target", default: nil, shows: "the declared target", "The column to predict, 0 or 1.")
  static let prep =
    Parameter<Reference?>("prep", default: nil, "A recipe, fitted on the training rows only.").naming(.recipe)
  static let features = Parameter<ColumnSelection?>(
    "features", default: nil, shows: "all columns but the target and the key", "What to learn from.")
  static let key = Parameter<ColumnSelection?>(
    "key", default: nil, shows: "the declared key", "What identifies a row; it is no feature.")
  static let group = Parameter<ColumnSelection?>(
    "group", default: nil, shows: "the key", "Columns whose rows stay in one fold, instead of the key; no features.")
  static let time = Parameter<ColumnName?>(
    "by", default: nil, "A column of time that puts the folds in order; no feature.")

  static let weights = Parameter<ColumnName?>(
    "weights", default: nil, "A column that tells how much each row counts where the model is fitted; no feature.")

  static let leak = Parameter<String?>(
    "leak", default: nil,
    "`allow` learns from features that know the target all the same, and says so with every metric.",
    choices: ["allow"])

  /// What is fitted; see ``with(_:)``.
  private(set) var estimator: EstimatorCall
  let target: Name
  let targetPosition: Int
  /// Positions of the key and of the features in the input.
  let keys: [Int]
  /// Whether the statement names the key itself.
  private let isKeyWritten: Bool
  let features: [Int]
  /// Positions of what folds are arranged by, where that is not the key.
  let group: [Int]?
  let time: Int?
  /// Position of the rows' weights, and how they were named.
  private let weights: (position: Int, name: Name)?
  let recipe: Recipe?
  /// What the recipe is called.
  let recipeName: String?

  /// Checks what can be known from the columns alone.
  init(_ input: Shape, _ arguments: BoundArguments) throws {
    try self.init(input, arguments, estimator: EstimatorCall(arguments[Self.estimator], arguments.scope))
  }

  /// Checks what can be known from the columns alone.
  /// - Parameter chosen: the places of the features, where the verb has chosen them itself.
  init(
    _ input: Shape, _ arguments: BoundArguments, estimator: EstimatorCall, features chosen: [Int]? = nil
  ) throws {
    self.estimator = estimator
    target = try TargetColumn.name(input, arguments)
    targetPosition = try TargetColumn.position(target, in: input)
    let declared = input.fields.key.compactMap { input.fields.index(of: $0) }
    isKeyWritten = arguments[Self.key] != nil
    keys = try arguments[Self.key]?.positions(in: input) ?? declared
    let fields = Array(input.fields)
    // A declared target is no feature for another one either.
    let excluded = Set(keys + [targetPosition] + (input.fields.target.flatMap(input.fields.index).map { [$0] } ?? []))
    group = try arguments[Self.group]?.positions(in: input)
    time = try arguments[Self.time].map { try TimeColumn.position($0, in: input, arguments.span(of: Self.time)) }
    // They are features only for who names them.
    weights = try arguments[Self.weights].map { (try RowWeights.position($0.name, in: input), $0.name) }
    let arranging = excluded.union((group ?? []) + [time, weights?.position].compactMap { $0 })
    if let chosen {
      features = chosen
    } else if let selection = arguments[Self.features] {
      let names = Set(arranging.map { fields[$0].name })
      features = try selection.positions(in: input, excluding: names)
      if let odd = features.first(where: excluded.contains) {
        throw Self.noFeature(
          fields[odd].name, target, isTarget: fields[odd].name == input.fields.target, selection.span)
      }
    } else {
      features = fields.indices.filter { !arranging.contains($0) }
    }
    recipeName = arguments[Self.prep]?.name.text
    recipe = try arguments[Self.prep]?.recipe()
    if let weights, let recipe { try RowWeights.refuseBalance(recipe, weights.name) }
    if recipe == nil {
      let place = arguments.isWritten(Self.features) ? arguments.span(of: Self.features) : arguments.verbSpan
      try FeatureColumns.check(
        features.map { fields[$0] }, at: place, recipe: nil, areChosen: arguments.isWritten(Self.features))
    }
  }

  private static func noFeature(_ name: String, _ target: Name, isTarget: Bool, _ span: Span) -> Diagnostic {
    let role = name == target.text ? "the target" : isTarget ? "the declared target" : "the key"
    return Diagnostic(
      code: ModelCodes.feature, "`\(name)` is \(role), and cannot be a feature", at: Label(span, "chooses `\(name)`"),
      help: "choose the columns without it: `@(… - \(name))`")
  }

  /// What the checks of rows and features take before anything is fitted, and the numbers of the features, if no recipe
  /// makes others of them.
  var footprint: Footprint {
    let checks = Footprint.rows(80) + .columns(features, work: 24, kept: 0)
    return checks.then(.rows(16 + Double(features.count) * FeatureColumns.bytesPerNumber))
  }

  /// What the statements before tell of the features.
  func audit(_ table: Table, _ context: RunContext) -> LeakAudit {
    func names(_ positions: [Int]) -> [String] { positions.map { table.schema.fields[$0].name } }
    let rankers = recipe?.steps.flatMap { $0.verb.rankers($0.arguments) } ?? []
    return LeakAudit(
      target: target.text, features: names(features), keys: names(keys), rankers: rankers,
      origins: context.columnOrigins, rows: context.rows)
  }

  /// Notes what single features show: that one tells too much, identifies rows, or holds what is no number.
  func checkFeatures(_ table: Table, _ labels: [Double], _ context: RunContext) throws {
    let checks = try FeatureChecks(
      table, features: features, labels: labels, target: target.text,
      known: BandSearch.specials(of: recipe, in: Shape(table), roles(table)), context)
    checks.notes.forEach(context.note)
    InferredOutcomes.report(table, context.columnOrigins, context)
  }

  /// Notes a date by which rows come one after another, where folds are drawn at random all the same.
  func reportTime(_ table: Table, _ arguments: BoundArguments, _ context: RunContext) {
    guard !arguments.stage.options.contains(where: { $0.name.text == "by" }) else { return }
    let dates = zip(table.schema.fields, table.columns).filter { field, column in
      (field.type == .date || field.type == .datetime) && column.distinctCount() > 1
    }.map(\.0.name)
    guard let first = dates.first else { return }
    context.note(
      "\(Prose.some(dates)) \(dates.count == 1 ? "tells" : "tell") when a row came, and the folds are drawn at "
        + "random: a "
        + "model learns from later rows than those it is judged on; `by: \(first.asColumn)` orders the folds by time")
  }

  /// What a model of the running step's input learns from.
  func record(_ table: Table, _ context: RunContext) -> TrainingRecord {
    TrainingRecord(
      text: estimator.text, target: context.histories([target.text]).first,
      features: context.histories(features.map { table.schema.fields[$0].name }), rows: context.rows,
      recipe: recipe?.steps.map { $0.arguments.stage.sourceText } ?? [])
  }

  /// The table that is prepared: the features, then the key, then the target. Rows to be scored come without the
  /// target, so that no preparation can look at it.
  func input(_ table: Table, withTarget: Bool) -> Table {
    table.selecting(features + keys + (withTarget ? [targetPosition] : []))
      .with(roles: roles(table))
  }

  /// The roles in the tables that are prepared.
  private func roles(_ table: Table) -> Roles {
    Roles(
      target: target.text, key: keys.map { table.schema.fields[$0].name },
      isKeyDeclared: isKeyWritten || table.schema.roles.isKeyDeclared)
  }

  /// Whether rows of the running step's input were made or taken away, to balance the classes.
  private func wasResampled(_ table: Table, _ context: RunContext) -> Bool {
    context.histories(features.map { table.schema.fields[$0].name })
      .contains { $0.allShapings.contains { $0.kind == .resampling } }
  }

  /// The same plan for another estimator.
  func with(_ estimator: EstimatorCall) -> TrainingPlan {
    var plan = self
    plan.estimator = estimator
    return plan
  }

  /// Fits the recipe on all rows of a table: what estimators learn from.
  func prepare(_ table: Table, _ context: RunContext) throws -> PreparedTraining {
    let roles = roles(table)
    let raw = input(table, withTarget: true)
    var training = TrainingRows(raw)
    training.weights = try weights.map { try RowWeights.values(table.columns[$0.position], $0.name) }
    let (fitted, rows) = try recipe?.fit(training, roles, context) ?? (FittedRecipe(steps: []), training)
    let prepared = rows.table
    let fields = prepared.schema.fields.filter { !roles.exclusions.contains($0.name) }
    try FeatureColumns.check(fields, at: estimator.span, recipe: recipeName)
    guard let outcome = prepared[target.text] else {
      throw Diagnostic(
        code: ModelCodes.target, "the recipe takes the target `\(target.text)` away",
        at: Label(target.span, "gone after the recipe"))
    }
    let names = fields.map(\.name)
    let labels = try TargetColumn.labels(outcome, target)
    let times = try times(rows, of: table, context)
    return PreparedTraining(
      passage: TrainingPassage(
        recipe: fitted, isReweighted: rows.weights != nil || rows.isResampled || wasResampled(table, context),
        isInOrder: times != nil, inputs: features.map { table.schema.fields[$0] }),
      table: prepared,
      set: try TrainingSet(
        features: FeatureColumns.matrix(prepared, names, context.execution), featureNames: names, labels: labels,
        weights: rows.weights, draws: draws(rows, of: table, context), times: times))
  }

  /// Learns from rows that the recipe has prepared.
  func fit(_ training: PreparedTraining, _ context: RunContext) throws -> TrainedModel {
    let model = try locating(training) {
      try estimator.estimator.fit(training.set, seed: context.seed, execution: context.execution)
    }
    return trained(model, training.passage, context)
  }

  /// Begins to learn from rows that the recipe has prepared; nil for an estimator that takes no steps.
  func begin(_ training: PreparedTraining, _ context: RunContext) throws -> (any SteppedFit)? {
    guard let estimator = estimator.estimator as? any SteppingEstimator else { return nil }
    return try locating(training) {
      try estimator.begin(training.set, seed: context.seed, execution: context.execution)
    }
  }

  /// A model that was learnt from such rows, with its remarks noted.
  func trained(_ model: any FittedModel, _ passage: TrainingPassage, _ context: RunContext) -> TrainedModel {
    for remark in model.remarks {
      context.noteOnce("\(estimator.name): \(remark)" + (estimator.estimator.stopsEarly ? innerPart(passage) : ""))
    }
    return TrainedModel(
      inputs: passage.inputs, recipe: passage.recipe, model: model,
      isReweighted: estimator.weighsClasses || passage.isReweighted, recipeName: recipeName)
  }

  private func locating<T>(_ training: PreparedTraining, _ body: () throws -> T) throws -> T {
    do { return try body() } catch let error as LearningError where error.feature != nil {
      throw located(error, training)
    }
  }

  /// What rows are drawn by where an estimator draws some, or keeps some for itself: the groups of folds, or else the
  /// key. Rows that a recipe made or took away have no groups any more, and go by their key.
  private func draws(_ rows: TrainingRows, of table: Table, _ context: RunContext) -> [UInt64] {
    let purpose = "early stopping"
    if let group, !rows.isResampled {
      return RowKeys.hashes(table, seed: context.seed, purpose: purpose, key: group)
    }
    let names = rows.table.schema.names
    let places = keys.compactMap { names.firstIndex(of: table.schema.fields[$0].name) }
    return RowKeys.hashes(rows.table, seed: context.seed, purpose: purpose, key: places)
  }

  /// The rank of each row's time, where folds are in order of time. Rows that a recipe made or took away have none.
  private func times(_ rows: TrainingRows, of table: Table, _ context: RunContext) throws -> [Int?]? {
    guard let time, !rows.isResampled else { return nil }
    return try TimeSplit.ranks(table.columns[time], execution: context.execution)
  }

  /// What is to be known of the rows that early stopping judges on.
  private func innerPart(_ passage: TrainingPassage) -> String {
    let learns = passage.recipe.steps.contains { !($0.fitted is FittedRowWise) }
    let isDrawn = time != nil && !passage.isInOrder
    let name = recipeName ?? TrainingPlan.prep.name
    return (learns ? "; `\(name)` was fitted on that part as well, so that it is judged too kindly" : "")
      + (isDrawn ? "; it is drawn by hashes, as rows that a recipe made or took away have no time" : "")
  }

  /// An error about a feature of the rows that were learnt from, with its place.
  func located(_ error: LearningError, _ training: PreparedTraining) -> Diagnostic {
    let gaps = error.isGap
      ? FeatureColumns.gaps(
        training.table, training.set.featureNames, estimator.name, at: estimator.span, recipe: recipeName) : nil
    return gaps ?? error.located(at: estimator.span)
  }

  /// Learns from all rows of a table.
  func fit(_ table: Table, _ context: RunContext) throws -> TrainedModel {
    try fit(try prepare(table, context), context)
  }
}

/// Rows as a fitted recipe has made them, for one estimator or several.
struct PreparedTraining: Sendable {
  let passage: TrainingPassage
  /// With the target and the key.
  let table: Table
  let set: TrainingSet
}

/// How rows came to be what a model learns from: all that the model takes along of it.
struct TrainingPassage: Sendable {
  let recipe: FittedRecipe
  /// Whether rows were weighed, made or taken away.
  let isReweighted: Bool
  /// Whether it is known when each row came.
  let isInOrder: Bool
  /// The columns that models want, as they are before the recipe.
  let inputs: [Field]
}

/// A fitted recipe and the model behind it.
struct TrainedModel: Sendable {
  /// The columns it wants, as they are before the recipe.
  let inputs: [Field]
  let recipe: FittedRecipe
  let model: any FittedModel
  /// Whether classes were weighed or rows resampled, so that scores are no probabilities of the rows as they are.
  private(set) var isReweighted: Bool
  /// What the recipe is called.
  let recipeName: String?
  /// What makes probabilities of what the model gives.
  private(set) var calibration: ScoreCalibration?

  /// Makes probabilities of the rows as they are of the scores, however the classes were weighed.
  mutating func calibrate(by calibration: ScoreCalibration) {
    self.calibration = calibration
    isReweighted = isReweighted && !calibration.isLearnt
  }

  /// The score of each row of a table with the columns of ``inputs``.
  func scores(_ table: Table, at place: Span, _ context: RunContext) throws -> [Double] {
    try scores(prepared: try recipe.apply(to: table, context), at: place, context)
  }

  /// The score of each row that the recipe has prepared.
  func scores(prepared: Table, at place: Span, _ context: RunContext) throws -> [Double] {
    let scores = try plainScores(prepared, at: place, context)
    return calibration.map { calibration in scores.map { calibration($0) } } ?? scores
  }

  /// What the model gives each row that the recipe has prepared, before any calibration.
  func plainScores(_ prepared: Table, at place: Span, _ context: RunContext) throws -> [Double] {
    let matrix = try FeatureColumns.matrix(prepared, model.featureNames, context.execution)
    return try scores(matrix, of: prepared, at: place, context)
  }

  /// The score of each row of the model's features as numbers.
  func scores(_ matrix: Matrix, of prepared: Table, at place: Span, _ context: RunContext) throws -> [Double] {
    do {
      return try model.predict(matrix, execution: context.execution)
    } catch let error as LearningError where error.feature != nil {
      let (names, estimator) = (model.featureNames, model.estimatorName)
      let gaps = error.isGap
        ? FeatureColumns.gaps(prepared, names, estimator, at: place, recipe: recipeName) : nil
      throw gaps ?? error.located(at: place)
    }
  }
}

extension LearningError {
  func located(at span: Span) -> Diagnostic {
    Diagnostic(code: code, sentence, at: Label(span, "while this was fitted"), help: help)
  }
}

extension Table {
  /// The same rows and columns with other roles.
  func with(roles: Roles) -> Table { with(schema: Schema(schema.fields, roles: roles)) }
}

extension Reference {
  /// The recipe that the name is bound to.
  func recipe() throws -> Recipe {
    guard let recipe = value as? Recipe else {
      throw Diagnostic(
        code: .misplacedVerb, "`\(name.text)` is not a recipe but a \(value.kind.name)",
        at: Label(name.span, "not a recipe"),
        help: "bind one first: `prep = recipe | scale @num, method: standard`")
    }
    return recipe
  }
}
