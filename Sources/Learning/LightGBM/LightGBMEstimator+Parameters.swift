extension LightGBMEstimator {
  /// How it is called.
  public static let examples = [
    "lightgbm(n_estimators: 12, min_child_samples: 5)",
    "lightgbm(n_estimators: 60, min_child_samples: 5, early_stopping_rounds: 3, validation_fraction: 0.3)",
  ]

  /// Named as in LightGBM's scikit-learn interface, with the C library's names as aliases.
  public static let parameters: [ParameterSpec] =
    sizeParameters + samplingParameters + penaltyParameters + otherParameters
    + EarlyStopping.parameters(metric: metric, alias: "eval_metric", logLoss: "binary_logloss")

  private static let sizeParameters: [ParameterSpec] = [
    ParameterSpec(
      "n_estimators", .int, default: .int(100), in: 1...1_000_000,
      aliases: ["num_iterations", "num_trees", "num_boost_round", "num_iteration"], "How many trees to grow."),
    ParameterSpec(
      "learning_rate", .float, default: .float(0.1), in: Double.leastNonzeroMagnitude...Double.infinity,
      aliases: ["shrinkage_rate", "eta"], "The share of each tree's prediction that is added."),
    ParameterSpec(
      "num_leaves", .int, default: .int(31), in: 2...131_072, aliases: ["max_leaves"], "The most leaves of a tree."),
    ParameterSpec(
      "max_depth", .int, default: .int(-1), in: -1...1_000_000, "The greatest depth of a tree; -1 is no limit."),
    ParameterSpec(
      "min_child_samples", .int, default: .int(20), in: 0...Double.infinity,
      aliases: ["min_data_in_leaf", "min_samples_leaf"], "The fewest rows of a leaf."),
    ParameterSpec(
      "min_child_weight", .float, default: .float(1e-3), in: 0...Double.infinity,
      aliases: ["min_sum_hessian_in_leaf"], "The least sum of hessians of a leaf."),
    ParameterSpec(
      "max_bin", .int, default: .int(255), in: 2...65_535, "How many bins a feature is cut into at most."),
    ParameterSpec(
      "subsample_for_bin", .int, default: .int(200_000), in: 1...Double.infinity, aliases: ["bin_construct_sample_cnt"],
      "How many rows are sampled to find the bins."),
    ParameterSpec("min_data_in_bin", .int, default: .int(3), in: 1...Double.infinity, "The fewest rows of a bin."),
  ]

  private static let samplingParameters: [ParameterSpec] = [
    ParameterSpec(
      "boosting_type", .text(choices: ["gbdt", "dart", "rf"]), default: .text("gbdt"), aliases: ["boosting"],
      "Gradient boosting, boosting with dropout (dart), or a random forest (rf)."),
    ParameterSpec(
      "data_sample_strategy", .text(choices: ["bagging", "goss"]), default: .text("bagging"),
      "How rows are sampled for a tree."),
    ParameterSpec(
      "subsample", .float, default: .float(1), in: Double.leastNonzeroMagnitude...1, aliases: ["bagging_fraction"],
      "The share of rows for a tree; needs subsample_freq."),
    ParameterSpec(
      "subsample_freq", .int, default: .int(0), in: 0...Double.infinity, aliases: ["bagging_freq"],
      "Sample rows anew after this many trees; 0 does not sample."),
    ParameterSpec(
      "pos_bagging_fraction", .float, default: .float(1), in: Double.leastNonzeroMagnitude...1,
      "The share of positive rows for a tree; needs subsample_freq."),
    ParameterSpec(
      "neg_bagging_fraction", .float, default: .float(1), in: Double.leastNonzeroMagnitude...1,
      "The share of negative rows for a tree; needs subsample_freq."),
    ParameterSpec(
      "colsample_bytree", .float, default: .float(1), in: Double.leastNonzeroMagnitude...1,
      aliases: ["feature_fraction"], "The share of features for a tree."),
    ParameterSpec(
      "colsample_bynode", .float, default: .float(1), in: Double.leastNonzeroMagnitude...1,
      aliases: ["feature_fraction_bynode"], "The share of features for a node."),
    ParameterSpec("top_rate", .float, default: .float(0.2), in: 0...1, "goss: the share of large gradients kept."),
    ParameterSpec("other_rate", .float, default: .float(0.1), in: 0...1, "goss: the share of small gradients kept."),
    ParameterSpec("drop_rate", .float, default: .float(0.1), in: 0...1, "dart: the share of trees dropped."),
    ParameterSpec("max_drop", .int, default: .int(50), in: -1...1_000_000, "dart: the most trees dropped at once."),
    ParameterSpec("skip_drop", .float, default: .float(0.5), in: 0...1, "dart: how often nothing is dropped."),
  ]

  private static let penaltyParameters: [ParameterSpec] = [
    ParameterSpec(
      "reg_alpha", .float, default: .float(0), in: 0...Double.infinity, aliases: ["lambda_l1"],
      "The L1 penalty of leaves."),
    ParameterSpec(
      "reg_lambda", .float, default: .float(0), in: 0...Double.infinity, aliases: ["lambda_l2"],
      "The L2 penalty of leaves."),
    ParameterSpec(
      "min_split_gain", .float, default: .float(0), in: 0...Double.infinity, aliases: ["min_gain_to_split"],
      "The least gain of a split."),
    ParameterSpec(
      "path_smooth", .float, default: .float(0), in: 0...Double.infinity,
      "How strongly leaves are drawn to their parent."),
    ParameterSpec(
      "max_delta_step", .float, default: .float(0), in: 0...Double.infinity,
      "The largest output of a leaf; 0 is no limit."),
    ParameterSpec("extra_trees", .bool, default: .bool(false), "Whether split points are drawn at random."),
  ]

  private static let otherParameters: [ParameterSpec] = [
    ParameterSpec(
      "scale_pos_weight", .float, default: .float(1), in: Double.leastNonzeroMagnitude...Double.infinity,
      "The weight of positive rows."),
    ParameterSpec(
      "is_unbalance", .bool, default: .bool(false), aliases: ["unbalance"], "Whether to weigh the classes equally."),
    ParameterSpec(
      "boost_from_average", .bool, default: .bool(true),
      "Whether to start from the share of positives instead of 0.5."),
    ParameterSpec("use_missing", .bool, default: .bool(true), "Whether missing values get their own side of a split."),
    ParameterSpec("zero_as_missing", .bool, default: .bool(false), "Whether 0 counts as missing."),
  ]
}
