import Columns
import Foundation
import Kernels

/// Rao's score tests of features that a logistic regression does not have.
struct ScoreTests: Sendable {
  /// What speaks for a feature.
  struct Score: Sendable {
    /// The derivative of the loss by its coefficient, at 0.
    let slope: Double
    /// χ² with one degree of freedom.
    let statistic: Double
    let p: Double
  }

  private let objective: LogisticObjective
  private let classWeights: (events: Double, others: Double)

  /// The weight of all rows.
  var weight: Double { classWeights.events + classWeights.others }

  init(_ training: TrainingSet) {
    objective = LogisticObjective(training, l1: 0, l2: 0)
    classWeights = training.classWeights
  }

  /// For each feature the sign that its coefficient has where it is alone; 0 where it tells nothing.
  func directions(_ execution: Execution) throws -> [Double] {
    var point = [Double](repeating: 0, count: objective.size)
    point[objective.size - 1] = log(classWeights.events / classWeights.others)
    let gradient = try objective.expansion(point, execution).gradient
    return gradient.dropLast().map { $0 == 0 ? 0 : $0 < 0 ? 1 : -1 }
  }

  /// g² / (H − hᵀ·A⁻¹·h) for each feature: A is the information of the fitted ones and the intercept, H its own, and h
  /// that between both.
  func scores(of features: [Int], beside fit: SubsetFit, _ execution: Execution) throws -> [Score] {
    let expansion = try objective.expansion(fit.point(means: objective.means), execution)
    let size = objective.size, fitted = fit.features + [size - 1]
    func information(_ one: Int, _ other: Int) -> Double {
      expansion.hessian[min(one, other) * size + max(one, other)]
    }
    let matrix = fitted.flatMap { row in fitted.map { information(row, $0) } }
    let factor = try Cholesky(matrix, size: fitted.count, check: execution.checkCancelled)
    return features.map { feature in
      let between = fitted.map { information(feature, $0) }
      let own = information(feature, feature)
      let rest = own - zip(between, factor.solve(between)).reduce(0) { $0 + $1.0 * $1.1 }
      let slope = expansion.gradient[feature]
      // A feature that the fitted ones determine adds nothing.
      let statistic = rest > 1e-9 * own && rest > 0 ? slope * slope / rest : 0
      return Score(slope: slope, statistic: statistic, p: erfc((statistic / 2).squareRoot()))
    }
  }
}
