import Columns
import Diagnostics
import Language
import Learning
import Statistics

/// Says how much worse scores of held-out rows become where a column's values are shuffled.
enum PermutationVerb: Verb {
  static let repeats = Parameter<Int>("repeats", default: 3, "How often each column is shuffled in each fold.")
  static let metric = Parameter<String>(
    "metric", default: ClassificationMetric.auc.rawValue, "What becomes worse.",
    choices: [ClassificationMetric.auc, .averagePrecision, .ks, .brier, .logLoss].map(\.rawValue))
  static let signature = Signature(
    "permutation", positional: [TrainingPlan.estimator.declaration],
    options: [
      TrainingPlan.target.declaration, TrainingPlan.prep.declaration, CvVerb.folds.declaration, repeats.declaration,
      metric.declaration, TrainingPlan.features.declaration, TrainingPlan.key.declaration,
      TrainingPlan.weights.declaration, TrainingPlan.group.declaration, TrainingPlan.time.declaration,
      TrainingPlan.leak.declaration,
    ], synonyms: ["permutation_importance", "vip", "model_parts"])
  static let summary = "Lists how much a metric of held-out rows suffers where a column is shuffled."
  static let discussion = """
    In each fold a model is fitted on the training rows. Then the values of one column, as it is before the recipe, \
    are shuffled among the held-out rows, and the scores are taken again. `drop` is by how much the metric became \
    worse, in the mean over repeats and folds; `low` and `high` are the ends of its 95 % interval over the folds, by \
    Nadeau and Bengio's correction, and `p` tells how well no drop at all would explain it. Of columns that say the \
    same each stands in for the other, so that none of them drops much. Which rows change places comes from \
    hash(seed, column, key).
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | permutation logistic, target: bad | select feature, rank", "By the AUC.",
      gives: .table("feature text, rank int", "x 1\ny 2")),
    Example(
      "\(CvVerb.data) | permutation dummy, target: bad, folds: 3, repeats: 1, metric: brier", "Nothing to lose.",
      gives: .table(
        "feature text, drop float, sd float, low float, high float, p float, rank int",
        "x 0.0 0.0 0.0 0.0 1.0 1\ny 0.0 0.0 0.0 0.0 1.0 2")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let plan = try TrainingPlan(input, arguments)
    guard arguments[CvVerb.folds] >= 2 else { throw arguments.outOfRange(CvVerb.folds, "must be 2 or more") }
    guard arguments[repeats] >= 1 else { throw arguments.outOfRange(repeats, "takes a number from 1") }
    return .onTable(output: nil, memory: plan.footprint + WholeKeys.footprint) { table, context in
      let validator = CrossValidator(plan, arguments, folds: arguments[CvVerb.folds])
      let (labels, folds, leaks) = try validator.arranged(table, context)
      for leak in leaks { context.note("permutation: leak allowed: \(leak)") }
      let work = ShuffledScores(
        plan: plan, metric: ClassificationMetric(rawValue: arguments[metric]) ?? .auc, repeats: arguments[repeats])
      var drops: [[Double]] = []
      for fold in 0..<folds.count {
        let test = folds.tested(in: fold), train = folds.trained(for: fold)
        let place = Fold(fold, of: folds.count, rows: train.count)
        let title = "fold \(fold + 1) of \(folds.count)"
        let data = try FoldData(plan, table, train, test, place, context)
        drops.append(try work.drops(data, labels: test.map { labels[$0] }, title: title, context))
      }
      let shares = (0..<folds.count).map {
        Double(folds.tested(in: $0).count) / Double(max(1, folds.trained(for: $0).count))
      }
      let names = plan.features.map { table.schema.fields[$0].name }
      return self.table(names, drops, testShare: shares.reduce(0, +) / Double(shares.count))
    }
  }

  /// A row for each feature, by falling drop.
  private static func table(_ names: [String], _ drops: [[Double]], testShare: Double) -> Table {
    let found = names.indices.map { feature in
      PairedDifference(drops.map { $0[feature] }, testShare: testShare)
    }
    let sizes = found.map { $0?.mean ?? -.infinity }
    let order = names.indices.sorted { sizes[$0] > sizes[$1] || (sizes[$0] == sizes[$1] && $0 < $1) }
    func floats(_ value: (Int) -> Double?) -> Column { Column(floats: order.map(value)) }
    return Table([
      ("feature", Column(texts: order.map { names[$0] })), ("drop", floats { found[$0]?.mean }),
      ("sd", floats { feature in Descriptive(drops.map { $0[feature] }).variance?.squareRoot() }),
      ("low", floats { found[$0]?.interval.lowerBound }), ("high", floats { found[$0]?.interval.upperBound }),
      ("p", floats { found[$0]?.pValue }), ("rank", Column(ints: order.indices.map { Int64($0 + 1) })),
    ])
  }
}

/// Scores of held-out rows with one column shuffled.
private struct ShuffledScores {
  let plan: TrainingPlan
  let metric: ClassificationMetric
  let repeats: Int

  /// For each feature the mean over the repeats of how much worse the metric becomes.
  func drops(_ data: FoldData, labels: [Double], title: String, _ context: RunContext) throws -> [Double] {
    let (model, scores) = try data.scores(plan, context)
    let place = plan.estimator.span
    let whole = try value(labels, scores)
    let keys = data.inputs.schema.key.compactMap { data.inputs.schema.index(of: $0) }
    context.execution.monitor.begin("\(title): shuffling", total: model.inputs.count)
    return try model.inputs.map { input in
      defer { context.execution.monitor.advance(by: 1) }
      let losses = try (0..<repeats).map { turn -> Double in
        try context.execution.checkCancelled()
        let shuffled = try self.shuffled(data.inputs, input, "permutation \(input.name) \(turn)", keys, context)
        return try loss(whole, value(labels, model.scores(shuffled, at: place, context)))
      }
      return losses.reduce(0, +) / Double(repeats)
    }
  }

  private func value(_ labels: [Double], _ scores: [Double]) throws -> Double {
    try Evaluation(labels: labels, scores: scores)[metric] ?? .nan
  }

  private func loss(_ before: Double, _ after: Double) -> Double {
    metric == .brier || metric == .logLoss ? after - before : before - after
  }

  /// The rows in the order of one hash of their keys get the values of the rows in the order of another one, so that it
  /// does not matter how the table is ordered.
  private func shuffled(
    _ table: Table, _ field: Field, _ purpose: String, _ keys: [Int], _ context: RunContext
  ) throws -> Table {
    func order(_ purpose: String) -> [Int] {
      let hashes = RowKeys.hashes(table, seed: context.seed, purpose: purpose, key: keys)
      return hashes.indices.sorted { (hashes[$0], $0) < (hashes[$1], $1) }
    }
    var sources = [Int32](repeating: 0, count: table.rowCount)
    for (to, from) in zip(order("permutation"), order(purpose)) { sources[to] = Int32(from) }
    guard let column = table[field.name] else { return table }
    return table.setting([(field: field, column: try column.taking(sources, execution: context.execution))])
  }
}
