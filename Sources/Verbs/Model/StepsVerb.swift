import Columns
import Language

/// Lists what a model consists of.
enum StepsVerb: Verb {
  static let signature = Signature("steps", inputs: [.model], synonyms: ["tidy", "named_steps"])
  static let summary =
    "Lists what a model consists of: the columns it learnt from, the steps of its recipe, the estimator."
  static let discussion = """
    A row for each part, by number: what it is called, how it was written, and what it learnt in one line. `step` \
    shows what one of them learnt.
    """
  static let examples = [
    Example(
      "prep = recipe | scale @num, method: minmax\n\(CvVerb.data) | fit logistic, target: bad, prep: prep | steps "
        + "| select number, step, text", "A recipe of one step.",
      gives: .table(
        "number int, step text, text text",
        "0 inputs 2 columns\n1 scale scale @num, method: minmax\n2 logistic logistic")),
    Example("\(CvVerb.data) | fit dummy, target: bad | steps | count", "Without a recipe.",
      gives: .table("n int", "2")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    Step(.local { value, _ in
      guard let model = value as? ModelValue else { throw NeedsData() }
      return ModelParts(model).table
    }, output: nil)
  }
}
