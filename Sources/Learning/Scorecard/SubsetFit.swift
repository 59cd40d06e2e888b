import Columns
import Foundation
import Kernels
import Statistics

/// The logistic regression on some of the features, without penalties.
struct SubsetFit: Sendable {
  /// The numbers of its features, ascending.
  let features: [Int]
  let coefficients: [Double]
  let intercept: Double
  /// Of the coefficients and, last, of the intercept; nil where earlier features determine the feature.
  let errors: [Double?]
  /// Σ weight · log loss.
  let loss: Double

  init(_ training: TrainingSet, features: [Int], _ execution: Execution) throws {
    self.features = features
    guard !features.isEmpty else {
      let counts = training.classWeights
      (coefficients, intercept, errors) = ([], log(counts.events / counts.others), [nil])
      let share = counts.events / (counts.events + counts.others)
      loss = -(counts.events * log(share) + counts.others * log(1 - share))
      return
    }
    let subset = try TrainingSet(
      features: training.features.selecting(columns: features),
      featureNames: features.map { training.featureNames[$0] }, labels: training.labels, weights: training.weights)
    let objective = LogisticObjective(subset, l1: 0, l2: 0)
    let point = try ProximalNewton(objective: objective, execution: execution).minimise()
    let model = LogisticModel(
      featureNames: subset.featureNames, point: point, means: objective.means,
      errors: try LogisticErrors.standard(objective, at: point, execution))
    (coefficients, intercept, errors) = (model.coefficients, model.intercept, model.errors ?? [])
    loss = try objective.loss(point, execution)
  }

  /// For each of its features the p of its Wald test; nil where it has no error.
  var probabilities: [Double?] {
    zip(coefficients, errors).map { value, error in
      error.map { $0 > 0 ? erfc(abs(value / $0) / 2.0.squareRoot()) : 0 }
    }
  }

  /// The fit as a point over all features, their means subtracted, as ``LogisticObjective`` takes it.
  func point(means: [Double]) -> [Double] {
    var point = [Double](repeating: 0, count: means.count + 1)
    for (feature, coefficient) in zip(features, coefficients) { point[feature] = coefficient }
    point[means.count] = zip(means, point).reduce(intercept) { $0 + $1.0 * $1.1 }
    return point
  }
}

extension TrainingSet {
  /// What the rows of class 1 weigh, and all others.
  var classWeights: (events: Double, others: Double) {
    func sum(_ part: (Int) -> Double) -> Double {
      PairwiseSummation.sum(count: labels.count) { (weights?[$0] ?? 1) * part($0) }
    }
    return (sum { labels[$0] }, sum { 1 - labels[$0] })
  }
}

extension Matrix {
  /// Some of the columns, in the given order.
  func selecting(columns chosen: [Int]) -> Matrix {
    Matrix(columns: chosen.map { Array(values[$0 * rows..<($0 + 1) * rows]) })
  }
}
