import Columns
import Diagnostics
import Kernels
import Language
import Learning
import Syntax

/// How much a model relies on columns: the ranking that `top` and `prune` go by.
struct ColumnRanking: Codable, Sendable {
  /// The model, as one would type it: `lightgbm(n_estimators: 200)`.
  let model: String
  /// The columns that it knows, in table order, and their importances, the greater the more important.
  let names: [String]
  let importances: [Double]
  /// What a model that was fitted before learnt from; nil for one that was fitted for the ranking. Whoever keeps a
  /// ranking keeps this beside it.
  let ranker: TrainingRecord?

  private enum CodingKeys: String, CodingKey { case model, names, importances }

  init(model: String, names: [String], importances: [Double], ranker: TrainingRecord? = nil) {
    (self.model, self.names, self.importances, self.ranker) = (model, names, importances, ranker)
  }

  /// One importance for each name; nil for a column that the model does not know.
  func importance(of wanted: [String]) -> [Double?] {
    let known = Dictionary(zip(names, importances), uniquingKeysWith: { first, _ in first })
    return wanted.map { known[$0] }
  }

  /// The ranking of those columns alone.
  func restricted(to wanted: Set<String>) -> ColumnRanking {
    let places = names.indices.filter { wanted.contains(names[$0]) }
    return ColumnRanking(
      model: model, names: places.map { names[$0] }, importances: places.map { importances[$0] }, ranker: ranker)
  }
}

extension ColumnRanking {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    model = try container.decode(String.self, forKey: .model)
    names = try container.decode([String].self, forKey: .names)
    importances = try container.decode([Double].self, forKey: .importances)
    ranker = nil
    guard names.count == importances.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .importances, in: container,
        debugDescription: "\(names.count) columns should have an importance, not \(importances.count)")
    }
  }
}

extension TrainingRows {
  /// The ranking by a model that the last such `top` before has gone by.
  var ranking: ColumnRanking? { steps.reversed().lazy.compactMap { ($0.fitted as? FittedTop)?.ranking }.first }
}

/// An estimator that is fitted for nothing but the importances of its columns.
struct ColumnRanker {
  let estimator: EstimatorCall
  /// The column to predict, 0 or 1.
  let target: Name
  /// The stage that goes by the ranking, for help.
  let stage: Stage

  /// What the ranker learns from: it takes numbers and truth values, and has no rank for other columns.
  static func takes(_ type: ColumnType) -> Bool { type.isNumeric || type == .bool }

  /// What the numbers of so many columns take, and what an estimator makes of them.
  static func footprint(columns: Int) -> Footprint { .rows(16 + Double(columns) * FeatureColumns.bytesPerNumber) }

  /// Fits the estimator on all rows, seeded as `fit` is, and asks it for its usual kind of importance.
  ///
  /// - Parameter columns: positions of the columns; those that no estimator takes are passed over.
  /// - Throws: `Diagnostic` for a target that is not 0 or 1 or has one class, for gaps where the estimator takes none,
  ///   and for what else it refuses; `Cancelled`.
  func ranking(_ table: Table, _ columns: [Int], _ context: RunContext) throws -> ColumnRanking {
    let names = columns.filter { Self.takes(table.schema.fields[$0].type) }.map { table.schema.fields[$0].name }
    if names.isEmpty { return ColumnRanking(model: estimator.text, names: [], importances: []) }
    let position = try TargetColumn.position(target, in: Shape(table))
    let labels = try TargetColumn.labels(table.columns[position], target)
    do {
      let training = try TrainingSet(
        features: FeatureColumns.matrix(table, names, context.execution), featureNames: names, labels: labels)
      let model = try estimator.estimator.fit(training, seed: context.seed, execution: context.execution)
      let importances = try model.importances(kind: model.importanceKinds[0])
      return ColumnRanking(model: estimator.text, names: names, importances: importances)
    } catch let error as LearningError {
      let gaps = error.feature == nil ? nil : FeatureColumns.gaps(
        table, names, estimator.name, at: estimator.span, recipe: nil, before: stage.sourceText)
      throw gaps ?? error.located(at: estimator.span)
    }
  }
}
