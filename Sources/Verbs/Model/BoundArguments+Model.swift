import Diagnostics
import Language

extension BoundArguments {
  /// The model that a parameter names.
  /// - Parameter options: what else `fit` is to be given in the help, such as `, prep: RECIPE`.
  /// - Throws: `Diagnostic` for a result of another kind.
  func model(_ parameter: Parameter<Reference>, fittedWith options: String = "") throws -> ModelValue {
    let reference = self[parameter]
    if let model = reference.value as? ModelValue { return model }
    throw Diagnostic(
      code: .misplacedVerb, "`\(reference.name.text)` is not a model but \(reference.value.kind.name.withArticle)",
      at: Label(reference.name.span, "not a model"),
      help: "fit one first: `m = TABLE | fit lightgbm, target: COLUMN\(options)`")
  }
}
