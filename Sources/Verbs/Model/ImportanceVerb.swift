import Columns
import Language
import Learning

/// Lists what a model relies on.
enum ImportanceVerb: Verb {
  static let signature = Signature("importance", inputs: [.model, .tuning], synonyms: ["feature_importance", "varimp"])
  static let summary = "Lists the features of a model, or the parameters of a search, the most important first."
  static let discussion = """
    For `lightgbm` and `hist_boosting` `gain` is the total gain of a feature's splits and `split` their number; \
    `xgboost` has its library's words, where `gain` and `cover` are means over the splits and `weight` is their \
    number; for a tree and a forest `decrease` is the share of a feature's splits in what all of them take from the \
    impurity; for a logistic model `weight` is the size of the coefficient, which compares features only if they were \
    scaled. `share` is of the first measure.

    A logistic model without penalties, `logistic(l2: 0)`, has standard errors by the Fisher information, `z`, and the \
    two-sided `p` of a normal distribution; the intercept's are in `step logistic`. Under a penalty coefficients are \
    drawn to 0 on purpose, such errors would not tell how far they are off, and they are null.

    Of a search it lists how far the values that a parameter has in the best trials lie apart from those in all \
    complete ones: PED-ANOVA (Watanabe, Bansal and Hutter 2023), as Optuna computes it, one parameter at a time. The \
    best are a tenth of the trials, and 5 where there are more than 10, by the first goal. `share` is what a parameter \
    has of the sum.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | fit logistic, target: bad | importance | head 1 | select feature, rank",
      "The first feature.",
      gives: .table("feature text, rank int", "y 1")),
    Example(
      "\(CvVerb.data) | fit logistic(l2: 0), target: bad | importance | derive { e = round(standard_error, 4), "
        + "z = round(z, 3), p = round(p, 4) } | select feature, e, z, p",
      "How sure the coefficients are.",
      gives: .table("feature text, e float, z float, p float", "y 0.2399 1.602 0.1092\nx 0.0444 4.072 0.0")),
    Example(
      "\(CvVerb.data) | tune logistic(l2: [0.001, 1, 1000, 1000000]), target: bad, method: grid, prune: no"
        + " | importance | select parameter, share, rank",
      "What a search depends on.", gives: .table("parameter text, share float, rank int", "l2 1.0 1")),
    Example(
      "load \"data/home-credit/application_train.csv\" | select @num | fit lightgbm(n_estimators: 10), target: TARGET "
        + "| importance | head 20",
      "The gain of trees.",
      gives: .rows(20, of: "feature text, gain float, split float, share float, rank int"),
      files: ["data/home-credit/application_train.csv"]),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    Step(.local { value, context in
      if let tuning = value as? TuningValue { return tuning.importanceTable }
      guard let model = value as? ModelValue else { throw NeedsData() }
      if let logistic = model.trained.model as? LogisticModel, logistic.errors == nil {
        context.note(
          "importance: there are no standard errors under a penalty; `fit logistic(l2: 0), …` has them")
      }
      return try model.importanceTable()
    }, output: nil)
  }
}
