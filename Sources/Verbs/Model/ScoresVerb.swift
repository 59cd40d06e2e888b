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
      "All rows have a score.",
      gives: .table("rows int, bad int", "60 21")),
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | scores | agg mean(score) by label", "Scores by outcome.",
      gives: .table("label int, score_mean float", "0 0.1454345799096138\n1 0.72406359658221")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    Step(.local { value, context in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      try Footprint.rows(48).require(on: evaluation.table, context.execution)
      evaluation.tellOrigins(context)
      evaluation.reportCaveats("scores", context)
      return evaluation.scoresTable
    }, output: nil)
  }
}

extension EvaluationValue {
  /// Says that scores come from rows and their targets, for whoever takes them as features.
  fileprivate func tellOrigins(_ context: RunContext) {
    context.made("fold", ColumnMaking())
    context.made("score", ColumnMaking(shapings: [record.shaping(text: "cv \(record.text)")]))
    if let target = record.target { context.made("label", ColumnMaking(same: target)) }
    guard keyHistories.count == keys.count else { return }
    for (position, history) in zip(keys, keyHistories) {
      context.made(table.schema.fields[position].name, ColumnMaking(same: history))
    }
  }
}
