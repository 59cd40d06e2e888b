import Columns
import Language
import Syntax

/// A verb that learns something from a table and then changes tables by it: on a table at once, or as a step of a
/// recipe that is fitted on the training rows of each fold.
package protocol PreparationVerb: Verb {
  /// Checks what needs no columns, such as the words and numbers of options: in a recipe, all that can be said early.
  static func check(_ arguments: BoundArguments) throws

  /// Checks the stage against the columns of a table.
  /// - Returns: the shape of the result, where the shape of the input alone tells it.
  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape?

  /// What models that the stage goes by were fitted on.
  static func rankers(_ arguments: BoundArguments) -> [TrainingRecord]

  /// Learns from the training rows. Selectors of the arguments are resolved here, against the table as it is now.
  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> any FittedPreparation
}

/// What a preparation has learnt.
package protocol FittedPreparation: Sendable {
  /// Changes a table of the same columns as the training one. What is out of the ordinary goes into a note.
  /// - Parameter isTraining: whether these are the rows it was fitted on; resampling changes only those.
  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table
  /// What it learnt, in one line: `impute: 3 214 gaps in 12 columns filled from 5 neighbours`.
  var summary: String { get }
  /// What it learnt from other rows to change columns by, for tables that it is applied to at once.
  var learnt: [Learnt] { get }
  /// What to tell who asks later for a column that it left out; nil where there is nothing to tell.
  func departure(of column: String, _ arguments: BoundArguments) -> Departure?
}

extension FittedPreparation {
  package func departure(of column: String, _ arguments: BoundArguments) -> Departure? { nil }
}

extension PreparationVerb {
  package static func rankers(_ arguments: BoundArguments) -> [TrainingRecord] { [] }
  package static func check(_ arguments: BoundArguments) throws {}
  package static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? { nil }

  /// On a recipe: one more step. On a table: fitted on it and applied to it, with the summary as a note.
  package static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    if let step = try recipeStep(input, arguments) { return step }
    let output = try check(input, input.fields.roles, arguments)
    return .onTable(output: output) { table, context in
      let fitted = try fit(table, table.schema.roles, arguments, context)
      context.note(fitted.summary)
      let result = try fitted.apply(to: table, isTraining: true, context)
      context.made(fitted.learnt, by: arguments.stage.shortText, recipe: arguments.recipeText)
      let kept = Set(result.schema.names)
      for name in table.schema.names where !kept.contains(name) {
        if let departure = fitted.departure(of: name, arguments) { context.removed(name, departure) }
      }
      return result
    }
  }

  /// The step on a recipe, or nil where the input is a table.
  static func recipeStep(_ input: Shape, _ arguments: BoundArguments) throws -> Step? {
    try check(arguments)
    guard input.kind == .recipe else { return nil }
    guard let recipe = input.value as? Recipe else { throw NeedsData() }
    let extended = recipe.appending(Recipe.Step(verb: self, arguments: arguments))
    return Step(.local { _, _ in extended }, output: Shape(extended))
  }
}

extension BoundArguments {
  /// The stage as it stands in a recipe: the model names the target, and goes by it where a model fitted before did.
  var recipeText: String {
    var stage = stage
    stage.options = stage.options.compactMap { option in
      if option.name.text == TopVerb.target.name { return nil }
      guard case .name(let name) = option.value.kind, scope.bindings[name.text] is any RanksColumns else {
        return option
      }
      let target = Expression(.name(Name("target", name.span)), name.span)
      return OptionClause(name: option.name, value: target)
    }
    return stage.shortText
  }
}
