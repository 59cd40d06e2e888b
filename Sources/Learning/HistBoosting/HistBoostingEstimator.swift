import Columns
import Foundation
import Kernels
import Statistics

/// Gradient boosting by histogram.
///
/// As scikit-learn's `HistGradientBoostingClassifier`. Gradients are rounded to 32 bits, as there. Early stopping goes
/// by the log loss of an inner part and keeps the trees up to the best round, as that of the other boosters does;
/// scikit-learn keeps those behind it, too.
public struct HistBoostingEstimator: Estimator {
  /// The estimator's name in the language.
  public static let name = "hist_boosting"
  /// One line for lists of estimators.
  public static let summary =
    "Gradient boosting by histogram, built in. Takes missing values: each split sends them to the side where they gain"
    + " most, or with most rows where training had none."
  /// How many trees there are, what stops their growth, and what holds them back.
  public static let parameters = [
    ParameterSpec(
      "max_iter", .int, default: .int(100), in: 1...1_000_000, aliases: ["trees", "n_estimators"],
      "How many trees to grow."),
    ParameterSpec(
      "learning_rate", .float, default: .float(0.1), in: Double.leastNonzeroMagnitude...Double.infinity,
      "The share of each tree's prediction that is added."),
    ParameterSpec(
      "max_leaf_nodes", .int, default: .int(31), in: -1...1_000_000_000, "The most leaves of a tree; -1 is no limit."),
    ParameterSpec(
      "depth", .int, default: .int(-1), in: -1...1_000_000, aliases: ["max_depth"],
      "The greatest depth of a leaf; -1 is no limit."),
    ParameterSpec(
      "min_samples_leaf", .int, default: .int(20), in: 1...1_000_000_000_000, "The fewest rows of a leaf."),
    ParameterSpec(
      "l2_regularization", .float, default: .float(0), in: 0...Double.infinity, aliases: ["l2"],
      "The L2 penalty of leaves."),
    ParameterSpec(
      "max_bins", .int, default: .int(255), in: 2...255, "How many bins a feature has at most, beside its gaps."),
  ] + EarlyStopping.rounds
  /// How it is called.
  public static let examples = [
    "hist_boosting(max_iter: 12, min_samples_leaf: 5)",
    "hist_boosting(max_iter: 60, min_samples_leaf: 5, early_stopping_rounds: 3, validation_fraction: 0.3)",
  ]
  /// Parameters of early stopping without it.
  public static func conflicts(in parameters: BoundParameters) -> [ParameterConflict] {
    EarlyStopping.conflicts(in: parameters)
  }

  private let parameters: BoundParameters

  /// The estimator with its parameters set.
  public init(_ parameters: BoundParameters) { self.parameters = parameters }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { HistBoostingModel.self }

  /// Boosts trees on the training rows.
  ///
  /// - Throws: ``LearningError`` for infinite values, and where one class weighs nothing; `Cancelled`.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try training.requireWeightInBothClasses()
    let parts = try stopping?.parts(of: training, seed: seed, execution: execution)
    return try fit(parts?.learnt ?? training, judged: parts?.judged, execution: execution)
  }

  private var stopping: EarlyStopping? { EarlyStopping(parameters) }

  /// Whether `early_stopping_rounds` was given.
  public var stopsEarly: Bool { stopping != nil }

  /// - Parameter judged: the inner part that decides how many trees are kept.
  func fit(_ training: TrainingSet, judged: TrainingSet?, execution: Execution) throws -> HistBoostingModel {
    try training.requireWeightInBothClasses()
    func limit(_ name: String) -> Int? { parameters.number(name) < 0 ? nil : Int(parameters.number(name)) }
    let settings = HistSettings(
      rate: parameters.number("learning_rate"), leaves: limit("max_leaf_nodes"), depth: limit("depth"),
      leafRows: Int(parameters.number("min_samples_leaf")), l2: parameters.number("l2_regularization"))
    let bins = try HistBins(training, most: Int(parameters.number("max_bins")), execution)
    // Sums of bins are kept for each leaf that may still be split.
    let kept = min(Double(settings.leaves ?? .max), Double(training.labels.count / settings.leafRows + 1))
    try execution.memory.require(kept * Double(bins.count * (HistBins.gaps + 1) * MemoryLayout<HistSum>.stride))
    let state = BoostingState(training)
    var trees: [DecisionTree] = [], gains = [Double](repeating: 0, count: bins.count), keptGains = gains
    let count = Int(parameters.number("max_iter"))
    var inner = try judged.map { try JudgedRows($0, from: state.baseline, names: training.featureNames) }
    var best = inner == nil ? nil : stopping.map { BestRound($0) }
    execution.monitor.begin("growing trees", total: count)
    for round in 0..<count {
      try state.updateGradients(execution)
      var grower = HistGrower(bins, settings, gradients: state.gradients, hessians: state.hessians, execution)
      try grower.grow()
      let tree = state.add(grower, bins, settings.rate, &gains)
      trees.append(tree)
      execution.monitor.advance(by: 1)
      guard let loss = try inner?.loss(behind: tree, execution) else { continue }
      let isOver = best?.isOver(loss, at: round) == true
      if best?.round == round { keptGains = gains }
      if isOver { break }
    }
    guard let judged, let best else {
      return HistBoostingModel(
        featureNames: training.featureNames, baseline: state.baseline,
        ensemble: TreeEnsemble(trees: trees, criterion: .newton), gains: gains)
    }
    return HistBoostingModel(
      featureNames: training.featureNames, baseline: state.baseline,
      ensemble: TreeEnsemble(trees: Array(trees.prefix(best.round + 1)), criterion: .newton), gains: keptGains,
      remarks: [best.remark(grown: trees.count, judged: judged)])
  }
}

/// The inner part that early stopping judges on, with the log-odds that the trees so far give its rows.
private struct JudgedRows {
  private let rows: TrainingSet
  private var odds: [Double]
  private let weight: Double

  init(_ rows: TrainingSet, from baseline: Double, names: [String]) throws(LearningError) {
    if let index = rows.features.values.firstIndex(where: \.isInfinite) {
      let (column, row) = index.quotientAndRemainder(dividingBy: rows.features.rows)
      throw LearningError(
        "`\(names[column])` is infinite in a row of the inner part", row: row, feature: names[column],
        help: "clip it first")
    }
    self.rows = rows
    odds = [Double](repeating: baseline, count: rows.labels.count)
    weight = rows.weights.map { PairwiseSummation.sum($0) } ?? Double(rows.labels.count)
    guard weight > 0 else {
      throw LearningError(
        "the rows of the inner part weigh nothing", help: "give another validation_fraction, or take "
          + "early_stopping_rounds away")
    }
  }

  /// The mean log loss once one more tree is added: log(1 + exp(f)) − y f, written so that it does not overflow.
  mutating func loss(behind tree: DecisionTree, _ execution: Execution) throws -> Double {
    let added = try TreeEnsemble(trees: [tree], criterion: .newton).sums(rows.features, from: 0, execution)
    var sum = CompensatedSum()
    for row in odds.indices {
      odds[row] += added[row]
      let loss = max(odds[row], 0) + log1p(exp(-abs(odds[row]))) - rows.labels[row] * odds[row]
      sum.add((rows.weights?[row] ?? 1) * loss)
    }
    return sum.total / weight
  }
}

/// The log-odds that the trees so far give each row, and what the next one is to learn.
private struct BoostingState {
  let training: TrainingSet
  /// The log-odds of the share of class 1.
  let baseline: Double
  let odds: Slots<Double>
  let gradients: Slots<Float>
  let hessians: Slots<Float>

  init(_ training: TrainingSet) {
    self.training = training
    let rows = training.labels.count
    var (weight, positive) = (CompensatedSum(), CompensatedSum())
    for row in 0..<rows {
      weight.add(training.weights?[row] ?? 1)
      positive.add((training.weights?[row] ?? 1) * training.labels[row])
    }
    let share = min(1 - 10 * Double.ulpOfOne, max(10 * Double.ulpOfOne, positive.total / weight.total))
    baseline = log(share / (1 - share))
    odds = Scratch(repeating: baseline, count: rows).slots
    (gradients, hessians) = (Scratch(count: rows).slots, Scratch(count: rows).slots)
  }

  /// Derivatives of the log loss by the log-odds: p − y and p (1 − p), written so that neither overflows.
  func updateGradients(_ execution: Execution) throws {
    try execution.forBlocks(of: odds.count, size: 1 << 14) { rows in
      let (odds, gradients, hessians) = (odds.cells, gradients.cells, hessians.cells)
      for row in rows {
        let label = training.labels[row], weight = training.weights?[row] ?? 1
        let power = exp(odds[row] > -37 ? -odds[row] : odds[row])
        let (gradient, hessian) = odds[row] > -37
          ? (((1 - label) - label * power) / (1 + power), power / ((1 + power) * (1 + power))) : (power - label, power)
        gradients[row] = Float(weight * gradient)
        hessians[row] = Float(weight * hessian)
      }
    }
  }

  /// The grown tree, of which the leaves' values are added to the log-odds of their rows.
  func add(_ grower: HistGrower, _ bins: HistBins, _ rate: Double, _ gains: inout [Double]) -> DecisionTree {
    var nodes: [TreeNode] = [], isLeaf: [Bool] = [], leaves: [TreeSums] = [], stack = [0]
    while let place = stack.popLast() {
      let grown = grower.nodes[place]
      isLeaf.append(grown.split == nil)
      if let split = grown.split {
        let thresholds = bins.thresholds[split.feature]
        nodes.append(
          TreeNode(
            feature: split.feature, threshold: split.bin < thresholds.count ? thresholds[split.bin] : .infinity,
            missingLeft: split.gapsLeft, right: 0))
        gains[split.feature] += split.gain
        stack += [grown.right, grown.left]
      } else {
        let count = Double(grown.rows.count), sums = TreeSums(weight: count, positive: grown.value * rate * count)
        nodes.append(TreeNode(leaf: sums.share))
        leaves.append(sums)
        for place in grown.rows { odds.cells[Int(grower.order.cells[place])] += sums.share }
      }
    }
    guard let tree = DecisionTree(nodes: nodes, isLeaf: isLeaf, leaves: leaves) else {
      preconditionFailure("a grown tree is whole")
    }
    return tree
  }
}

/// A fitted sum of trees.
struct HistBoostingModel: ExplainableModel {
  private enum CodingKeys: String, CodingKey { case featureNames = "features", baseline, ensemble = "trees", gains }

  let featureNames: [String]
  /// The log-odds before the first tree.
  let baseline: Double
  let ensemble: TreeEnsemble
  /// What the splits by each feature gained in training.
  let gains: [Double]
  var remarks: [String] = []

  var estimatorName: String { HistBoostingEstimator.name }
  var importanceKinds: [String] { ["gain", "split"] }

  func predict(_ features: Matrix, execution: Execution) throws -> [Double] {
    try requireColumns(features)
    return try ensemble.sums(features, from: baseline, execution).map(LogisticModel.probability)
  }

  func contributions(_ features: Matrix, execution: Execution) throws -> Matrix {
    try requireColumns(features)
    return try ensemble.contributions(features, from: baseline, over: 1, execution)
  }

  func importances(kind: String) -> [Double] {
    kind == "split" ? ensemble.splits(features: featureNames.count) : gains
  }
}

extension HistBoostingModel {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    featureNames = try container.decode([String].self, forKey: .featureNames)
    baseline = try container.decode(Double.self, forKey: .baseline)
    ensemble = try container.decode(TreeEnsemble.self, forKey: .ensemble)
    gains = try container.decode([Double].self, forKey: .gains)
    guard baseline.isFinite, ensemble.criterion == .newton else {
      throw DecodingError.dataCorruptedError(
        forKey: .baseline, in: container, debugDescription: "a finite number should stand here, before boosted trees")
    }
    guard gains.count == featureNames.count, gains.allSatisfy({ $0 >= 0 }), ensemble.lastFeature <= gains.count else {
      throw DecodingError.dataCorruptedError(
        forKey: .gains, in: container,
        debugDescription: "\(featureNames.count) numbers of 0 or more should stand here, for the features of the trees")
    }
  }
}
