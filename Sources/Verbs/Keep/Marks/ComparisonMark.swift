import Charts
import Language
import Statistics

/// Models on the same folds by a metric, and how they differ from the best one.
enum ComparisonMark: ChartMark {
  static let name = "comparison"
  static let summary = "Models on the same folds by a metric, with each fold and the difference to the best one."
  static let examples = [
    Example(
      "\(CvVerb.data) | compare { dummy, logistic(l2: 1), naive_bayes }, target: bad | plot comparison",
      "Models side by side.", gives: .value(.chart, ["title": .text("Models by auc")])),
    Example(
      "\(CvVerb.data) | compare { dummy, logistic(l2: 1) }, target: bad | plot comparison(brier)", "By another metric.",
      gives: .value(.chart, ["title": .text("Models by brier")])),
  ]
  static let inputs = [ValueKind.comparison]
  static let parameters = [metric.declaration]
  private static let metric = Parameter<String>(
    "metric", default: ClassificationMetric.auc.rawValue, "What to compare by.",
    choices: ComparisonValue.metrics.map(\.rawValue))

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let metric = ClassificationMetric(rawValue: call[metric]) ?? .auc
    let isGain = metric != .brier && metric != .logLoss
    return { value, _ in
      guard let comparison = value as? ComparisonValue else { throw NeedsData() }
      let pooled = comparison.models.map { $0.evaluation.validation.pooled[metric] ?? .nan }
      let order = pooled.indices.filter { pooled[$0].isFinite }.sorted {
        (isGain ? pooled[$0] > pooled[$1] : pooled[$0] < pooled[$1]) || (pooled[$0] == pooled[$1] && $0 < $1)
      }
      let models = comparison.models.indices.map { index in
        let own = comparison.models[index].evaluation.validation
        let best = order.first.flatMap { $0 == index ? nil : comparison.models[$0].evaluation.validation }
        let difference = best.flatMap { best in
          let pairs = zip(own.ofFolds(metric), best.ofFolds(metric)).map { ($0 ?? .nan) - ($1 ?? .nan) }
          return PairedDifference(pairs, testShare: own.testShare).map { ($0.mean, $0.interval) }
        }
        return ComparedModel(
          comparison.models[index].name, pooled: pooled[index],
          folds: own.ofFolds(metric).map { $0 ?? .nan }, difference: difference)
      }
      return .comparison(
        models, metric: metric.rawValue, isGain: isGain,
        confidence: "95 % intervals over the folds, corrected for training rows that folds share")
    }
  }
}
