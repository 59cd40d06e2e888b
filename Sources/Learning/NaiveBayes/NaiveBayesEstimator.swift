import Columns
import Foundation
import Kernels
import Statistics

/// Gaussian naive Bayes: within a class each feature is normal and independent of the others.
///
/// As scikit-learn's `GaussianNB`: means and variances of the classes weighted, without Bessel's correction;
/// `var_smoothing` times the greatest variance of any feature, over all rows unweighted, is added to each variance.
public struct NaiveBayesEstimator: Estimator {
  /// The estimator's name in the language.
  public static let name = "naive_bayes"
  /// One line for lists of estimators.
  public static let summary =
    "Gaussian naive Bayes; wants complete features. Its scores rank, but are too close to 0 and 1 where features repeat"
    + " each other."
  /// What is added to variances.
  public static let parameters = [
    ParameterSpec(
      "var_smoothing", .float, default: .float(1e-9), in: 0...Double.infinity,
      "The share of the greatest variance that is added to each.")
  ]
  /// How it is called.
  public static let examples = ["naive_bayes", "naive_bayes(var_smoothing: 0.01)"]

  private let smoothing: Double

  /// The estimator with its parameter set.
  public init(_ parameters: BoundParameters) { smoothing = parameters.number("var_smoothing") }

  /// The type of the models that it fits.
  public static var modelType: any FittedModel.Type { NaiveBayesModel.self }

  /// Learns the share of each class, and the mean and variance of each feature in each.
  ///
  /// - Throws: ``LearningError`` for a missing value, a class without weight, and a feature that is constant within a
  /// class where nothing is added to its variance.
  public func fit(_ training: TrainingSet, seed: UInt64, execution: Execution) throws -> any FittedModel {
    try training.requireBothClasses()
    let features = training.features
    try features.requireFinite(names: training.featureNames, for: "naive Bayes")
    let weights = training.weights ?? Array(repeating: 1, count: features.rows)
    let classes = try [0.0, 1].map { label in
      let members = training.labels.indices.filter { training.labels[$0] == label && weights[$0] > 0 }
      guard !members.isEmpty else { throw LearningError("all rows of class \(Int(label)) weigh 0") }
      let moments = try execution.map(count: features.columns) { column in
        Moments(members.map { features.values[column * features.rows + $0] }, weights: members.map { weights[$0] })
      }
      return NaiveBayesModel.ClassState(
        prior: members.reduce(into: CompensatedSum()) { $0.add(weights[$1]) }.total, means: moments.map(\.mean),
        variances: moments.map(\.variance))
    }
    let all = try execution.map(count: features.columns) { column in
      Moments(Array(features.values[column * features.rows..<(column + 1) * features.rows]), weights: nil).variance
    }
    return NaiveBayesModel(
      featureNames: training.featureNames,
      classes: try smoothed(classes, by: smoothing * (all.max() ?? 0), training.featureNames))
  }

  /// Shares in the place of weights, and variances with what is added to them.
  private func smoothed(
    _ classes: [NaiveBayesModel.ClassState], by addition: Double, _ names: [String]
  ) throws(LearningError) -> [NaiveBayesModel.ClassState] {
    var classes = classes
    let whole = classes[0].prior + classes[1].prior
    for place in classes.indices {
      classes[place].prior /= whole
      for column in names.indices {
        classes[place].variances[column] += addition
        let variance = classes[place].variances[column]
        guard variance.isFinite, classes[place].means[column].isFinite else {
          throw LearningError(
            "`\(names[column])` is too large to square", feature: names[column], help: "scale it first")
        }
        guard variance > 0 else {
          throw LearningError(
            "`\(names[column])` is the same in all rows of class \(place), which makes its variance 0",
            feature: names[column], help: "drop it, or give a larger `var_smoothing`")
        }
      }
    }
    return classes
  }
}

/// The mean and the variance of values, weighted where there are weights, in two passes.
private struct Moments {
  let mean: Double
  let variance: Double

  init(_ values: [Double], weights: [Double]?) {
    func average(_ value: (Int) -> Double) -> Double {
      var sum = CompensatedSum(), whole = CompensatedSum()
      for row in values.indices {
        let weight = weights?[row] ?? 1
        sum.add(weight * value(row))
        whole.add(weight)
      }
      return sum.total / whole.total
    }
    let mean = average { values[$0] }
    self.mean = mean
    variance = average { (values[$0] - mean) * (values[$0] - mean) }
  }
}

/// A fitted naive Bayes model.
struct NaiveBayesModel: FittedModel {
  /// What was learnt of the rows of a class.
  struct ClassState: Codable, Sendable {
    /// The share of the class in the weight of all rows.
    var prior: Double
    /// One for each feature.
    var means: [Double]
    /// One for each feature, with what is added to it.
    var variances: [Double]
  }

  private enum CodingKeys: String, CodingKey { case featureNames = "features", classes }

  let featureNames: [String]
  /// Of class 0 and of class 1.
  let classes: [ClassState]

  var estimatorName: String { NaiveBayesEstimator.name }

  /// log P(1)/P(0) + Σ (log σ₀/σ₁ + (z₀² − z₁²)/2) is the log-odds; z₀² − z₁² is taken as a product, which does not
  /// overflow and loses fewer digits.
  func predict(_ features: Matrix, execution: Execution) throws -> [Double] {
    try requireColumns(features)
    try features.requireFinite(names: featureNames, for: "naive Bayes")
    let scales = classes.map { $0.variances.map { $0.squareRoot() } }
    let start = log(classes[1].prior) - log(classes[0].prior)
    let blockRows = 1 << 14
    let blocks = try execution.map(count: (features.rows + blockRows - 1) / blockRows) { block in
      let first = block * blockRows
      var odds = [Double](repeating: start, count: min(blockRows, features.rows - first))
      for column in featureNames.indices {
        let width = log(scales[0][column]) - log(scales[1][column])
        for row in odds.indices {
          let value = features.values[column * features.rows + first + row]
          let z0 = (value - classes[0].means[column]) / scales[0][column]
          let z1 = (value - classes[1].means[column]) / scales[1][column]
          odds[row] += width + 0.5 * (z0 - z1) * (z0 + z1)
        }
      }
      return odds
    }
    let odds = blocks.flatMap { $0 }
    if let row = odds.firstIndex(where: \.isNaN) {
      throw LearningError("row \(row) lies too far from all that was learnt for a score", row: row)
    }
    return odds.map(LogisticModel.probability)
  }

  var learnt: [(name: String, column: Column)]? {
    [
      ("feature", Column(texts: ["(share)"] + featureNames)),
      ("mean_0", Column(doubles: [classes[0].prior] + classes[0].means)),
      ("mean_1", Column(doubles: [classes[1].prior] + classes[1].means)),
      ("variance_0", Column(floats: [nil] + classes[0].variances)),
      ("variance_1", Column(floats: [nil] + classes[1].variances)),
    ]
  }

  var importanceKinds: [String] { ["separation"] }

  /// How far the means of the classes lie apart, in standard deviations: |μ₁ − μ₀| / √((σ₀² + σ₁²) / 2).
  func importances(kind: String) -> [Double] {
    featureNames.indices.map { column in
      let spread = (classes[0].variances[column] / 2 + classes[1].variances[column] / 2).squareRoot()
      return abs(classes[1].means[column] - classes[0].means[column]) / spread
    }
  }
}

extension NaiveBayesModel {
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    featureNames = try container.decode([String].self, forKey: .featureNames)
    classes = try container.decode([ClassState].self, forKey: .classes)
    let count = featureNames.count
    let isWhole = classes.count == 2 && classes.allSatisfy {
      $0.means.count == count && $0.variances.count == count && $0.prior > 0 && $0.prior < 1
        && $0.means.allSatisfy(\.isFinite) && $0.variances.allSatisfy { $0 > 0 && $0.isFinite }
    }
    guard isWhole else {
      throw DecodingError.dataCorruptedError(
        forKey: .classes, in: container,
        debugDescription: "two classes should stand here, each with a share and \(count) means and variances above 0")
    }
  }
}
