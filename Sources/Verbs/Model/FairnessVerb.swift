import Language

/// Compares what groups get of decisions.
enum FairnessVerb: Verb {
  static let signature = Signature(
    "fairness", inputs: ScoredRows.inputs, output: .table, positional: [GroupDecisions.protected.declaration],
    options: [
      GroupDecisions.cut.declaration, RowGroups.fewest.declaration, ScoredRows.score.declaration,
      ScoredRows.target.declaration,
    ],
    synonyms: ["four_fifths", "disparate_impact", "demographic_parity", "equalized_odds", "equal_opportunity", "bias"])
  static let summary = "Compares decisions about groups: who is accepted, who of them repays, and whether scores hold."
  static let discussion = """
    A score is the probability of default, and a client is accepted, which is the favourable decision, who scores \
    below the cut. The favourable outcome is to repay. So the measures are fairlearn's with `y_pred = score < cut` and \
    `y_true = repaid`: `selection_rate` is the share of a group's clients who are accepted, `true_positive_rate` that \
    of those who repaid (equal opportunity), `false_positive_rate` that of those who defaulted (with the one before: \
    equalised odds), and `predictive_value` the share of the accepted who repaid (predictive parity). \
    `default_rate` is what happened, and `calibration_gap` that rate less the mean score: 0 where the scores of a \
    group hold.

    `rows` is what a share is of. `low` and `high` are the ends of its 95 % interval by Wilson. `ratio` and \
    `difference` are to the group with the greatest share, which is the reference, with intervals by Katz and by \
    Newcombe; their least and their greatest are fairlearn's `demographic_parity_ratio`, `…_difference` and so on. A \
    `ratio` of selection rates below 0.8 is below the four fifths of the American guidelines of 1978. A share of fewer \
    rows than `min_rows:` is null, with a note, and takes no part. Rows without a group are one, `missing`.

    Of an evaluation the attribute is any column of the table that `cv` or `evaluate` had; a model that is not to see \
    it names its `features:`. No decision is fair by all measures at once where groups default differently \
    (Chouldechova 2017). `mitigation` tells what bringing groups together by cuts of their own costs, `proxies` which \
    features give a group away.
    """
  static let examples = [
    Example(
      "\(table) | fairness sex, score: pd, target: bad, cut: 0.2 | where measure == \"selection_rate\" "
        + "| select group, rows, value, ratio, note", "Four fifths.", gives: .table(
        "group text, rows int, value float, ratio float, note text",
        "F 160 0.5 0.625 below four fifths\nM 240 0.8 1.0 the reference")),
    Example(
      "\(table) | cv logistic, target: bad, features: x | fairness sex, cut: 0.2 "
        + "| where measure == \"true_positive_rate\" "
        + "| select group, value, difference, difference_low, difference_high",
      "Equal opportunity of out-of-fold scores, whose model did not see the attribute.",
      gives: .table(
        "group text, value float, difference float, difference_low float, difference_high float",
        "F 0.512 -0.30263414634146335 -0.4013381375470355 -0.19848834356925088\nM 0.8146341463414634 0.0 null null")),
  ]
  /// Clients of two groups for examples, one of which has lower values of what a model goes by.
  static let table = "range 400 | derive { sex = if n % 5 < 2 then \"F\" else \"M\", "
    + "x = n * 37 % 101 + (if sex == \"F\" then 30 else 0), pd = x / 400, bad = n * 43 % 127 / 127 < pd } | drop n"

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try GroupDecisions.check(input, arguments)
    return Step(.local { value, context in
      let decisions = try GroupDecisions(value, arguments, context)
      let result = FairnessTable(decisions, fewest: arguments[RowGroups.fewest])
      context.note("\(name): \(result.summary)")
      return result.table
    }, output: nil)
  }
}
