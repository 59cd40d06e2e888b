import Columns
import Language

/// Starts a recipe: preparation steps that are fitted later, on training rows only.
enum RecipeVerb: Verb {
  static let signature = Signature("recipe", inputs: [], output: .recipe)
  static let summary = "Starts a recipe of preparation steps, fitted on the training rows of each fold."
  static let examples = [
    Example("recipe | scale @num, method: standard", "One step.", gives: .value(.recipe, ["steps": .int(1)])),
    Example(
      "recipe | onehot @text | impute @num, method: median", "Steps run in order.",
      gives: .value(.recipe, ["steps": .int(2)])),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let empty = Recipe(steps: [])
    return Step(.local { _, _ in empty }, output: Shape(empty))
  }
}
