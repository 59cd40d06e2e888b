extension XGBoostEstimator {
  /// What the library refuses with a message about its sources, and what it takes and does not heed.
  public static func conflicts(in parameters: BoundParameters) -> [ParameterConflict] {
    let found = XGBoostConflicts(parameters: parameters)
    return found.exact + found.dropout + found.stopping + found.size
  }
}

private struct XGBoostConflicts {
  let parameters: BoundParameters

  private static let drops: Set = ["rate_drop", "one_drop"]
  private var dropsTrees: Bool { XGBoostEstimator.dropsTrees(parameters) }

  var exact: [ParameterConflict] {
    guard parameters["tree_method"] == .text("exact") else { return [] }
    let depth = ParameterConflict(
      "max_depth", beside: ["tree_method"], "`tree_method: exact` grows no trees without a greatest depth",
      help: "give a max_depth of 1 or more, or find splits by hist")
    return (parameters["max_depth"] == .int(0) ? [depth] : [])
      + ParameterConflict.idle(
        ["max_leaves", "max_bin", "grow_policy"], given: parameters, beside: ["tree_method"],
        "with `tree_method: exact`", help: "take it away, or find splits by hist")
  }

  var dropout: [ParameterConflict] {
    guard !dropsTrees else { return [] }
    let idle = ParameterConflict.idle(
      ["sample_type", "normalize_type", "skip_drop"], given: parameters, beside: Self.drops,
      "where no trees are dropped", help: "give a rate_drop above 0, or take it away")
    guard parameters["booster"] == .text("dart") else { return idle }
    return idle
      + ParameterConflict.idle(
        ["booster"], given: parameters, beside: Self.drops, "where no trees are dropped",
        help: "give a rate_drop above 0, `booster: dart, rate_drop: 0.1`, or take it away")
  }

  var stopping: [ParameterConflict] {
    let dropping = ParameterConflict(
      "early_stopping_rounds", beside: Self.drops,
      "early stopping keeps the first trees, and dropout changes them as it goes on",
      help: "take early_stopping_rounds away, or drop no trees")
    let stops = parameters.number("early_stopping_rounds") > 0
    return (dropsTrees && stops ? [dropping] : [])
      + EarlyStopping.conflicts(in: parameters, metric: XGBoostEstimator.metric)
  }

  var size: [ParameterConflict] {
    guard parameters["max_leaves"] == .int(1) else { return [] }
    return [
      ParameterConflict(
        "max_leaves", beside: [], "a tree of 1 leaf tells nothing", help: "give 2 or more, or 0 for no limit")
    ]
  }
}
