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
  /// The metrics of each fold of further cross-validations, which drew the folds of the same rows anew.
  public private(set) var repeated: [[ClassificationMetric: Double]] = []
  /// The metrics of all rows together.
  public let pooled: Evaluation
  /// The AUC of all rows together with its error, as if one model had scored them; nil with fewer than two rows of a
  /// class.
  public let area: DeLong?
  /// Tested rows for each row that was trained on, in the mean of the folds.
  public let testShare: Double

  /// Metrics of scores that are there.
  ///
  /// - Parameters:
  ///   - labels: 0 or 1 for each row, tested or not.
  ///   - scores: for each row that a fold tests, the score by the model that did not see it.
  ///   - threshold: for the metrics of decisions.
  /// - Throws: `StatisticsError` for labels that are not 0 or 1.
  public init(labels: [Double], folds: Folds, scores: [Double], threshold: Double = 0.5) throws {
    precondition(labels.count == folds.ofRow.count && scores.count == labels.count, "each row has a label and a score")
    func evaluation(_ rows: [Int]) throws -> Evaluation {
      try Evaluation(labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] }, threshold: threshold)
    }
    rows = folds.testedRows
    self.labels = rows.map { labels[$0] }
    self.scores = rows.map { scores[$0] }
    self.folds = rows.compactMap { folds.ofRow[$0] }
    foldEvaluations = try (0..<folds.count).map { try evaluation(folds.tested(in: $0)) }
    pooled = try evaluation(rows)
    area = DeLong(labels: self.labels, scores: self.scores)
    let shares = (0..<folds.count).map { fold in
      Double(folds.tested(in: fold).count) / Double(max(1, folds.trained(for: fold).count))
    }
    testShare = shares.reduce(0, +) / Double(max(1, folds.count))
  }

  /// A metric of each fold, of those that were drawn anew behind the others; nil where it is not defined.
  public func ofFolds(_ metric: ClassificationMetric) -> [Double?] {
    foldEvaluations.map { $0[metric] } + repeated.map { $0[metric] }
  }

  /// The metrics of the same scores where another threshold decides: of all rows together, and of the folds.
  public func decided(at threshold: Double) throws -> (pooled: Evaluation, folds: [Evaluation]) {
    func evaluation(_ isChosen: (Int) -> Bool) throws -> Evaluation {
      let chosen = labels.indices.filter { isChosen(folds[$0]) }
      return try Evaluation(
        labels: chosen.map { labels[$0] }, scores: chosen.map { scores[$0] }, threshold: threshold)
    }
    return (try evaluation { _ in true }, try foldEvaluations.indices.map { fold in try evaluation { $0 == fold } })
  }

  /// How many folds there are, with those that were drawn anew.
  public var allFoldCount: Int { foldEvaluations.count + repeated.count }

  /// The metrics of each fold.
  public var foldMetrics: [[ClassificationMetric: Double]] {
    foldEvaluations.map { evaluation in
      Dictionary(uniqueKeysWithValues: ClassificationMetric.allCases.compactMap { metric in
        evaluation[metric].map { (metric, $0) }
      })
    } + repeated
  }

  /// With the metrics of folds that were drawn anew for the same rows. Scores stay as they are.
  public func repeated(_ foldMetrics: [[ClassificationMetric: Double]]) -> CrossValidation {
    var whole = self
    whole.repeated += foldMetrics
    return whole
  }

  /// The interval of a metric's mean over all folds, by the correction of ``PairedDifference`` for training rows that
  /// folds share; nil where a fold does not define it.
  ///
  /// It is that of Bouckaert and Frank (2004, "Evaluating the Replicability of Significance Tests") for r repeats of k
  /// folds: the variance of the mean is (1/(r·k) + n_test/n_train)·s², with r·k − 1 degrees of freedom.
  public func interval(_ metric: ClassificationMetric) -> ClosedRange<Double>? {
    PairedDifference(ofFolds(metric).map { $0 ?? .nan }, testShare: testShare)?.interval
  }

  /// The same rows and folds with other scores, one for each tested row. Folds that were drawn anew have none.
  ///
  /// - Throws: `StatisticsError` for a score that is no number.
  public func rescored(_ scores: [Double], threshold: Double = 0.5) throws -> CrossValidation {
    precondition(scores.count == rows.count, "each tested row has a score")
    return try CrossValidation(self, scores, threshold)
  }

  private init(_ other: CrossValidation, _ scores: [Double], _ threshold: Double) throws {
    (rows, labels, folds, testShare) = (other.rows, other.labels, other.folds, other.testShare)
    self.scores = scores
    pooled = try Evaluation(labels: labels, scores: scores, threshold: threshold)
    area = DeLong(labels: labels, scores: scores)
    foldEvaluations = try other.foldEvaluations.indices.map { fold in
      let own = other.folds.indices.filter { other.folds[$0] == fold }
      return try Evaluation(
        labels: own.map { other.labels[$0] }, scores: own.map { scores[$0] }, threshold: threshold)
    }
  }

  /// A metric's mean over all folds and its standard deviation with n − 1; nil where no fold, or only one, defines it.
  public func acrossFolds(_ metric: ClassificationMetric) -> (mean: Double?, deviation: Double?) {
    Self.spread(ofFolds(metric))
  }

  /// The mean of what folds have, and the standard deviation with n − 1; nil where none of them, or only one, has a
  /// value.
  public static func spread(_ values: [Double?]) -> (mean: Double?, deviation: Double?) {
    let values = values.compactMap { $0 }
    guard !values.isEmpty else { return (nil, nil) }
    let mean = PairwiseSummation.sum(values) / Double(values.count)
    guard values.count > 1 else { return (mean, nil) }
    let squares = PairwiseSummation.sum(count: values.count) { (values[$0] - mean) * (values[$0] - mean) }
    return (mean, (squares / Double(values.count - 1)).squareRoot())
  }
}
