import Columns
import Diagnostics
import Language
import Learning
import Syntax

/// What `cv` and `fit` share: an estimator, a target, features, and a recipe to prepare them.
struct TrainingPlan: Sendable {
  static let estimator = Parameter<Call>("estimator", "What to fit: `lightgbm(n_estimators: 200)`.", words: .estimator)
  static let target = Parameter<ColumnName>("target", "The column to predict, 0 or 1.")
  static let prep = Parameter<Reference?>("prep", default: nil, "A recipe, fitted on the training rows only.")
  static let features = Parameter<ColumnSelection?>(
    "features", default: nil, shows: "all columns but the target and the key", "What to learn from.")
  static let key = Parameter<ColumnSelection?>(
    "key", default: nil, shows: "the declared key", "What identifies a row; it is no feature.")

  let estimator: EstimatorCall
  let target: Name
  let targetPosition: Int
  /// Positions of the key and of the features in the input.
  let keys: [Int]
  let features: [Int]
  let recipe: Recipe?
  /// What the recipe is called.
  let recipeName: String?

  /// Checks what can be known from the columns alone.
  init(_ input: Shape, _ arguments: BoundArguments) throws {
    estimator = try EstimatorCall(arguments[Self.estimator], arguments.scope)
    target = arguments[Self.target].name
    targetPosition = try TargetColumn.position(target, in: input)
    let declared = input.fields.key.compactMap { input.fields.index(of: $0) }
    keys = try arguments[Self.key]?.positions(in: input) ?? declared
    let fields = input.fields.fields
    let excluded = Set(keys + [targetPosition])
    if let selection = arguments[Self.features] {
      let names = Set(excluded.map { fields[$0].name })
      features = try selection.positions(in: input, excluding: names)
      if let odd = features.first(where: excluded.contains) {
        throw Self.noFeature(fields[odd].name, target, selection.span)
      }
    } else {
      features = fields.indices.filter { !excluded.contains($0) }
    }
    recipeName = arguments[Self.prep]?.name.text
    recipe = try arguments[Self.prep]?.recipe()
    if recipe == nil {
      let place = arguments.isWritten(Self.features) ? arguments.span(of: Self.features) : arguments.verbSpan
      try FeatureColumns.check(
        features.map { fields[$0] }, at: place, recipe: nil, areChosen: arguments.isWritten(Self.features))
    }
  }

  private static func noFeature(_ name: String, _ target: Name, _ span: Span) -> Diagnostic {
    let role = name == target.text ? "the target" : "the key"
    return Diagnostic(
      .error, ModelCodes.feature, "`\(name)` is \(role), and cannot be a feature", at: Label(span, "chooses `\(name)`"),
      help: "choose the columns without it: `@(… - \(name))`")
  }

  /// The table that is prepared: the features, then the key, then the target. Rows to be scored come without the
  /// target, so that no preparation can look at it.
  func input(_ table: Table, withTarget: Bool) -> Table {
    table.selecting(features + keys + (withTarget ? [targetPosition] : []))
      .with(key: keys.map { table.schema.fields[$0].name })
  }

  /// Learns from all rows of a table.
  func fit(_ table: Table, _ context: RunContext) throws -> TrainedModel {
    let roles = Roles(target: target.text, key: keys.map { table.schema.fields[$0].name })
    let raw = input(table, withTarget: true)
    let (fitted, prepared) = try recipe.map { try $0.fit(raw, roles, context) } ?? (FittedRecipe(steps: []), raw)
    let fields = prepared.schema.fields.filter { !roles.exclusions.contains($0.name) }
    try FeatureColumns.check(fields, at: estimator.span, recipe: recipeName)
    guard let outcome = prepared[target.text] else {
      throw Diagnostic(
        .error, ModelCodes.target, "the recipe takes the target `\(target.text)` away",
        at: Label(target.span, "gone after the recipe"))
    }
    let names = fields.map(\.name)
    let labels = try TargetColumn.labels(outcome, target)
    let training = try TrainingSet(
      features: FeatureColumns.matrix(prepared, names, context.execution), featureNames: names, labels: labels)
    do {
      let model = try estimator.estimator.fit(training, seed: context.seed, execution: context.execution)
      return TrainedModel(
        inputs: features.map { table.schema.fields[$0] }, recipe: fitted, model: model,
        isReweighted: estimator.weighsClasses || prepared.rowCount != raw.rowCount, recipeName: recipeName)
    } catch let error as LearningError where error.feature != nil {
      throw FeatureColumns.gaps(prepared, names, estimator.name, at: estimator.span, recipe: recipeName)
        ?? error.located(at: estimator.span)
    }
  }
}

/// A fitted recipe and the model behind it.
struct TrainedModel: Sendable {
  /// The columns it wants, as they are before the recipe.
  let inputs: [Field]
  let recipe: FittedRecipe
  let model: any FittedModel
  /// Whether classes were weighed or rows resampled, so that scores are no probabilities of the rows as they are.
  let isReweighted: Bool
  /// What the recipe is called.
  let recipeName: String?

  /// The score of each row of a table with the columns of ``inputs``.
  func scores(_ table: Table, at place: Span, _ context: RunContext) throws -> [Double] {
    let prepared = try recipe.apply(to: table, context)
    let matrix = try FeatureColumns.matrix(prepared, model.featureNames, context.execution)
    do {
      return try model.predict(matrix, execution: context.execution)
    } catch let error as LearningError where error.feature != nil {
      let (names, estimator) = (model.featureNames, model.estimatorName)
      throw FeatureColumns.gaps(prepared, names, estimator, at: place, recipe: recipeName) ?? error.located(at: place)
    }
  }
}

extension LearningError {
  func located(at span: Span) -> Diagnostic {
    Diagnostic(code: code, sentence, at: Label(span, "while this was fitted"), help: help)
  }
}

extension Table {
  /// The same rows and columns with another key declared.
  func with(key: [String]) -> Table { with(schema: Schema(schema.fields, key: key)) }
}

extension Reference {
  /// The recipe that the name is bound to.
  func recipe() throws -> Recipe {
    guard let recipe = value as? Recipe else {
      throw Diagnostic(
        code: "E24", "`\(name.text)` is not a recipe but a \(value.kind.name)", at: Label(name.span, "not a recipe"),
        help: "bind one first: `prep = recipe | scale @num, method: standard`")
    }
    return recipe
  }
}
