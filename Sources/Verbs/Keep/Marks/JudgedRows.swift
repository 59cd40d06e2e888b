import Charts
import Columns
import Language
import Statistics

/// Rows with their outcome and a score by a model that did not learn from them: out of fold, or held out.
protocol JudgedRows: Value {
  var estimator: String { get }
  /// 0 or 1 for each row.
  var labels: [Double] { get }
  var scores: [Double] { get }
  /// The rows of each fold by themselves; none of rows that were held out.
  var rankedFolds: [RankedScores] { get }
  /// The rows as they were before any recipe.
  var judgedTable: Table { get }
  /// Whether classes were weighed or rows resampled for fitting, so that scores are no probabilities.
  var isReweighted: Bool { get }
  /// Why features knew the target, where `leak: allow` was written.
  var leaks: [String] { get }
  /// From which score on a cost or a model refuses clients; nil where nothing has chosen.
  var chosenCut: Double? { get }
}

extension EvaluationValue: JudgedRows {
  var scores: [Double] { validation.scores }
  var rankedFolds: [RankedScores] { validation.foldEvaluations.map(\.ranked) }
  var judgedTable: Table { table }
  var chosenCut: Double? { threshold?.cutOff }
}

extension HoldoutValue: JudgedRows {
  var rankedFolds: [RankedScores] { [] }
}

extension JudgedRows {
  /// What is made of the ranked scores of all rows together and of those of each fold, where there is such a thing.
  func curves<Curve>(
    _ context: RunContext, _ make: (RankedScores) throws -> Curve?
  ) throws -> (pooled: Curve?, folds: [Curve]) {
    // The rows in the order of their scores, and a point for each score, of all rows and of those of each fold.
    try context.execution.memory.require(120 * Double(labels.count))
    let folds = try rankedFolds.compactMap { fold in
      try context.execution.checkCancelled()
      return try make(fold)
    }
    return try (make(RankedScores(labels: labels, scores: scores)), folds)
  }

  /// The scores of the two classes, ascending.
  func classScores(_ context: RunContext) throws -> ClassScores {
    let (labels, scores) = (labels, scores)
    try context.execution.memory.require(80 * Double(labels.count))
    func part(_ label: Double) throws -> [Double] {
      try context.execution.sorted(labels.indices.filter { labels[$0] == label }.map { scores[$0] })
    }
    return ClassScores(repaid: try part(0), defaulted: try part(1))
  }
}

extension ChartMark {
  /// What marks of scores draw.
  static var judged: [ValueKind] { [.evaluation, .holdout] }

  /// The parts into which a mark cuts the rows: `bins:`, or ten.
  /// - Throws: `Diagnostic` where there are more of them than can be told apart.
  static func parts(_ arguments: BoundArguments) throws -> Int {
    let parts = arguments[PlotVerb.bins] ?? 10, most = 100
    guard parts <= most else { throw arguments.outOfRange(PlotVerb.bins, "is \(most) at most here") }
    return parts
  }
}
