import Columns
import Language

/// Gives the out-of-fold scores as a table.
enum ScoresVerb: Verb {
  static let signature = Signature("scores", inputs: [.evaluation], synonyms: ["predictions", "oof"])
  static let summary = "Gives the out-of-fold scores of a cross-validation as a table."
  static let discussion = """
    A row for each row of the table, in its order: the key or the row's number, the fold, label and score. Folds in \
    order of time leave the rows of the first block without a score, and so out.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | cv dummy, target: bad, folds: 3 | scores | agg { rows = count(), bad = sum(label) }",
      "All rows have a score.", prints: "60 21"),
    Example("\(CvVerb.data) | cv logistic, target: bad | scores | agg mean(score) by label", "Scores by outcome."),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    Step(.local { value, _ in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      return evaluation.scoresTable
    }, output: nil)
  }
}
