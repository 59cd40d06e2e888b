import Columns
import Diagnostics
import Language

/// A verb that learns something from a table and then changes tables by it: on a table at once, or as a step of a recipe
/// that is fitted on the training rows of each fold.
protocol PreparationVerb: Verb {
  /// Learns from the training rows. Selectors of the arguments are resolved here, against the table as it is now.
  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> any FittedPreparation
}

/// What a preparation has learnt.
protocol FittedPreparation: Sendable {
  /// Changes a table of the same columns as the training one.
  /// - Parameter isTraining: whether these are the rows it was fitted on; resampling changes only those.
  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table
  /// What it learnt, in one line: `impute 12 columns (3 214 gaps by 5 neighbours, 7 by the median)`.
  var summary: String { get }
}

/// Columns that are no features.
struct Roles: Sendable {
  var target: String?
  var key: [String] = []

  /// What type words such as `@num` pass over.
  var exclusions: Set<String> { Set(key).union(target.map { [$0] } ?? []) }
}

extension ValueKind {
  static let recipe = ValueKind("recipe")
}

/// Unfitted preparation steps: verbs with their arguments, to be fitted on training rows.
struct Recipe: Value {
  struct Step: Sendable {
    let verb: any PreparationVerb.Type
    let arguments: BoundArguments
  }

  let steps: [Step]

  var kind: ValueKind { .recipe }
  var fields: [(name: String, cell: Cell)] { [("steps", .int(Int64(steps.count)))] }
  var contents: [(name: String, table: Table)] { [("steps", Table([("step", Column(texts: sources))]))] }
  var presentation: Presentation {
    Presentation(facts: sources.enumerated().map { ("\($0 + 1)", $1) })
  }

  private var sources: [String] { steps.map { $0.arguments.stage.sourceText } }

  func appending(_ step: Step) -> Recipe { Recipe(steps: steps + [step]) }

  /// Fits the steps one after another, each on the training rows as the steps before left them.
  func fit(_ training: Table, _ roles: Roles, _ context: RunContext) throws -> (recipe: FittedRecipe, training: Table) {
    var table = training, fitted: [any FittedPreparation] = []
    for step in steps {
      let preparation = try Failure.located(at: step.arguments.stage) {
        try step.verb.fit(table, roles, step.arguments, context)
      }
      table = try preparation.apply(to: table, isTraining: true, context)
      fitted.append(preparation)
    }
    return (FittedRecipe(steps: fitted), table)
  }
}

/// A recipe that has learnt from training rows.
struct FittedRecipe: Sendable {
  let steps: [any FittedPreparation]

  /// Prepares rows that took no part in the fitting.
  func apply(to table: Table, _ context: RunContext) throws -> Table {
    try steps.reduce(table) { try $1.apply(to: $0, isTraining: false, context) }
  }
}

extension PreparationVerb {
  /// On a recipe: one more step. On a table: fitted on it and applied to it, with the summary as a note.
  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    if let recipe = input.value as? Recipe {
      let extended = recipe.appending(Recipe.Step(verb: self, arguments: arguments))
      return Step(.local { _, _ in extended }, output: Shape(extended))
    }
    if input.kind == .recipe { throw NeedsData() }
    return .onTable { table, context in
      let fitted = try fit(table, Roles(key: table.schema.key), arguments, context)
      context.note(fitted.summary)
      return try fitted.apply(to: table, isTraining: true, context)
    }
  }
}
