import Columns
import Diagnostics
import Language
import Learning
import Statistics
import Syntax

/// Which of two columns is better, as `by:` and `prefer:` say.
enum Preference: ParameterType {
  case fewestNulls
  case target
  /// The importance to the model that ranked columns before, or else to one that is fitted for it.
  case importance
  /// The importance to a model that is fitted for it.
  case estimator(EstimatorCall)
  /// The importance to a model that was fitted before.
  case model(String, any RanksColumns)

  static let typeName = "fewest_nulls, target, importance, an estimator, or a fitted model's name"
  private static let words = ["fewest_nulls", "target", "importance"]
  /// Its words, and the estimators to which columns matter.
  static let offered = words + EstimatorCatalog.all.filter { $0.ranksFeatures }.map { $0.name }
  var defaultText: String? {
    switch self {
    case .fewestNulls: "fewest_nulls"
    case .target: "target"
    case .importance: "importance"
    case .estimator, .model: nil
    }
  }

  static func bind(_ syntax: ArgumentSyntax) throws -> Preference {
    switch try syntax.expression().kind {
    case .call: return try estimator(syntax)
    case .name(let name): return try named(name, syntax)
    default: throw syntax.wrongValue("takes \(typeName)")
    }
  }

  private static func named(_ name: Name, _ syntax: ArgumentSyntax) throws -> Preference {
    switch name.text {
    case "fewest_nulls": return .fewestNulls
    case "target": return .target
    case "importance": return .importance
    default: break
    }
    if syntax.scope.bindings[name.text] == nil {
      let estimators = EstimatorCatalog.all.map { $0.name }
      if estimators.contains(name.text) { return try estimator(syntax) }
      let near = Suggestions.help(for: name.text, among: words + syntax.scope.resultNames + estimators)
      throw syntax.wrongValue("cannot be `\(name.text)`", help: near ?? "write \(typeName)")
    }
    let value = try syntax.scope.value(of: name)
    guard let model = value as? any RanksColumns else {
      throw Diagnostic(
        code: .misplacedVerb,
        "`\(syntax.declaration.name)` takes a fitted model, and `\(name.text)` is a \(value.kind.name)",
        at: Label(name.span, "this is a \(value.kind.name)"), help: "fit one first: `MODEL = \(name.text) | fit …`")
    }
    return .model(name.text, model)
  }

  private static func estimator(_ syntax: ArgumentSyntax) throws -> Preference {
    let call = try EstimatorCall(try Call.bind(syntax), syntax.scope)
    guard type(of: call.estimator).ranksFeatures else {
      throw syntax.wrongValue(
        "cannot be `\(call.name)`, to which no column matters",
        help: "rank by another estimator, such as `\(syntax.lead)\(EstimatorCall.ranker)`")
    }
    return .estimator(call)
  }

  /// Whether the target has a part in the figures, beside one that a model was fitted on before.
  var usesTarget: Bool {
    switch self {
    case .target, .importance, .estimator: true
    case .fewestNulls, .model: false
    }
  }

  /// Whether a model may have to be fitted for it.
  var isFitted: Bool {
    switch self {
    case .importance, .estimator: true
    case .fewestNulls, .target, .model: false
    }
  }

  /// What a ranking model learnt from.
  var record: TrainingRecord? { if case .model(_, let model) = self { model.record } else { nil } }

  /// The estimator that has to be fitted; nil where none has.
  /// - Parameters:
  ///   - earlier: the ranking of a step before.
  ///   - span: where the preference stands.
  func estimator(after earlier: ColumnRanking?, at span: Span) throws -> EstimatorCall? {
    switch self {
    case .estimator(let call): call
    case .importance: earlier == nil ? try EstimatorCall(rankerAt: span) : nil
    case .fewestNulls, .target, .model: nil
    }
  }
}

/// Columns with what they are ranked by.
struct RankedColumns {
  /// One figure for each column, the greater the better; nil counts least.
  let figures: [Double?]
  /// What stands behind `by`: `the fewest nulls`.
  let criterion: String
  /// The importances behind the figures, where a model has them.
  let ranking: ColumnRanking?

  /// - Parameters:
  ///   - positions: those of the columns to rank.
  ///   - known: positions of the columns that a ranker learns from, the ranked ones among them.
  ///   - stage: the stage that goes by the ranking, for help.
  ///   - earlier: the ranking of a step before.
  ///   - span: where the preference stands.
  init(
    _ table: Table, _ positions: [Int], among known: [Int], by preference: Preference, target: Name?, _ stage: Stage,
    after earlier: ColumnRanking?, at span: Span, _ context: RunContext
  ) throws {
    let names = positions.map { table.schema.fields[$0].name }
    switch preference {
    case .fewestNulls:
      figures = positions.map { -Double(table.columns[$0].nullCount) }
      (criterion, ranking) = ("the fewest nulls", nil)
    case .target:
      figures = try Self.correlations(table, positions, target?.text, context)
      (criterion, ranking) = ("the correlation with the target", nil)
    case .model(let name, let model):
      let all = known.map { table.schema.fields[$0].name }
      let found = zip(all, try model.importance(of: all)).compactMap { name, value in value.map { (name, $0) } }
      let ranking = ColumnRanking(
        model: name, names: found.map(\.0), importances: found.map(\.1), ranker: model.record)
      (figures, criterion) = (ranking.importance(of: names), "the importance in `\(name)`")
      self.ranking = ranking
    case .importance, .estimator:
      let estimator = try preference.estimator(after: earlier, at: span)
      let ranker = estimator.flatMap { call in target.map { ColumnRanker(estimator: call, target: $0, stage: stage) } }
      let ranking = try ranker.map { try $0.ranking(table, known, context) } ?? earlier
      figures = ranking?.importance(of: names) ?? names.map { _ in nil }
      criterion = ranking.map { "the importance in `\($0.model)`" } ?? "importance"
      self.ranking = ranking
    }
  }

  private static func correlations(
    _ table: Table, _ positions: [Int], _ target: String?, _ context: RunContext
  ) throws -> [Double?] {
    guard let values = target.flatMap({ table[$0]?.doubles() }) else { return positions.map { _ in nil } }
    return try context.execution.map(count: positions.count) { index in
      table.columns[positions[index]].doubles().flatMap { Correlation.pearson($0, values) }.map { abs($0) }
    }
  }
}
