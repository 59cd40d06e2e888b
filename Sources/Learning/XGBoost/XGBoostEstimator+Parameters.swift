extension XGBoostEstimator {
  /// How it is called.
  public static let examples = [
    "xgboost(n_estimators: 12, max_depth: 3)", "xgboost(n_estimators: 8, booster: dart, rate_drop: 0.3)",
    "xgboost(n_estimators: 60, early_stopping_rounds: 3, validation_fraction: 0.3)",
  ]

  /// Named as in XGBoost's scikit-learn interface, with the C library's names as aliases.
  public static let parameters: [ParameterSpec] =
    sizeParameters + samplingParameters + penaltyParameters + dropParameters + otherParameters
    + EarlyStopping.parameters(metric: metric, alias: "metric", logLoss: "logloss")

  private static let sizeParameters: [ParameterSpec] = [
    ParameterSpec(
      "n_estimators", .int, default: .int(100), in: 1...1_000_000,
      aliases: ["num_boost_round", "num_round"], "How many rounds to boost."),
    ParameterSpec(
      "learning_rate", .float, default: .float(0.3), in: Double.leastNonzeroMagnitude...Double.infinity,
      aliases: ["eta"], "The share of each tree's prediction that is added."),
    ParameterSpec(
      "max_depth", .int, default: .int(6), in: 0...1_000, "The greatest depth of a tree; 0 is no limit."),
    ParameterSpec(
      "max_leaves", .int, default: .int(0), in: 0...1_000_000, "The most leaves of a tree; 0 is no limit."),
    ParameterSpec(
      "grow_policy", .text(choices: ["depthwise", "lossguide"]), default: .text("depthwise"),
      "Whether to split the nodes nearest to the root first, or those that gain most (lossguide)."),
    ParameterSpec(
      "min_child_weight", .float, default: .float(1), in: 0...Double.infinity, "The least sum of hessians of a leaf."),
    ParameterSpec(
      "tree_method", .text(choices: ["auto", "hist", "exact", "approx"]), default: .text("auto"),
      "How splits are found: among bins (hist, which auto is), among all values, or among bins made for each tree."),
    ParameterSpec(
      "max_bin", .int, default: .int(256), in: 2...65_535, "How many bins a feature is cut into at most."),
    ParameterSpec(
      "num_parallel_tree", .int, default: .int(1), in: 1...100_000, "How many trees grow in each round."),
  ]

  private static let samplingParameters: [ParameterSpec] = [
    ParameterSpec(
      "subsample", .float, default: .float(1), in: Double.leastNonzeroMagnitude...1, "The share of rows for a round."),
    ParameterSpec(
      "colsample_bytree", .float, default: .float(1), in: Double.leastNonzeroMagnitude...1,
      "The share of features for a tree."),
    ParameterSpec(
      "colsample_bylevel", .float, default: .float(1), in: Double.leastNonzeroMagnitude...1,
      "The share of these for a level of the tree."),
    ParameterSpec(
      "colsample_bynode", .float, default: .float(1), in: Double.leastNonzeroMagnitude...1,
      "The share of these for a node."),
  ]

  private static let penaltyParameters: [ParameterSpec] = [
    ParameterSpec(
      "reg_alpha", .float, default: .float(0), in: 0...Double.infinity, aliases: ["alpha"],
      "The L1 penalty of leaves."),
    ParameterSpec(
      "reg_lambda", .float, default: .float(1), in: 0...Double.infinity, aliases: ["lambda"],
      "The L2 penalty of leaves."),
    ParameterSpec(
      "gamma", .float, default: .float(0), in: 0...Double.infinity, aliases: ["min_split_loss"],
      "The least gain of a split."),
    ParameterSpec(
      "max_delta_step", .float, default: .float(0), in: 0...Double.infinity,
      "The largest output of a leaf; 0 is no limit."),
  ]

  private static let dropParameters: [ParameterSpec] = [
    ParameterSpec(
      "booster", .text(choices: ["gbtree", "dart"]), default: .text("gbtree"),
      "Boosting; dart is the library's older name for boosting with dropout, which `rate_drop` asks for."),
    ParameterSpec("rate_drop", .float, default: .float(0), in: 0...1, "The share of trees dropped in each round."),
    ParameterSpec("one_drop", .bool, default: .bool(false), "Whether one tree at least is dropped."),
    ParameterSpec("skip_drop", .float, default: .float(0), in: 0...1, "How often nothing is dropped."),
    ParameterSpec(
      "sample_type", .text(choices: ["uniform", "weighted"]), default: .text("uniform"),
      "Whether all trees are dropped alike, or by their weight."),
    ParameterSpec(
      "normalize_type", .text(choices: ["tree", "forest"]), default: .text("tree"),
      "Whether a new tree weighs as much as each dropped one, or as all of them."),
  ]

  private static let otherParameters: [ParameterSpec] = [
    ParameterSpec(
      "scale_pos_weight", .float, default: .float(1), in: Double.leastNonzeroMagnitude...Double.infinity,
      "The weight of positive rows."),
    ParameterSpec(
      "base_score", .float, default: .float(0.5), shows: "the share of positives",
      in: Double.leastNonzeroMagnitude...0.999_999, "The probability to start from."),
  ]
}
