import Columns
import Language
import Statistics

extension ValueKind {
  static let comparison = ValueKind("comparison", mainTable: "its models, a row each")
}

/// Evaluations of several estimators on the same folds.
struct ComparisonValue: Value {
  struct Model: Sendable {
    let name: String
    let evaluation: EvaluationValue
  }

  /// In the order in which they were written.
  let models: [Model]

  var kind: ValueKind { .comparison }
  var experiment: String? { models.map(\.name).joined(separator: ", ") }
  /// The metrics of each model's folds, with its place in the list.
  var series: [StepSeries] {
    models.enumerated().flatMap { place, model in
      Self.metrics.map { metric in
        StepSeries("fold_\(metric.rawValue) \(place + 1)", model.evaluation.validation.ofFolds(metric))
      }
    }
  }

  var fields: [(name: String, cell: Cell)] {
    let best = models[best]
    let metrics = Self.metrics.map { (name: $0.rawValue, cell: Cell(number: best.evaluation.validation.pooled[$0])) }
    let chosen = best.evaluation.threshold.map {
      [("cost", $0.cost), ("honest_cost", $0.honestCost), ("threshold", $0.threshold)].map { (name: $0.0, cell: $0.1) }
    } ?? []
    return [("models", .int(Int64(models.count))), ("best", .text(best.name))] + metrics + chosen
  }

  var presentation: Presentation {
    let first = models[0].evaluation
    let positives = first.validation.pooled.ranked.positives
    let measure = first.threshold == nil ? "the greatest AUC" : "the least honest cost"
    let reweighted = models.filter(\.evaluation.isReweighted).map { "`\($0.name)`" }
    let facts = [
      ("best", "\(models[best].name), by \(measure)"),
      ("target", "\(first.target): \(positives) of \(first.labels.count) rows"), ("folds", first.foldsLine),
    ] + (reweighted.isEmpty ? [] : [
      ("scores", "no probabilities for \(reweighted.joined(separator: ", ")): classes were weighed, or rows resampled")
    ]) + (first.threshold?.grantEveryone.map { [("grant everyone", $0)] } ?? []) + first.leaks.map { ("leak", $0) }
    return Presentation(facts: facts, tables: [(nil, modelsTable), ("against the best, over the folds", differences)])
  }

  var mainTable: Table? { modelsTable }
  var contents: [(name: String, table: Table)] {
    [("models", modelsTable), ("differences", differences), ("scores", scoresTable)]
  }

  static let metrics: [ClassificationMetric] = [.auc, .averagePrecision, .ks, .brier, .logLoss]

  /// The place of the best model: of the least honest cost where there is a cost, else of the greatest AUC; of equal
  /// ones the first.
  var best: Int {
    func rank(_ evaluation: EvaluationValue) -> Double {
      if let threshold = evaluation.threshold { return threshold.honestCost.number ?? .infinity }
      return -(evaluation.validation.pooled[.auc] ?? -.infinity)
    }
    return models.indices.min { rank(models[$0].evaluation) < rank(models[$1].evaluation) } ?? 0
  }

  /// A row for each model.
  var modelsTable: Table {
    func floats(_ value: (EvaluationValue) -> Double?) -> Column { Column(floats: models.map { value($0.evaluation) }) }
    var columns: [(name: String, column: Column)] = [("model", Column(texts: models.map(\.name)))]
    for metric in Self.metrics {
      columns.append((metric.rawValue, floats { $0.validation.pooled[metric] }))
      if metric == .auc { columns.append(("auc_sd", floats { $0.validation.acrossFolds(.auc).deviation })) }
    }
    if models[0].evaluation.threshold != nil {
      columns += [
        ("cost", floats { $0.threshold?.cost.number }), ("honest_cost", floats { $0.threshold?.honestCost.number }),
        ("gain", floats { $0.threshold?.gain.number }), ("threshold", floats { Self.finite($0.threshold?.threshold) }),
      ]
    }
    return Table(columns)
  }

  /// Granting everyone has no threshold.
  private static func finite(_ cell: Cell?) -> Double? { cell?.number.flatMap { $0.isFinite ? $0 : nil } }

  /// A row for each other model and metric: the mean difference to the best one over the folds.
  var differences: Table {
    let first = models[best].evaluation.validation
    let rows = models.indices.filter { $0 != best }.flatMap { index in
      Self.metrics.map { metric in
        let own = models[index].evaluation.validation
        let pairs = zip(own.ofFolds(metric), first.ofFolds(metric)).map { ($0 ?? .nan) - ($1 ?? .nan) }
        return (index, metric, PairedDifference(pairs, testShare: own.testShare))
      }
    }
    return Table([
      ("model", Column(texts: rows.map { models[$0.0].name })), ("metric", Column(texts: rows.map { $0.1.rawValue })),
      ("difference", Column(floats: rows.map { $0.2?.mean })),
      ("low", Column(floats: rows.map { $0.2?.interval.lowerBound })),
      ("high", Column(floats: rows.map { $0.2?.interval.upperBound })),
      ("p", Column(floats: rows.map { $0.2?.pValue })),
    ])
  }

  /// The out-of-fold scores of all models, a column each.
  private var scoresTable: Table {
    let first = models[0].evaluation.validation
    return Table(
      [("row", Column(ints: first.rows.map { Int64($0) })), ("fold", Column(ints: first.folds.map { Int64($0 + 1) }))]
        + models.map { ($0.name, Column(doubles: $0.evaluation.validation.scores)) })
  }
}
