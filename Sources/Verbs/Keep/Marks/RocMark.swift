import Charts
import Language
import Statistics

/// The ROC curve of a cross-validation, all folds together and each alone.
enum RocMark: ChartMark {
  static let name = "roc"
  static let summary = "The ROC curve of all folds together and of each."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot roc", "A ROC curve.",
      gives: .value(.chart, ["title": .text("ROC curve of logistic")])),
  ]
  static let inputs = [ValueKind.evaluation]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    return { value, context in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      // The rows in the order of their scores, and a point for each score, of all rows and of those of each fold.
      try Footprint.rows(120).require(on: evaluation.table, context.execution)
      let (labels, scores) = (evaluation.labels, evaluation.validation.scores)
      func curve(_ rows: some Sequence<Int>) throws -> RateCurve? {
        RateCurve(try RankedScores(labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] }))
      }
      return try .roc(
        pooled: curve(labels.indices), folds: evaluation.rowsOfFolds.compactMap { try curve($0) },
        model: evaluation.estimator)
    }
  }
}

extension RateCurve {
  /// The curve of ranked scores; nil where one of the classes has no rows.
  init?(_ ranked: RankedScores) {
    guard let curve = try? ROCCurve(ranked) else { return nil }
    self.init(
      falsePositiveRates: curve.falsePositiveRates, truePositiveRates: curve.truePositiveRates,
      thresholds: curve.thresholds.map { $0 ?? .infinity }, area: curve.area)
  }
}
