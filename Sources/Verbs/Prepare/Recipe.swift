import Columns
import Language

extension ValueKind {
  package static let recipe = ValueKind("recipe")
}

/// Unfitted preparation steps: verbs with their arguments, to be fitted on training rows.
package struct Recipe: Value {
  package struct Step: Sendable {
    let verb: any PreparationVerb.Type
    let arguments: BoundArguments
  }

  package let steps: [Step]

  package var kind: ValueKind { .recipe }
  package var fields: [(name: String, cell: Cell)] { [("steps", .int(Int64(steps.count)))] }
  package var contents: [(name: String, table: Table)] {
    [("steps", Table([("step", Column(texts: sources))]))]
  }
  package var presentation: Presentation {
    Presentation(facts: sources.enumerated().map { ("\($0 + 1)", $1) })
  }

  private var sources: [String] { steps.map { $0.arguments.stage.sourceText } }

  func appending(_ step: Step) -> Recipe { Recipe(steps: steps + [step]) }

  /// Fits the steps one after another, each on the training rows as the steps before left them.
  package func fit(
    _ training: Table, _ roles: Roles, _ context: RunContext
  ) throws -> (recipe: FittedRecipe, training: Table) {
    var table = training, fitted: [FittedStep] = []
    for step in steps {
      table = try Failure.located(at: step.arguments.stage) {
        let preparation = try step.verb.learnt(from: table, roles, step.arguments, context)
        fitted.append(FittedStep(verb: step.verb, text: step.arguments.stage.sourceText, fitted: preparation))
        return try preparation.changed(table, isTraining: true, context)
      }
    }
    return (FittedRecipe(steps: fitted), table)
  }
}
