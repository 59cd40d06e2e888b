import Columns
import Kernels
import Language
import Learning
import Statistics

/// Cross-validates an estimator on growing shares of the training rows.
enum LearningCurveVerb: Verb {
  static let shares = Parameter<[Cell]?>(
    "shares", default: nil, shows: "[0.1, 0.2, 0.4, 0.6, 0.8, 1]", "The shares of each fold's training rows.")
  static let signature = Signature(
    "learning_curve", positional: [TrainingPlan.estimator.declaration],
    options: [
      TrainingPlan.target.declaration, TrainingPlan.prep.declaration, CvVerb.folds.declaration, shares.declaration,
      TrainingPlan.features.declaration, TrainingPlan.key.declaration, TrainingPlan.weights.declaration,
      TrainingPlan.group.declaration, TrainingPlan.time.declaration, TrainingPlan.leak.declaration,
    ], synonyms: ["learning_curves"])
  static let summary = "Shows how much an estimator gains from more rows: its metrics on growing shares of them."
  static let discussion = """
    The folds are those of `cv`, and all shares are judged on the same held-out rows. Of each fold's training rows a \
    share is taken by hash(seed, key), in each class by itself; a smaller share is part of a larger one, and keys stay \
    whole, so that a share may come to some rows more. A recipe is fitted on the share alone.

    `auc`, `brier` and `log_loss` are means over the folds, `auc_sd` is their spread, and `train_auc` the AUC on the \
    rows that were learnt from. While `auc` still rises, more rows would help; a `train_auc` far above it tells that \
    the estimator learns its rows by heart.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | learning_curve logistic, target: bad, folds: 3, shares: [0.5, 1]",
      "Half of the rows, and all.", gives: .rows(2, of: columns)),
    Example(
      "\(CvVerb.data) | learning_curve dummy, target: bad, folds: 4 | select share, rows | head 2",
      "Six shares.", gives: .table("share float, rows float", "0.1 5.0\n0.2 9.0")),
  ]
  private static let usual = [0.1, 0.2, 0.4, 0.6, 0.8, 1]
  private static let columns =
    "share float, rows float, auc float, auc_sd float, train_auc float, brier float, log_loss float"

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let plan = try TrainingPlan(input, arguments)
    guard arguments[CvVerb.folds] >= 2 else { throw arguments.outOfRange(CvVerb.folds, "must be 2 or more") }
    let shares = try arguments[shares].map { cells in
      let numbers = cells.compactMap(\.number)
      guard numbers.count == cells.count, !numbers.isEmpty, numbers.allSatisfy({ $0 > 0 && $0 <= 1 }) else {
        throw arguments.outOfRange(Self.shares, "takes numbers above 0 and at most 1", help: "write `shares: [0.5, 1]`")
      }
      return Set(numbers).sorted()
    } ?? usual
    return .onTable(memory: plan.footprint + WholeKeys.footprint) { table, context in
      let validator = CrossValidator(plan, arguments, folds: arguments[CvVerb.folds])
      let (labels, folds, _) = try validator.arranged(table, context)
      let hashes = RowKeys.hashes(
        table, seed: context.seed, purpose: "learning curve", key: plan.group ?? plan.keys)
      defer { context.execution.monitor.head("") }
      return try self.table(
        shares.map { share in
          try (0..<folds.count).map { fold in
            context.execution.monitor.head("\(CellFormat.float(share)) of the rows, fold \(fold + 1) of \(folds.count)")
            let rows = part(share, of: folds.trained(for: fold), labels, hashes)
            return try measure(plan, table, rows, folds.tested(in: fold), Fold(fold, of: folds.count, rows: rows.count),
              labels, context)
          }
        }, shares)
    }
  }

  /// What a fold says of a share.
  private struct Measured {
    let rows: Int
    let held: Evaluation
    let trained: Double?
  }

  private static func measure(
    _ plan: TrainingPlan, _ table: Table, _ rows: [Int], _ tested: [Int], _ fold: Fold, _ labels: [Double],
    _ context: RunContext
  ) throws -> Measured {
    try context.execution.checkCancelled()
    let data = try FoldData(plan, table, rows, tested, fold, context)
    let (model, scores) = try data.scores(plan, context)
    return Measured(
      rows: rows.count, held: try Evaluation(labels: tested.map { labels[$0] }, scores: scores),
      trained: try data.training(of: model, at: plan.estimator.span, context)[.auc])
  }

  /// A share of some rows, of each class the keys with the least hashes; at least one of each.
  private static func part(_ share: Double, of rows: [Int], _ labels: [Double], _ hashes: [UInt64]) -> [Int] {
    let limits = [0.0, 1.0].map { label -> UInt64 in
      let own = rows.lazy.filter { labels[$0] == label }.map { hashes[$0] }.sorted()
      let count = max(1, Int((share * Double(own.count)).rounded()))
      return own.isEmpty ? 0 : own[min(count, own.count) - 1]
    }
    return rows.filter { hashes[$0] <= limits[Int(labels[$0])] }
  }

  private static func table(_ measured: [[Measured]], _ shares: [Double]) -> Table {
    func mean(_ values: [Double?]) -> Double? { CrossValidation.spread(values).mean }
    func metric(_ metric: ClassificationMetric) -> Column {
      Column(floats: measured.map { mean($0.map { $0.held[metric] }) })
    }
    let spread = measured.map { folds in CrossValidation.spread(folds.map { $0.held[.auc] }).deviation }
    return Table([
      ("share", Column(doubles: shares)), ("rows", Column(floats: measured.map { mean($0.map { Double($0.rows) }) })),
      ("auc", metric(.auc)), ("auc_sd", Column(floats: spread)),
      ("train_auc", Column(floats: measured.map { mean($0.map(\.trained)) })),
      ("brier", metric(.brier)), ("log_loss", metric(.logLoss)),
    ])
  }
}
