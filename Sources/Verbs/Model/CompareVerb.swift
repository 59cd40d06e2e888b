import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// Cross-validates several estimators on the same folds.
enum CompareVerb: Verb {
  static let candidates = Parameter<Candidates>(
    "estimators", "What to compare, with names of their own where that helps: `{ dummy, small = tree(depth: 3) }`.",
    words: .estimator)
  static let signature = Signature(
    "compare", output: .comparison, positional: [candidates.declaration],
    options: [
      TrainingPlan.target.declaration, TrainingPlan.prep.declaration, CvVerb.folds.declaration,
      TrainingPlan.features.declaration, CvVerb.cost.declaration, TrainingPlan.key.declaration,
      TrainingPlan.weights.declaration, TrainingPlan.group.declaration, TrainingPlan.time.declaration,
      TrainingPlan.leak.declaration, CvFolds.repeats.declaration, BinSharing.option.declaration,
    ], synonyms: ["compare_models", "workflow_set", "benchmark"])
  static let isExperiment = true
  static let summary = "Cross-validates several estimators on the same folds, side by side."
  static let discussion = """
    Each estimator is cross-validated as by `cv`, on the same folds; what a recipe learns in a fold is learnt once for \
    all of them. The table has a row for each estimator: metrics of all out-of-fold scores together, the spread of \
    the AUC over the folds, and with a cost the best decision and what it costs at thresholds chosen on other folds.

    Each is then set against the best one, that of the least honest cost or else of the greatest AUC: the mean \
    difference over the folds with a 95 % interval and a p-value. They are those of Nadeau and Bengio's corrected \
    t-test, since training sets that overlap make folds agree more than new data would. The best of many is too good \
    by chance: judge it on rows that were held out, by `evaluate`.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | compare { dummy, logistic(l2: 1) }, target: bad | select model, auc",
      "Two estimators on the same folds.",
      gives: .table("model text, auc float", "dummy 0.4706959706959707\nlogistic(l2: 1) 0.8864468864468864")),
    Example(
      "loss = cost { fn = 5, fp = 1 }\n"
        + "\(CvVerb.data) | compare { dummy, ridge = logistic(l2: 1), naive_bayes }, target: bad, folds: 3, cost: loss",
      "With a name of its own, and a cost to decide by.",
      gives: .value(.comparison, ["models": .int(3), "best": .text("naive_bayes")])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let estimators = try arguments[candidates].estimators(arguments.scope)
    let plan = try TrainingPlan(input, arguments, estimator: estimators[0].call)
    guard arguments[CvVerb.folds] >= 2 else { throw arguments.outOfRange(CvVerb.folds, "must be 2 or more") }
    let plans = estimators.map { plan.with($0.call) }
    try CvFolds.checkRepeats(plan, arguments)
    try BinSharing.check(plans, arguments)
    let memory = plan.footprint + FoldScores.footprint(plans) + WholeKeys.footprint
      + .rows(40 * Double(estimators.count))
    return .onTable(output: Shape(kind: .comparison), memory: memory) { table, context in
      var evaluations = try CrossValidator(
        plan, arguments, folds: arguments[CvVerb.folds], repeats: arguments[CvFolds.repeats])
        .evaluations(plans, table, context)
      if let loss = arguments[CvVerb.cost] {
        for index in evaluations.indices { try evaluations[index].decide(by: loss, context) }
      }
      return ComparisonValue(
        models: zip(estimators, evaluations).map { ComparisonValue.Model(name: $0.name, evaluation: $1) })
    }
  }
}

/// The estimators of a comparison: items in braces, each with a name or known by its text.
struct Candidates: ParameterType {
  private let items: [(name: String?, call: Call, span: Span)]

  static let typeName = "estimators"
  static let isRest = true
  static let sample: String? = "{ dummy, logistic }"

  static func bind(_ syntax: ArgumentSyntax) throws -> Candidates {
    guard !syntax.items.isEmpty else { throw syntax.wrongValue("compares estimators, and none is written") }
    return Candidates(
      items: try syntax.items.map { item in
        var bare = item
        bare.name = nil
        try bare.requireBare("an estimator")
        let own = ArgumentSyntax(
          declaration: syntax.declaration, items: [Item(value: item.value, span: item.value.span)],
          span: item.value.span, scope: syntax.scope, lead: syntax.lead)
        return (item.name?.text, try Call.bind(own), item.span)
      })
  }

  /// Each with its parameters checked.
  ///
  /// - Throws: `Diagnostic` for two of one name.
  func estimators(_ scope: Scope) throws -> [(name: String, call: EstimatorCall)] {
    var places: [String: Span] = [:]
    return try items.map { item in
      let call = try EstimatorCall(item.call, scope)
      let name = item.name ?? call.text
      if let first = places.updateValue(item.span, forKey: name) {
        throw Diagnostic(
          code: .nameClash, "`\(name)` is compared twice", at: Label(item.span, "again here"),
          labels: [Label(first, "first here")], help: "give one a name of its own: `other = \(call.text)`")
      }
      return (name, call)
    }
  }
}
