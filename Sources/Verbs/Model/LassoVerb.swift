import Columns
import Diagnostics
import Language
import Learning

/// Gives the coefficients of logistic regressions under falling L1 penalties.
enum LassoVerb: Verb {
  static let penalties = Parameter<Int>(
    "penalties", default: 30, in: 2...10_000, "How many penalties, falling by the same factor.")
  static let least = Parameter<Double>(
    "least", default: 0.001, in: Double.leastNonzeroMagnitude...0.999_999,
    "The last penalty as a share of the first, which is the least that makes all coefficients 0.")
  static let l1 = Parameter<[Cell]?>(
    "l1", default: nil, shows: "as `penalties:` and `least:` say", "The penalties themselves, in any order.")
  static let l2 = Parameter<Double>(
    "l2", default: 0, in: 0...Double.infinity, "The weight of Σw²/2 that stands beside each of them.")
  static let signature = Signature(
    "lasso",
    options: [
      TrainingPlan.target.declaration, TrainingPlan.prep.declaration, TrainingPlan.features.declaration,
      penalties.declaration, least.declaration, l1.declaration, l2.declaration, TrainingPlan.key.declaration,
      TrainingPlan.weights.declaration, TrainingPlan.leak.declaration,
    ], synonyms: ["path", "lasso_path", "l1_path"])
  static let summary = "Gives the coefficients of logistic regressions under falling L1 penalties."
  static let discussion = """
    A row for each penalty and feature, the greatest penalty first, and the intercept as `(intercept)`: which features \
    come in first, and in what order. Each regression begins where the one before it ended, and is the one of \
    `logistic(l1: …, l2: …)`: Σ log loss + l1·Σ|w| + l2/2·Σw², scikit-learn's C = 1/l1 where `l2` is 0. Scale the \
    features first, or in a recipe, as a penalty on unequal scales prefers the features of small numbers. It learns \
    from all rows; a penalty is chosen by `cv`.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | lasso target: bad, l1: [1000, 20] | derive coefficient = round(coefficient, 4)",
      "Two penalties.",
      gives: .table(
        "l1 float, feature text, coefficient float",
        "1000.0 x 0.0\n1000.0 y 0.0\n1000.0 (intercept) -0.619\n20.0 x 0.141\n20.0 y 0.0\n20.0 (intercept) -5.4771")),
    Example(
      "prep = recipe | scale @num, method: standard\n\(CvVerb.data) | lasso target: bad, prep: prep, penalties: 10 "
        + "| agg entered = max(l1) where coefficient != 0 by feature | sort -entered | select feature",
      "In which order features come in.", gives: .table("feature text", "(intercept)\nx\ny")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let plan = try TrainingPlan(
      input, arguments, estimator: EstimatorCall(LogisticEstimator.self, at: arguments.verbSpan))
    let written = try writtenPenalties(arguments)
    let (count, share, ridge) = (arguments[penalties], arguments[least], arguments[l2])
    let output = Shape.table(Schema([Field("l1", .float), Field("feature", .text), Field("coefficient", .float)]))
    return .onTable(output: output, memory: plan.footprint) { table, context in
      let labels = try TargetColumn.labels(table.columns[plan.targetPosition], plan.target)
      for leak in try plan.audit(table, context).refuse(
        copiesOnly: true, isAllowed: arguments.isWritten(TrainingPlan.leak), at: arguments.verbSpan, context) {
        context.note("lasso: leak allowed: \(leak)")
      }
      try plan.checkFeatures(table, labels, context)
      let training = try plan.prepare(table, context)
      let execution = context.execution
      do {
        let list = try written
          ?? LogisticPath.penalties(training.set, count: count, share: share, execution: execution)
        return contents(try LogisticPath(training.set, penalties: list, l2: ridge, execution: execution))
      } catch let error as LearningError where error.feature != nil {
        throw plan.located(error, training)
      }
    }
  }

  /// - Throws: `Diagnostic` for what is no penalty, and for options that the list leaves nothing to say.
  private static func writtenPenalties(_ arguments: BoundArguments) throws -> [Double]? {
    guard let cells = arguments[l1] else { return nil }
    for name in [penalties.name, least.name] {
      guard let option = arguments.stage.options.first(where: { $0.name.text == name }) else { continue }
      throw Diagnostic(
        code: .unknownOption, "`\(name):` chooses penalties, and `l1:` names them",
        at: Label(option.name.span, "has no effect"), labels: [Label(arguments.span(of: l1), "named here")],
        help: "leave one of them out")
    }
    let numbers = cells.compactMap(\.number)
    guard numbers.count == cells.count, !numbers.isEmpty, numbers.allSatisfy({ $0 > 0 && $0.isFinite }) else {
      throw arguments.outOfRange(l1, "must be numbers above 0", help: "for instance `l1: [100, 10, 1]`")
    }
    return numbers
  }

  private static func contents(_ path: LogisticPath) -> Table {
    let names = (path.models.first?.featureNames ?? []) + ["(intercept)"]
    return Table([
      ("l1", Column(doubles: path.penalties.flatMap { [Double](repeating: $0, count: names.count) })),
      ("feature", Column(texts: path.models.flatMap { _ in names })),
      ("coefficient", Column(doubles: path.models.flatMap { $0.coefficients + [$0.intercept] })),
    ])
  }
}
