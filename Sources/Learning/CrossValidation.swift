import Kernels
import Statistics

/// Out-of-fold scores of some rows, with metrics for each fold and for all rows together.
public struct CrossValidation: Sendable {
  /// The rows that were tested, ascending: all, but for folds in order of time.
  public let rows: [Int]
  /// The label and the fold of each tested row.
  public let labels: [Double]
  /// The fold of each tested row, counted from 0.
  public let folds: [Int]
  /// For each tested row, the score by the model that did not see it.
  public let scores: [Double]
  /// The metrics of each fold's own rows.
  public let foldEvaluations: [Evaluation]
  /// The metrics of all rows together.
  public let pooled: Evaluation

  /// Runs one fold after another; `score` fits on the training rows and returns a score for each of the test rows.
  ///
  /// Folds do not run side by side, because fitting uses all threads itself.
  ///
  /// - Parameters:
  ///   - labels: 0 or 1 for each row, tested or not.
  ///   - threshold: for the metrics of decisions.
  /// - Throws: what `score` throws; `StatisticsError` for labels that are not 0 or 1; `Cancelled`.
  public init(
    labels: [Double], folds: Folds, threshold: Double = 0.5, execution: Execution,
    score: (_ trainRows: [Int], _ testRows: [Int], _ fold: Int) throws -> [Double]
  ) throws {
    precondition(labels.count == folds.ofRow.count, "each row has one label")
    var scores = [Double](repeating: .nan, count: labels.count)
    var evaluations: [Evaluation] = []
    for fold in 0..<folds.count {
      try execution.checkCancelled()
      let test = folds.tested(in: fold)
      let testScores = try score(folds.trained(for: fold), test, fold)
      precondition(testScores.count == test.count, "each test row gets one score")
      for (row, score) in zip(test, testScores) { scores[row] = score }
      evaluations.append(
        try Evaluation(labels: test.map { labels[$0] }, scores: testScores, threshold: threshold))
    }
    let tested = folds.testedRows
    (rows, self.labels, self.scores) = (tested, tested.map { labels[$0] }, tested.map { scores[$0] })
    self.folds = tested.compactMap { folds.ofRow[$0] }
    pooled = try Evaluation(labels: self.labels, scores: self.scores, threshold: threshold)
    foldEvaluations = evaluations
  }

  /// A metric's mean over the folds and its standard deviation with n − 1; nil where no fold, or only one, defines it.
  public func acrossFolds(_ metric: ClassificationMetric) -> (mean: Double?, deviation: Double?) {
    let values = foldEvaluations.compactMap { $0[metric] }
    guard !values.isEmpty else { return (nil, nil) }
    let mean = PairwiseSummation.sum(values) / Double(values.count)
    guard values.count > 1 else { return (mean, nil) }
    let squares = PairwiseSummation.sum(count: values.count) { (values[$0] - mean) * (values[$0] - mean) }
    return (mean, (squares / Double(values.count - 1)).squareRoot())
  }
}
