import Columns
import Language

/// Lists what a model relies on.
enum ImportanceVerb: Verb {
  static let signature = Signature("importance", inputs: [.model], synonyms: ["feature_importance", "varimp"])
  static let summary = "Lists the features of a model, the most important first."
  static let discussion = """
    For trees `gain` is the total gain of a feature's splits and `split` their number; for a logistic model `weight` \
    is the size of the coefficient, which compares features only if they were scaled. `share` is of the first measure.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | fit logistic, target: bad | importance | head 1 | select feature, rank",
      "The first feature.",
      gives: .table("feature text, rank int", "y 1")),
    Example(
      "load \"data/home-credit/application_train.csv\" | select @num | fit lightgbm(n_estimators: 10), target: TARGET "
        + "| importance | head 20",
      "The gain of trees.",
      gives: .rows(20, of: "feature text, gain float, split float, share float, rank int"),
      files: ["data/home-credit/application_train.csv"]),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    Step(.local { value, _ in
      guard let model = value as? ModelValue else { throw NeedsData() }
      return try model.importanceTable()
    }, output: nil)
  }
}
