import Charts
import Language
import Statistics

/// The ROC curve of a cross-validation, all folds together and each alone.
enum RocMark: ChartMark {
  static let name = "roc"
  static let summary = "The ROC curve of all folds together and of each, or of held-out rows."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot roc", "A ROC curve.",
      gives: .value(.chart, ["title": .text("ROC curve of logistic")])),
    Example(
      "d = \(CvVerb.data) | split 0.5, 0.5\nm = d | where split == \"train\" | drop split | fit logistic, target: bad\n"
        + "d | where split == \"test\" | evaluate m | plot roc",
      "Of held-out rows.", gives: .value(.chart, ["title": .text("ROC curve of logistic")])),
  ]
  static let inputs = judged

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    return { value, context in
      guard let judged = value as? any JudgedRows else { throw NeedsData() }
      let curves = try judged.curves(context) { RateCurve($0) }
      return .roc(pooled: curves.pooled, folds: curves.folds, model: judged.estimator)
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
