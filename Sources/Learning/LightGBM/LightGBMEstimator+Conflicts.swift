extension LightGBMEstimator {
  /// What the library refuses with a message about its sources, and what it takes and does not heed: found by
  /// fitting every pair of parameters with LightGBM 4.7.0.
  public static func conflicts(in parameters: BoundParameters) -> [ParameterConflict] {
    let found = LightGBMConflicts(parameters: parameters)
    return found.forest + found.classes + found.goss + found.bagging + found.dropout + found.stopping + found.missing
  }
}

private struct LightGBMConflicts {
  let parameters: BoundParameters

  private static let fractions = ["subsample", "pos_bagging_fraction", "neg_bagging_fraction"]
  private static let sampling = Set(fractions + ["subsample_freq"])

  private var isForest: Bool { parameters["boosting_type"] == .text("rf") }
  private var isDart: Bool { parameters["boosting_type"] == .text("dart") }
  private var isGoss: Bool { parameters["data_sample_strategy"] == .text("goss") }
  private var frequency: Double { parameters.number("subsample_freq") }
  private func isBelowOne(_ name: String) -> Bool { parameters.number(name) < 1 }
  private var isBalanced: Bool { isBelowOne("pos_bagging_fraction") || isBelowOne("neg_bagging_fraction") }

  /// A forest whose trees would all be the same.
  var forest: [ParameterConflict] {
    guard isForest else { return [] }
    let draws = isGoss || frequency > 0 && isBelowOne("subsample") || isBelowOne("colsample_bytree")
    let same = ParameterConflict(
      "boosting_type", beside: Self.sampling.union(["colsample_bytree", "data_sample_strategy"]),
      "the trees of a random forest must differ, and here each has all rows and all features",
      help: "draw rows, `subsample: 0.632, subsample_freq: 1`, or features, `colsample_bytree: 0.8`")
    return (draws ? [] : [same])
      + ParameterConflict.idle(
        ["learning_rate"], given: parameters, beside: ["boosting_type"], "in a random forest, whose trees count alike",
        help: "take it away, or boost: `boosting_type: gbdt`")
  }

  var classes: [ParameterConflict] {
    // The library's own bound.
    guard parameters["is_unbalance"] == .bool(true), abs(parameters.number("scale_pos_weight") - 1) > 1e-6 else {
      return []
    }
    return [
      ParameterConflict(
        "scale_pos_weight", beside: ["is_unbalance"], "`scale_pos_weight` and `is_unbalance` both weigh the classes",
        help: "take one of them away")
    ]
  }

  /// Rows drawn by their gradients.
  var goss: [ParameterConflict] {
    guard isGoss else {
      return ParameterConflict.idle(
        ["top_rate", "other_rate"], given: parameters, beside: ["data_sample_strategy"],
        "where rows are not drawn by goss", help: "give `data_sample_strategy: goss` as well, or take it away")
    }
    return shares + late
      + drawn.map { name in
        ParameterConflict(
          name, beside: Self.sampling.union(["data_sample_strategy"]),
          isIdle: !(frequency > 0 && isBelowOne("subsample")),
          "`\(name)` is of bagging, and goss draws the rows by their gradients",
          help: "take it away, or leave out `data_sample_strategy: goss`")
      }
  }

  /// The shares of rows that goss takes.
  private var shares: [ParameterConflict] {
    let names = ["top_rate", "other_rate"]
    let zero = names.first { parameters.number($0) == 0 }.map { name in
      ParameterConflict(
        name, beside: ["data_sample_strategy"], "goss takes some of the large and some of the small gradients",
        help: "give a `\(name)` above 0")
    }
    let (top, other) = (parameters.number("top_rate"), parameters.number("other_rate"))
    let given = names.last(where: parameters.given.contains) ?? "other_rate"
    let much = ParameterConflict(
      given, beside: ["top_rate", "other_rate", "data_sample_strategy"],
      "`top_rate` and `other_rate` are shares of the rows, and \(top) and \(other) are more than all of them",
      help: "give two whose sum is at most 1")
    return (zero.map { [$0] } ?? []) + (top + other > 1 ? [much] : [])
  }

  /// goss takes all rows for the first 1 / learning_rate trees.
  private var late: [ParameterConflict] {
    let (trees, all) = (parameters.number("n_estimators"), (1 / parameters.number("learning_rate")).rounded(.down))
    guard !isForest, trees <= all else { return [] }
    return [
      ParameterConflict(
        "data_sample_strategy", beside: ["n_estimators", "learning_rate"], isIdle: true,
        "goss takes all rows for the first 1 / learning_rate trees, and there are no more than \(Int(trees))",
        help: "grow more trees than \(Int(exactly: all) ?? .max), or leave it out")
    ]
  }

  /// What was given to draw rows by bagging, and is not without effect anyhow.
  private var drawn: [String] {
    Self.fractions.filter { parameters.given.contains($0) && isBelowOne($0) }
      + (frequency > 0 ? ["subsample_freq"] : [])
  }

  /// Shares of rows without a frequency, a frequency without shares, and a share beside those of the classes.
  var bagging: [ParameterConflict] {
    guard !isGoss else { return [] }
    guard frequency > 0 else {
      return drawn.flatMap { name in
        ParameterConflict.idle(
          [name], given: parameters, beside: Self.sampling, "without `subsample_freq`: all rows are taken",
          help: "give `\(name): \(parameters[name]), subsample_freq: 1`, or take it away")
      }
    }
    guard Self.fractions.contains(where: isBelowOne) else {
      return ParameterConflict.idle(
        ["subsample_freq"], given: parameters, beside: Self.sampling, "where all rows are taken",
        help: "give a `subsample` below 1 as well, or take it away")
    }
    // A forest is not to be had without a `subsample`.
    guard isBalanced, !isForest, isBelowOne("subsample") else { return [] }
    return ParameterConflict.idle(
      ["subsample"], given: parameters, beside: Self.sampling, "where each class has a share of its own",
      help: "take it away, or the shares of the classes")
  }

  var dropout: [ParameterConflict] {
    guard isDart else {
      return ParameterConflict.idle(
        ["drop_rate", "max_drop", "skip_drop"], given: parameters, beside: ["boosting_type"],
        "where no trees are dropped", help: "give `boosting_type: dart` as well, or take it away")
    }
    let never = [("drop_rate", 0.0), ("skip_drop", 1)].first { parameters.number($0.0) == $0.1 }
    return never.map { name, value in
      ParameterConflict(
        name, beside: ["boosting_type"], isIdle: true, "dart drops no trees with `\(name): \(Int(value))`",
        help: "give another `\(name)`, or take `boosting_type: dart` away")
    }.map { [$0] } ?? []
  }

  var stopping: [ParameterConflict] {
    let dart = ParameterConflict(
      "early_stopping_rounds", beside: ["boosting_type"],
      "early stopping keeps the first trees, and dart changes them as it goes on",
      help: "take early_stopping_rounds away, or boost by gbdt")
    let stops = parameters.number("early_stopping_rounds") > 0
    return (isDart && stops ? [dart] : []) + EarlyStopping.conflicts(in: parameters, metric: LightGBMEstimator.metric)
  }

  var missing: [ParameterConflict] {
    guard parameters["use_missing"] == .bool(false), parameters["zero_as_missing"] == .bool(true) else { return [] }
    return ParameterConflict.idle(
      ["zero_as_missing"], given: parameters, beside: ["use_missing"], "beside `use_missing: no`",
      help: "take one of them away")
  }
}
