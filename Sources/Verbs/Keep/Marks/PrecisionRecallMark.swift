import Charts
import Language
import Statistics

/// Precision against recall of a cross-validation, all folds together and each alone.
enum PrecisionRecallMark: ChartMark {
  static let name = "precision_recall"
  static let summary = "Precision against recall, of all folds together and of each, over the base rate."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot precision_recall", "Precision against recall.",
      gives: .value(.chart, ["title": .text("Precision and recall of logistic")])),
  ]
  static let inputs = judged

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    return { value, context in
      guard let judged = value as? any JudgedRows else { throw NeedsData() }
      let curves = try judged.curves(context) { try? PrecisionRecallCurve($0) }
      func line(_ curve: PrecisionRecallCurve) -> MeasuredLine {
        MeasuredLine(x: curve.recalls, y: curve.precisions, measure: curve.averagePrecision)
      }
      return .precisionRecall(
        pooled: curves.pooled.map(line), folds: curves.folds.map(line), baseRate: curves.pooled?.baseRate ?? 0,
        model: judged.estimator)
    }
  }
}
