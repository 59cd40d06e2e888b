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

  /// Fits the steps on a table whose rows all count the same.
  package func fit(
    _ training: Table, _ roles: Roles, _ context: RunContext
  ) throws -> (recipe: FittedRecipe, training: TrainingRows) {
    try fit(TrainingRows(training), roles, context)
  }

  /// Fits the steps one after another, each on the training rows as the steps before left them.
  package func fit(
    _ training: TrainingRows, _ roles: Roles, _ context: RunContext
  ) throws -> (recipe: FittedRecipe, training: TrainingRows) {
    var rows = training
    for step in steps {
      rows = try Failure.located(at: step.arguments.stage) {
        let lesson = try step.verb.learn(from: rows, roles, step.arguments, context)
        var next = try rows.changed(by: lesson, context)
        next.steps.append(FittedStep(verb: step.verb, text: step.arguments.stage.sourceText, fitted: lesson.fitted))
        return next
      }
    }
    return (FittedRecipe(steps: rows.steps), rows)
  }
}
