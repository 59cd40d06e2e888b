import Columns
import Foundation
import Kernels
import Statistics

/// Which features a scorecard has.
struct ScorecardSelection: Sendable {
  /// How features are chosen.
  enum Method: String, CaseIterable, Sendable { case none, stepwise, l1 }

  /// What was chosen, and what became of the others.
  struct Choice: Sendable {
    var fit: SubsetFit
    /// `x left out: its coefficient would have the wrong sign`, in the order in which it happened.
    var remarks: [String] = []
  }

  let method: Method
  /// The greatest p of the score test by which a feature enters.
  let enter: Double
  /// The greatest p of the Wald test by which one stays.
  let stay: Double
  let keepsSigns: Bool

  private static let penaltyCount = 40
  private static let leastPenalty = 1e-3
  /// A score statistic up to this is rounding.
  private static let nothing = 1e-9

  /// - Throws: ``LearningError`` where a fit does not settle; `Cancelled`.
  func choose(_ training: TrainingSet, _ execution: Execution) throws -> Choice {
    let tests = ScoreTests(training)
    let directions = try tests.directions(execution)
    switch method {
    case .none: return try signed(Array(directions.indices), training, directions, tests, execution)
    case .stepwise: return try stepwise(training, directions, tests, execution)
    case .l1: return try penalised(training, directions, tests, execution)
    }
  }

  /// The fit on some features without those whose coefficients have the wrong sign.
  ///
  /// The best coefficients under the signs: the feature that is furthest on the wrong side leaves, and comes back if
  /// that is where the loss falls, as the conditions of Karush, Kuhn and Tucker have it.
  private func signed(
    _ features: [Int], _ training: TrainingSet, _ directions: [Double], _ tests: ScoreTests, _ execution: Execution
  ) throws -> Choice {
    var fit = try SubsetFit(training, features: features, execution)
    guard keepsSigns else { return Choice(fit: fit) }
    var seen: Set<[Int]> = [features]
    while true {
      try execution.checkCancelled()
      let wrong = fit.features.indices.filter { fit.coefficients[$0] * directions[fit.features[$0]] < 0 }
      var next: [Int]?
      if let worst = wrong.max(by: { fit.distance(of: $0) < fit.distance(of: $1) }) {
        next = fit.features.filter { $0 != fit.features[worst] }
      } else if fit.features.count < features.count {
        let out = features.filter { !fit.features.contains($0) }
        let scores = try tests.scores(of: out, beside: fit, execution)
        let missed = zip(out, scores).filter { -$1.slope * directions[$0] > 0 && $1.statistic > Self.nothing }
        next = missed.max { $0.1.statistic < $1.1.statistic }.map { (fit.features + [$0.0]).sorted() }
      }
      guard let next, seen.insert(next).inserted else { break }
      fit = try SubsetFit(training, features: next, execution)
    }
    let left = features.filter { !fit.features.contains($0) }
    return Choice(
      fit: fit,
      remarks: left.map { "\(training.featureNames[$0]) left out: beside the others its sign would be the wrong one" })
  }

  /// The feature with the greatest score statistic enters; then those leave, one by one, whose Wald tests no longer
  /// hold.
  private func stepwise(
    _ training: TrainingSet, _ directions: [Double], _ tests: ScoreTests, _ execution: Execution
  ) throws -> Choice {
    var choice = Choice(fit: try SubsetFit(training, features: [], execution)), seen: Set<[Int]> = [[]]
    execution.monitor.begin("choosing features", total: directions.count)
    while true {
      try execution.checkCancelled()
      let out = directions.indices.filter { !choice.fit.features.contains($0) && directions[$0] != 0 }
      let scores = try tests.scores(of: out, beside: choice.fit, execution)
      let able = zip(out, scores).filter { $1.p <= enter && (!keepsSigns || -$1.slope * directions[$0] > 0) }
      guard let best = able.max(by: { ($0.1.statistic, -$0.0) < ($1.1.statistic, -$1.0) })?.0 else { break }
      var next = try signed((choice.fit.features + [best]).sorted(), training, directions, tests, execution)
      while let worst = next.fit.weakest(above: stay) {
        next = Choice(
          fit: try SubsetFit(training, features: next.fit.features.filter { $0 != worst }, execution))
      }
      execution.monitor.advance(by: 1)
      // A feature that enters and leaves again would go on for ever.
      guard seen.insert(next.fit.features).inserted else { break }
      choice = next
    }
    let left = directions.count - choice.fit.features.count
    choice.remarks = left == 0 ? [] : ["\(left) of \(directions.count) features left out by stepwise selection"]
    return choice
  }

  /// The features of the L1 path whose fit without penalties has the least BIC.
  private func penalised(
    _ training: TrainingSet, _ directions: [Double], _ tests: ScoreTests, _ execution: Execution
  ) throws -> Choice {
    let penalties = try LogisticPath.penalties(
      training, count: Self.penaltyCount, share: Self.leastPenalty, execution: execution)
    let path = try LogisticPath(training, penalties: penalties, execution: execution)
    var best: (choice: Choice, criterion: Double)?, seen: Set<[Int]> = []
    for model in path.models {
      try execution.checkCancelled()
      let features = model.coefficients.indices.filter { model.coefficients[$0] != 0 }
      guard seen.insert(features).inserted else { continue }
      let choice = try signed(features, training, directions, tests, execution)
      let criterion = 2 * choice.fit.loss + Double(choice.fit.features.count) * log(tests.weight)
      if criterion < best?.criterion ?? .infinity { best = (choice, criterion) }
    }
    guard var choice = best?.choice else { return Choice(fit: try SubsetFit(training, features: [], execution)) }
    let left = directions.count - choice.fit.features.count
    choice.remarks = left == 0 ? [] : ["\(left) of \(directions.count) features left out by L1 and BIC"]
    return choice
  }
}

extension SubsetFit {
  /// |z| of a feature, by its place in the fit.
  fileprivate func distance(of place: Int) -> Double {
    guard let error = errors[place], error > 0 else { return .infinity }
    return abs(coefficients[place]) / error
  }

  /// The feature with the greatest p above a limit; one without a standard error first.
  fileprivate func weakest(above limit: Double) -> Int? {
    let probabilities = probabilities.map { $0 ?? 2 }
    guard let place = probabilities.indices.max(by: { probabilities[$0] < probabilities[$1] }),
      probabilities[place] > limit
    else { return nil }
    return features[place]
  }
}
