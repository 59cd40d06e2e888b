import Columns
import Kernels
import Statistics

/// One decision tree.
///
/// As scikit-learn's `DecisionTreeClassifier`, but for what it does by chance or by rounding: of equally good splits
/// that of the first feature is taken, and numbers are compared with all their digits, where scikit-learn rounds them
/// to 32 bits and does not part values within 1e-7 of each other.
public struct TreeEstimator: Estimator {
  /// The estimator's name in the language.
  public static let name = "tree"
  /// One line for lists of estimators.
  public static let summary =
    "A decision tree (CART); its scores are shares of positives in leaves. Takes missing values: each split sends them"
    + " to the side where they part the classes best, or with most rows where training had none. Without a `depth` it"
    + " learns its rows by heart."
  /// What stops its growth, and how many features are drawn for a split.
  public static let parameters = TreeSettings.parameters + [
    FeatureDraw.parameter(default: "all"), FeatureDraw.countParameter,
  ]
  /// How it is called.
  public static let examples = ["tree(depth: 3)", "tree(criterion: entropy, min_samples_leaf: 4, max_leaf_nodes: 6)"]

  private let parameters: BoundParameters

  /// The estimator with its parameters set.
  public init(_ parameters: BoundParameters) { self.parameters = parameters }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { TreeModel.self }

  /// Splits rows by one feature after another.
  ///
  /// - Throws: ``LearningError`` for infinite values, and where one class weighs nothing; `Cancelled`.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try training.requireWeightInBothClasses()
    let count = training.features.columns
    let settings = TreeSettings(
      parameters, candidates: FeatureDraw.count(parameters, of: count), features: count)
    let rows = TreeRows(
      features: try RankedFeatures(training.features, names: training.featureNames, execution),
      labels: training.labels, weights: training.weights, settings: settings)
    let tree = try rows.tree(StableHash(seed: seed, purpose: Self.name), execution)
    return TreeModel(
      featureNames: training.featureNames, ensemble: TreeEnsemble(trees: [tree], criterion: settings.criterion))
  }
}

/// A fitted tree.
struct TreeModel: TreesModel {
  let featureNames: [String]
  let ensemble: TreeEnsemble

  var estimatorName: String { TreeEstimator.name }

  /// The nodes in preorder.
  var learnt: [(name: String, column: Column)]? { ensemble.trees[0].table(featureNames) }
}

extension TrainingSet {
  /// - Throws: ``LearningError`` where all labels are equal, or a class weighs nothing.
  func requireWeightInBothClasses() throws(LearningError) {
    try requireBothClasses()
    guard let weights else { return }
    for label in [0.0, 1.0] where !zip(labels, weights).contains(where: { $0 == label && $1 > 0 }) {
      throw LearningError("all rows of class \(Int(label)) weigh 0")
    }
  }
}
