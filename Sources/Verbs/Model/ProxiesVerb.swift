import Language

/// Finds features that give a protected attribute away.
enum ProxiesVerb: Verb {
  static let protected = Parameter<ColumnName>(
    "protected", "The protected attribute: a column whose values are groups.")
  static let with = Parameter<Call?>(
    "with", default: nil, "An estimator that predicts each group from all features, out of fold.")
  static let signature = Signature(
    "proxies", positional: [protected.declaration],
    options: [
      with.declaration, TrainingPlan.features.declaration, TrainingPlan.prep.declaration, CvVerb.folds.declaration,
      RowGroups.fewest.declaration,
    ], synonyms: ["proxy_variables", "redundant_encoding"])
  static let summary = "Lists how well features tell a protected attribute, each alone or all together."
  static let discussion = """
    A feature that tells the protected attribute stands in for it, whether a model sees the attribute or not. Each \
    group is told from all others: `auc` is the chance that a row of it ranks above one of the others, 0.5 where \
    nothing is told, with a 95 % interval by DeLong. Numbers rank by themselves, in whichever direction tells more; \
    levels of texts by how often the group has them in the other folds. Rows without a value take no part in the \
    figure of a feature, and `rows` counts those that do.

    `with: lightgbm` adds a row for `all features` together: the scores of a cross-validation with the group in the \
    place of the target. Where it tells much more than any feature alone, features do so together. Features are all \
    columns but the attribute, the key and a declared target, or those of `features:`; of several groups those with \
    `min_rows:` rows are told, of two the second one. Rows come by falling `auc`, for each group. A row without a \
    value of the attribute belongs to the group `missing`.
    """
  static let examples = [
    Example(
      "\(FairnessVerb.table) | derive home = if x > 70 then \"rents\" else \"owns\" "
        + "| proxies sex, features: @(x + home) | select group, feature, auc, rows",
      "Which features tell the group.",
      gives: .table(
        "group text, feature text, auc float, rows int", "M x 0.7636588541666667 400\nM home 0.6368489583333331 400")),
    Example(
      "\(FairnessVerb.table) | derive noise = x * 53 % 7 "
        + "| proxies sex, with: logistic, features: @(x + noise), folds: 4 | select feature, auc",
      "All of them together, out of fold.",
      gives: .table(
        "feature text, auc float", "all features 0.759921875\nx 0.7636588541666667\nnoise 0.5009635416666667")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let plan = try ProxyPlan(input, arguments)
    return .onTable(output: .table(ProxyTable.schema), memory: plan.footprint) { table, context in
      try ProxyTable(plan, table, arguments, context).table
    }
  }
}
