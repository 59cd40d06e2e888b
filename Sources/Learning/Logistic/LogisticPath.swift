import Foundation
import Kernels
import Statistics

/// Logistic regressions of the same rows under a list of L1 penalties, each begun where the one before it ended.
public struct LogisticPath: Sendable {
  /// The weights of Σ|w|, falling.
  public let penalties: [Double]
  /// A model for each penalty.
  public let models: [LogisticModel]

  /// - Parameters:
  ///   - penalties: in any order; each is fitted once.
  ///   - l2: the weight of Σw²/2 that stands beside each of them.
  /// - Throws: ``LearningError`` for a missing value and for labels of one class; `Cancelled`.
  public init(_ training: TrainingSet, penalties: [Double], l2: Double = 0, execution: Execution) throws {
    try Self.require(training)
    self.penalties = Set(penalties).sorted(by: >)
    var models: [LogisticModel] = []
    var point: [Double]?
    execution.monitor.begin("fitting penalties", total: self.penalties.count)
    for penalty in self.penalties {
      let objective = LogisticObjective(training, l1: penalty, l2: l2)
      let best = try ProximalNewton(objective: objective, execution: execution).minimise(from: point)
      models.append(
        LogisticModel(featureNames: training.featureNames, point: best, means: objective.means, errors: nil))
      point = best
      execution.monitor.advance(by: 1)
    }
    self.models = models
  }

  /// Penalties that fall geometrically from the least that makes all coefficients 0 to a share of it.
  ///
  /// - Parameters:
  ///   - count: how many; at least 2.
  ///   - share: the last one as a share of the first, above 0 and below 1.
  public static func penalties(
    _ training: TrainingSet, count: Int, share: Double, execution: Execution
  ) throws -> [Double] {
    try require(training)
    let objective = LogisticObjective(training, l1: 0, l2: 0)
    let classes = training.classWeights
    // Without features the best model has the log-odds of the labels; what its loss gains by a feature is the gradient.
    let start = [Double](repeating: 0, count: objective.size - 1) + [log(classes.events / classes.others)]
    let gradient = try objective.expansion(start, execution).gradient
    let greatest = gradient.dropLast().reduce(0) { max($0, abs($1)) }
    guard greatest > 0 else { throw LearningError("no feature tells anything of the labels, so there is no path") }
    return (0..<count).map { greatest * pow(share, Double($0) / Double(count - 1)) }
  }

  private static func require(_ training: TrainingSet) throws {
    try training.requireBothClasses()
    try training.features.requireFinite(names: training.featureNames, for: "logistic regression")
  }
}
