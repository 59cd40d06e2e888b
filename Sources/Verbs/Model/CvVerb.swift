import Columns
import Diagnostics
import Language
import Learning
import Statistics

/// Cross-validates an estimator.
enum CvVerb: Verb {
  static let folds = Parameter<Int>("folds", default: 5, "How many folds.")
  static let cost = Parameter<CostArgument?>("cost", default: nil, "A cost, to find the best threshold by.")
  static let signature = Signature(
    "cv", output: .evaluation, positional: [TrainingPlan.estimator.declaration],
    options: [
      TrainingPlan.target.declaration, TrainingPlan.prep.declaration, folds.declaration,
      TrainingPlan.features.declaration, cost.declaration, TrainingPlan.key.declaration,
      TrainingPlan.group.declaration, TrainingPlan.time.declaration, TrainingPlan.leak.declaration,
    ], synonyms: ["cross_validate", "cross_val_score", "crossval", "resample"])
  static let summary = "Cross-validates an estimator: a score for each row by a model that did not see it."
  static let discussion = """
    The folds are stratified by the target, and a row's fold comes from hash(seed, key): two `cv` of one table share \
    their folds, and neither the order of the rows nor the number of threads matters. The rows of a class are dealt to \
    the folds in the order of their hashes, so that classes stay balanced to one row. A row more in the table shifts \
    those that are dealt behind it, up to all of them: only `cv` of the same rows share their folds.

    \(WholeKeys.promise) The classes are then balanced as far as whole keys allow, and a row more may move any key.

    `by: TIME` puts the folds in order of time. The rows are cut into one block more than there are folds, keys by \
    their first row, keys of one time together. The first block is only trained on and gets no scores; each fold tests \
    a later block and is trained on those rows of the blocks before that are earlier than all it tests. A row without \
    a time takes no part.

    A recipe is fitted on the training rows of each fold. Metrics that need a decision are at the threshold 0.5; \
    `threshold` finds a better one by cost. Features are all columns but the target, the key and what the folds are \
    arranged by.

    A feature that knows the target of rows that are held out is refused: one computed from it, or shaped by the \
    target of all rows, as by weights of evidence, a selection by the target, a rate by group or a fitted model. \
    `leak: allow` goes on, and is printed with every metric. Features that other rows shaped without the target, such \
    as by an imputation or scaling of the whole table, are named in a note. A recipe does both in each fold.

    Notes also name a feature that alone scores an AUC above 0.95, identifiers and sentinels among the features, rows \
    that repeat across folds, and dates where the folds are drawn at random.
    """
  static let examples = [
    Example(
      "\(data) | cv logistic(l2: 1), target: bad", "A cross-validation with 5 folds.",
      gives: .value(.evaluation, ["auc": .float(0.8864468864468864), "brier": .float(0.11522869853416508)])),
    Example(
      "loss = cost { fn = 5, fp = 1 }\n\(data) | cv dummy, target: bad, folds: 4, features: @(x + y), cost: loss",
      "Chosen features, and a cost to decide by.",
      gives: .value(.evaluation, ["auc": .float(0.4725274725274725), "brier": .float(0.22814814814814824)])),
    Example(
      "load \"data/home-credit/application_train.csv\", key: SK_ID_CURR "
        + "| cv lightgbm(n_estimators: 20), target: TARGET, features: @(num - SK_ID_CURR), folds: 3",
      "LightGBM takes nulls as they are.",
      gives: .value(.evaluation, ["auc": .float(0.664818857465231)]),
      files: ["data/home-credit/application_train.csv"]),
  ]
  /// A small table to learn from, for examples.
  static let data = "range 60 | derive { x = n * 37 % 60, y = n % 7, bad = x + y * 4 + n * 53 % 31 > 65 } | drop n"

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let plan = try TrainingPlan(input, arguments)
    guard arguments[folds] >= 2 else { throw arguments.outOfRange(folds, "must be 2 or more") }
    return .onTable(output: Shape(kind: .evaluation), memory: plan.footprint + WholeKeys.footprint) { table, context in
      var evaluation = try evaluate(plan, table, arguments, context)
      if let loss = arguments[cost] {
        let curves = try CostCurves(loss.cost, of: evaluation, at: loss.span, context)
        let chosen = ThresholdValue(curves, costName: loss.name)
        if let caution = chosen.caution { context.note(caution) }
        evaluation.threshold = chosen
      }
      return evaluation
    }
  }

  private static func evaluate(
    _ plan: TrainingPlan, _ table: Table, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> EvaluationValue {
    let labels = try TargetColumn.labels(table.columns[plan.targetPosition], plan.target)
    let audit = plan.audit(table, context)
    let leaks = try audit.refuse(
      isAllowed: arguments.isWritten(TrainingPlan.leak), at: arguments.verbSpan, recipe: plan.recipeName, context)
    audit.report(recipe: plan.recipeName, context)
    try plan.checkFeatures(table, labels, context)
    plan.reportTime(table, arguments, context)
    let folds = try CvFolds.of(table, labels, plan, arguments, context)
    if let repeated = try RepeatedRows(
      // Rows that are only trained on count as a fold of their own.
      table, features: plan.features, labels: labels, folds: folds.ofRow.map { $0 ?? -1 }, context.execution) {
      context.note(repeated.note)
    }
    let inputs = plan.input(table, withTarget: false)
    var isReweighted = plan.estimator.weighsClasses
    let validation = try CrossValidation(labels: labels, folds: folds, execution: context.execution) {
      train, test, fold in
      context.execution.monitor.begin("fold \(fold + 1) of \(folds.count)", total: 0)
      let training = try table.taking(train.map { Int32($0) }, execution: context.execution)
      let model = try Fold(fold, of: folds.count, rows: train.count).located { try plan.fit(training, context) }
      isReweighted = isReweighted || model.isReweighted
      let held = try inputs.taking(test.map { Int32($0) }, execution: context.execution)
      return try model.scores(held, at: plan.estimator.span, context)
    }
    if isReweighted { context.note("cv: \(Reweighting.sentence)") }
    let isWhole = validation.rows.count == table.rowCount
    let tested = isWhole ? table : try table.taking(validation.rows.map { Int32($0) }, execution: context.execution)
    return EvaluationValue(
      estimator: plan.estimator.text, target: plan.target.text, table: tested, keys: plan.keys,
      validation: validation, foldsText: CvFolds.text(folds, plan, table), isReweighted: isReweighted, leaks: leaks,
      record: plan.record(table, context),
      keyHistories: context.histories(plan.keys.map { table.schema.fields[$0].name }))
  }
}

/// The folds of a `cv`.
enum CvFolds {
  /// - Throws: `Diagnostic` where the table does not have so many folds.
  static func of(
    _ table: Table, _ labels: [Double], _ plan: TrainingPlan, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> Folds {
    let keys = try WholeKeys(table, plan.group ?? plan.keys, purpose: "folds", context)
    let maker = FoldMaker(
      labels: labels, keys: keys,
      times: try plan.time.map { try TimeSplit.ranks(table.columns[$0], execution: context.execution) })
    let folds: Folds
    do {
      folds = try maker.folds(arguments[CvVerb.folds])
    } catch let error as StatisticsError {
      let most = maker.most(below: arguments[CvVerb.folds])
      throw arguments.outOfRange(
        CvVerb.folds, "does not fit this table: \(error.sentence)",
        help: most.map { most in
          plan.time == nil ? "each fold needs a row of both classes: at most `folds: \(most)`"
            : "the blocks of time allow at most `folds: \(most)`"
        } ?? (keys.repeats ? "keep rows together by a column of more values: `group: COLUMN`" : nil))
    }
    keys.explain("cv", isKey: plan.group == nil, context)
    if plan.group != nil {
      try WholeKeys.explain(parted: folds.ofRow, keys: plan.keys, of: table, what: "folds", "cv", context)
    }
    if let time = plan.time { explain(folds, table, time, labels, context) }
    return folds
  }

  /// What an evaluation shows of its folds.
  static func text(_ folds: Folds, _ plan: TrainingPlan, _ table: Table) -> String {
    func names(_ positions: [Int]) -> String { positions.map { table.schema.fields[$0].name }.joined(separator: ", ") }
    let whole = plan.group.map { ", whole \(names($0))" } ?? ""
    return "\(folds.count)\(whole)" + (plan.time.map { ", in order of \(names([$0]))" } ?? "")
  }

  /// Says which rows take no part in folds that are in order of time.
  private static func explain(
    _ folds: Folds, _ table: Table, _ time: Int, _ labels: [Double], _ context: RunContext
  ) {
    let column = table.columns[time], name = table.schema.fields[time].name
    if column.nullCount > 0 {
      context.note("cv: \(Prose.count(column.nullCount, "row")) without `\(name)` are neither trained on nor scored")
    }
    let untested = folds.ofRow.count { $0 == nil } - column.nullCount
    context.note("cv: the first \(Prose.count(untested, "row")) by `\(name)` are only trained on, and have no scores")
    let poor = (0..<folds.count).filter { Set(folds.tested(in: $0).map { labels[$0] }).count < 2 }
    if !poor.isEmpty {
      let list = Prose.list(poor.map { String($0 + 1) })
      context.note(
        "cv: \(poor.count == 1 ? "fold \(list) tests" : "folds \(list) test") rows of one class only, so that metrics "
          + "such as the AUC have no value there")
    }
  }
}

/// Makes folds of some number, where the table has so many.
private struct FoldMaker {
  let labels: [Double]
  let keys: WholeKeys
  /// The rank of each row's time, where folds are in order of time.
  let times: [Int?]?

  func folds(_ count: Int) throws -> Folds {
    if let times { return try inOrder(times, count) }
    if !keys.repeats { return Folds(try StratifiedFolds.assign(labels: labels, hashes: keys.hashes, folds: count)) }
    return try ofWholeKeys(count)
  }

  /// The greatest number of folds below a number that the table has; nil where it has none.
  func most(below count: Int) -> Int? {
    let fewest = (0...1).map { carriers(Double($0)).count }.min() ?? 0
    let start = times == nil ? min(fewest, count - 1) : min(count - 1, 100)
    return stride(from: start, to: 1, by: -1).first { (try? folds($0)) != nil }
  }

  /// The keys that have a row of a class.
  private func carriers(_ label: Double) -> Set<Int> {
    Set(labels.indices.lazy.filter { labels[$0] == label }.map { keys.keyOfRow[$0] })
  }

  private func ofWholeKeys(_ count: Int) throws -> Folds {
    for label in 0...1 {
      let found = carriers(Double(label)).count
      guard found >= count else {
        throw StatisticsError(
          "class \(label) occurs in \(Prose.count(found, "key")) of \(keys.names), too few for \(count) folds")
      }
    }
    let shares = [Double](repeating: 1 / Double(count), count: count)
    let partOfKey = WholeKeyParts(
      .init(keyOfRow: keys.keyOfRow, strata: labels.map { Int($0) }, hashes: keys.hashes, shares: shares)).partOfKey
    let folds = keys.keyOfRow.map { partOfKey[$0] }
    for fold in 0..<count {
      let own = Set(folds.indices.lazy.filter { folds[$0] == fold }.map { labels[$0] })
      guard own.count == 2 else {
        let missing = own.contains(0) ? 1 : 0
        throw StatisticsError(
          "fold \(fold + 1) would have no row of class \(missing), as keys of \(keys.names) stay whole")
      }
    }
    return Folds(folds)
  }

  private func inOrder(_ times: [Int?], _ count: Int) throws -> Folds {
    let folds = try Folds(times: times, keyOfRow: keys.keyOfRow, folds: count)
    // Every later fold is trained on these rows, too.
    let classes = Set(folds.trained(for: 0).map { labels[$0] })
    guard classes.count == 2 else {
      throw StatisticsError("the rows before the first fold are of one class only")
    }
    return folds
  }
}
