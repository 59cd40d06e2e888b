import Columns
import Kernels
import Statistics

/// Many trees, each of rows drawn again and each split of features drawn anew.
///
/// As scikit-learn's `RandomForestClassifier`; the draws are others, and go by the seed, the tree and the hashes of the
/// rows. Rows with weights are drawn in proportion to them, and then count as often as they were drawn, as in
/// scikit-learn 1.9.
public struct RandomForestEstimator: Estimator {
  /// The estimator's name in the language.
  public static let name = "random_forest"
  /// One line for lists of estimators.
  public static let summary =
    "A random forest; its scores are means of the shares of positives in leaves, which draw together where trees"
    + " disagree. Takes missing values: each split sends them to the side where they part the classes best, or with"
    + " most rows where training had none."
  /// How many trees there are, what they are grown on, and what stops their growth.
  public static let parameters = [
    ParameterSpec(
      "trees", .int, default: .int(100), in: 1...1_000_000, aliases: ["n_estimators"], "How many trees to grow."),
    FeatureDraw.parameter(default: "sqrt"), FeatureDraw.countParameter,
    ParameterSpec("bootstrap", .bool, default: .bool(true), "Whether each tree draws rows, with replacement."),
    ParameterSpec(
      "max_samples", .float, default: .float(1), in: Double.leastNonzeroMagnitude...1,
      "How many rows each tree draws, as a share of all."),
    ParameterSpec(
      "oob_score", .bool, default: .bool(false),
      "Whether to score each row by the trees that did not draw it: `oob_auc` and `oob_accuracy` of the model."),
  ] + TreeSettings.parameters
  /// How it is called.
  public static let examples = [
    "random_forest(trees: 12)", "random_forest(trees: 30, oob_score: yes)",
    "random_forest(trees: 5, depth: 4, bootstrap: no, max_features: log2)",
  ]

  /// Trees that all learn from all rows leave none out, and draw no share of them.
  public static func conflicts(in parameters: BoundParameters) -> [ParameterConflict] {
    guard parameters["bootstrap"] == .bool(false) else { return [] }
    let outside = ParameterConflict(
      "oob_score", beside: ["bootstrap"], "without `bootstrap` no tree leaves rows out to be scored by",
      help: "take one of them away")
    return (parameters["oob_score"] == .bool(true) ? [outside] : [])
      + ParameterConflict.idle(
        ["max_samples"], given: parameters, beside: ["bootstrap"], "beside `bootstrap: no`: each tree has all rows",
        help: "take one of them away")
  }

  private let parameters: BoundParameters

  /// The estimator with its parameters set.
  public init(_ parameters: BoundParameters) { self.parameters = parameters }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { RandomForestModel.self }

  /// Grows the trees side by side.
  ///
  /// - Throws: ``LearningError`` for infinite values, and where one class weighs nothing; `Cancelled`.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try training.requireWeightInBothClasses()
    let count = training.features.columns, trees = Int(parameters.number("trees"))
    let settings = TreeSettings(parameters, candidates: FeatureDraw.count(parameters, of: count), features: count)
    let rows = TreeRows(
      features: try RankedFeatures(training.features, names: training.featureNames, execution),
      labels: training.labels, weights: training.weights, settings: settings)
    let bootstrap = parameters["bootstrap"] == .bool(true)
      ? Bootstrap(training, share: parameters.number("max_samples")) : nil
    let keepsDraws = parameters["oob_score"] == .bool(true)
    if keepsDraws { try execution.memory.require(Double(trees) * Double(training.labels.count) / 8) }
    let rowDraws = StableHash(seed: seed, purpose: "\(Self.name) rows")
    let featureDraws = StableHash(seed: seed, purpose: "\(Self.name) features")
    execution.monitor.begin("growing trees", total: trees)
    let grown = try execution.map(count: trees) { number in
      let draws = StableHash(seed: featureDraws.hash(number), purpose: Self.name)
      let counts = bootstrap?.counts(StableHash(seed: rowDraws.hash(number), purpose: Self.name))
      let tree = try counts.map { try rows.tree(counts: $0, draws, execution) } ?? rows.tree(draws, execution)
      execution.monitor.advance(by: 1)
      return (tree: tree, drawn: keepsDraws ? counts.map { DrawnRows($0) } : nil)
    }
    let ensemble = TreeEnsemble(trees: grown.map(\.tree), criterion: settings.criterion)
    let drawn = grown.compactMap(\.drawn)
    return RandomForestModel(
      featureNames: training.featureNames, ensemble: ensemble,
      outOfBag: keepsDraws ? try OutOfBag(ensemble, drawn: drawn, training, execution) : nil)
  }
}

/// Rows drawn with replacement, by places that do not depend on the order in which they stand.
private struct Bootstrap: Sendable {
  /// The rows in the order of their hashes, or as they stand where they have none.
  let order: [Int]
  /// How many are drawn.
  let size: Int
  /// The weight of all rows up to each place, where they have weights.
  let sums: [Double]?

  init(_ training: TrainingSet, share: Double) {
    let rows = training.labels.indices
    let order = training.draws.map { hashes in
      rows.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    } ?? Array(rows)
    self.order = order
    size = max(1, Int((Double(rows.count) * share).rounded()))
    sums = training.weights.map { weights in
      var sum = 0.0
      return order.map { sum += weights[$0]; return sum }
    }
  }

  /// How often each row was drawn.
  func counts(_ draws: StableHash) -> [Int] {
    var counts = [Int](repeating: 0, count: order.count)
    for number in 0..<size {
      let place = if let sums, let whole = sums.last {
        Self.place(in: sums, at: draws.unit(number) * whole)
      } else {
        Int(draws.hash(number).multipliedFullWidth(by: UInt64(order.count)).high)
      }
      counts[order[place]] += 1
    }
    return counts
  }

  /// The first place whose sum is above a point, which may be rounded up to the last sum; never one that weighs
  /// nothing.
  private static func place(in sums: [Double], at point: Double) -> Int {
    var (low, high) = (0, sums.count - 1)
    while low < high {
      let middle = (low + high) / 2
      if sums[middle] > point { high = middle } else { low = middle + 1 }
    }
    while low > 0, sums[low] == sums[low - 1] { low -= 1 }
    return low
  }
}

/// A fitted forest.
struct RandomForestModel: TreesModel {
  let featureNames: [String]
  let ensemble: TreeEnsemble
  /// How well the trees score rows that they did not draw; nil where that was not asked for.
  private(set) var outOfBag: OutOfBag?

  init(featureNames: [String], ensemble: TreeEnsemble) {
    (self.featureNames, self.ensemble) = (featureNames, ensemble)
  }

  init(featureNames: [String], ensemble: TreeEnsemble, outOfBag: OutOfBag?) {
    (self.featureNames, self.ensemble, self.outOfBag) = (featureNames, ensemble, outOfBag)
  }

  var estimatorName: String { RandomForestEstimator.name }
  var facts: [(name: String, value: Double)] { outOfBag?.facts ?? [] }
  var remarks: [String] { outOfBag?.remarks ?? [] }
}

/// What other trees learnt, and how well they score rows that they did not draw.
extension RandomForestModel {
  private enum CodingKeys: String, CodingKey { case features, trees, outOfBag = "out_of_bag" }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(featureNames, forKey: .features)
    try container.encode(ensemble, forKey: .trees)
    try container.encodeIfPresent(outOfBag, forKey: .outOfBag)
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let (names, ensemble) = try Self.trees(from: decoder)
    let outOfBag = try container.decodeIfPresent(OutOfBag.self, forKey: .outOfBag)
    self.init(featureNames: names, ensemble: ensemble, outOfBag: outOfBag)
  }
}
