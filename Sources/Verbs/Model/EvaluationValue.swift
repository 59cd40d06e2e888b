import Columns
import Diagnostics
import Language
import Learning
import Statistics

extension ValueKind {
  static let evaluation = ValueKind("evaluation", mainTable: "its metrics, a row each")
}

/// What a cross-validation found: a score for each row by a model that did not see it, and metrics.
struct EvaluationValue: Value {
  /// As one would type it: `lightgbm(n_estimators: 200)`.
  let estimator: String
  let target: String
  /// The rows that were scored, as they were before any recipe, for costs by column.
  let table: Table
  /// Positions of the key in the table; without a key, rows are named by their number.
  let keys: [Int]
  var validation: CrossValidation
  /// How many folds there are, and what they are arranged by: `5, whole client`.
  let foldsText: String
  /// Whether classes were weighed or rows resampled for fitting.
  var isReweighted: Bool
  /// Whether the folds are in order of time.
  let isInOrder: Bool
  /// Why features knew the target, where `leak: allow` was written.
  let leaks: [String]
  var record: TrainingRecord
  /// Where the key's columns come from, as far as that is known of all of them.
  let keyHistories: [ColumnHistory]
  /// The best decision by the cost that was given to `cv`.
  var threshold: ThresholdValue?
  /// How `calibrate` made the scores of those that the models gave.
  var calibration: ScoreCalibration?

  var kind: ValueKind { .evaluation }
  var labels: [Double] { validation.labels }
  var foldCount: Int { validation.foldEvaluations.count }

  /// What is shown of the folds: `5, whole client, drawn 10 times`.
  var foldsLine: String { foldsText + (repeats > 1 ? ", drawn \(repeats) times" : "") }

  /// How often folds were drawn.
  var repeats: Int { validation.allFoldCount / max(1, foldCount) }

  /// The rows of each fold, in row order.
  var rowsOfFolds: [[Int]] {
    var rows = [[Int]](repeating: [], count: foldCount)
    for (row, fold) in validation.folds.enumerated() { rows[fold].append(row) }
    return rows
  }

  /// Metrics of all out-of-fold scores together under their own names, over the folds as `…_mean` and `…_sd`.
  var fields: [(name: String, cell: Cell)] {
    let spread = ClassificationMetric.allCases.flatMap { metric in
      let (mean, deviation) = validation.acrossFolds(metric)
      return [
        (name: "\(metric.rawValue)_mean", cell: Cell(number: mean)),
        (name: "\(metric.rawValue)_sd", cell: Cell(number: deviation)),
      ]
    }
    let chosen = threshold.map {
      [("cost", $0.cost), ("honest_cost", $0.honestCost), ("threshold", $0.threshold)].map { (name: $0.0, cell: $0.1) }
    } ?? []
    let sizes = [("folds", foldCount), ("rows", labels.count), ("positives", validation.pooled.ranked.positives)]
    let allowed = leaks.isEmpty ? [] : [(name: "leak", cell: Cell.text(leaks.joined(separator: "; ")))]
    let area = validation.area, interval = area?.interval
    let error = [
      ("auc_se", area?.standardError), ("auc_low", interval?.lowerBound), ("auc_high", interval?.upperBound),
    ].map { (name: $0.0, cell: Cell(number: $0.1)) }
    let counts = sizes.map { (name: $0.0, cell: Cell.int(Int64($0.1))) }
    return pooledMetrics + error + chosen + allowed + counts + repeatFields + spread
  }

  /// How often folds were drawn, and between what the mean of the AUC over all of them lies; nothing of one time.
  private var repeatFields: [(name: String, cell: Cell)] {
    if validation.repeated.isEmpty { return [] }
    let interval = validation.interval(.auc)
    return [
      ("repeats", .int(Int64(repeats))), ("auc_mean_low", Cell(number: interval?.lowerBound)),
      ("auc_mean_high", Cell(number: interval?.upperBound)),
    ]
  }

  /// The metrics of all out-of-fold scores together, by name.
  var pooledMetrics: [(name: String, cell: Cell)] {
    ClassificationMetric.allCases.map { (name: $0.rawValue, cell: Cell(number: validation.pooled[$0])) }
  }

  var presentation: Presentation {
    let positives = validation.pooled.ranked.positives
    let error = validation.area.map { [("auc, 95 %", $0.text)] } ?? []
    let mean = repeatsText.map { [("auc, mean", $0)] } ?? []
    let facts = [("model", estimator), ("auc", aucText)] + (threshold.map { [("cost", $0.costText)] } ?? []) + [
      ("target", "\(target): \(positives) of \(labels.count) rows"), ("folds", foldsLine),
    ] + mean + error + (calibration?.facts ?? []) + Reweighting.facts(isReweighted) + leaks.map { ("leak", $0) }
    let costs = threshold.map { [(title: Optional("at threshold \($0.thresholdText)"), table: $0.table)] } ?? []
    return Presentation(facts: facts, tables: [(nil, metricsTable)] + costs)
  }

  /// `0.7512 (folds 0.7431 to 0.7588)`
  private var aucText: String {
    func text(_ value: Double?) -> String { Cell(number: value).brief }
    let folds = validation.ofFolds(.auc).compactMap { $0 }
    guard let low = folds.min(), let high = folds.max() else { return text(validation.pooled[.auc]) }
    return "\(text(validation.pooled[.auc])) (folds \(text(low)) to \(text(high)))"
  }

  /// `0.7509, 95 % 0.7421 to 0.7597 over 50 folds`
  private var repeatsText: String? {
    guard !validation.repeated.isEmpty, let interval = validation.interval(.auc) else { return nil }
    func text(_ value: Double?) -> String { Cell(number: value).brief }
    return "\(text(validation.acrossFolds(.auc).mean)), 95 % \(text(interval.lowerBound)) to "
      + "\(text(interval.upperBound)) over \(validation.allFoldCount) folds"
  }

  var mainTable: Table? { metricsTable }
  var experiment: String? { estimator }
  var series: [StepSeries] {
    ClassificationMetric.allCases.map { StepSeries("fold_\($0.rawValue)", validation.ofFolds($0)) }
  }
  var contents: [(name: String, table: Table)] {
    [("metrics", metricsTable), ("scores", scoresTable)] + (calibration.map { [("calibration", $0.table)] } ?? [])
      + (threshold?.contents ?? [])
  }

  /// A row for each metric: of all scores together, and over the folds.
  var metricsTable: Table {
    let metrics = ClassificationMetric.allCases
    let values = metrics.map { metric in validation.ofFolds(metric).compactMap { $0 } }
    let spread = metrics.map { validation.acrossFolds($0) }
    return Table([
      ("metric", Column(texts: metrics.map(\.rawValue))),
      ("pooled", Column(floats: metrics.map { validation.pooled[$0] })),
      ("mean", Column(floats: spread.map(\.mean))), ("sd", Column(floats: spread.map(\.deviation))),
      ("min", Column(floats: values.map { $0.min() })), ("max", Column(floats: values.map { $0.max() })),
    ])
  }

  /// A row for each row that was scored: its key, fold, label and out-of-fold score.
  var scoresTable: Table {
    let names = keys.map { table.schema.fields[$0] }
    let own = names.isEmpty
      ? [(field: Field("row", .int), column: Column(ints: validation.rows.map { Int64($0) }))]
      : zip(names, keys).map { (field: $0, column: table.columns[$1]) }
    let results = [
      (field: Field("fold", .int), column: Column(ints: validation.folds.map { Int64($0 + 1) })),
      (field: Field("label", .int), column: Column(ints: labels.map { Int64($0) })),
      (field: Field("score", .float), column: Column(doubles: validation.scores)),
    ]
    return Table(schema: Schema([]), columns: [], rowCount: labels.count).setting(own + results)
      .with(roles: Roles(key: own.map(\.field.name)))
  }
}

extension DeLong {
  /// `0.7402 to 0.7623 by DeLong`
  var text: String {
    "\(Cell(number: interval.lowerBound).brief) to \(Cell(number: interval.upperBound).brief) by DeLong"
  }
}

extension Cell {
  /// A number, or null where there is none.
  init(number: Double?) { self = number.flatMap { $0.isFinite ? .float($0) : nil } ?? .null }

  /// A number with four decimals at most, for a line that names it.
  var brief: String {
    guard let number else { return "undefined" }
    let text = CellFormat.float((number * 1e4).rounded() / 1e4)
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}
