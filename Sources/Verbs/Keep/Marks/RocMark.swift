import Charts
import Language

/// The ROC curve of a cross-validation, all folds together and each alone.
enum RocMark: ChartMark {
  static let name = "roc"
  static let inputs = [ValueKind.evaluation]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    return { value, context in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      // The rows in the order of their scores, and a point for each score, of all rows and of those of each fold.
      try Footprint.rows(120).require(on: evaluation.table, context.execution)
      let (labels, scores) = (evaluation.labels, evaluation.validation.scores)
      func curve(_ rows: some Sequence<Int>) -> RocCurve? {
        RocCurve(scores: rows.map { scores[$0] }, positives: rows.map { labels[$0] == 1 })
      }
      return .roc(
        pooled: curve(labels.indices), folds: evaluation.rowsOfFolds.compactMap { curve($0) },
        model: evaluation.estimator)
    }
  }
}
