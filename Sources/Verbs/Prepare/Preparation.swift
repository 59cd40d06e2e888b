import Columns
import Language
import Syntax

/// A verb that learns something from a table and then changes tables by it: on a table at once, or as a step of a
/// recipe that is fitted on the training rows of each fold.
package protocol PreparationVerb: Verb {
  /// What it learns.
  associatedtype Fitted: FittedPreparation

  /// Checks what needs no columns, such as the words and numbers of options: in a recipe, all that can be said early.
  static func check(_ arguments: BoundArguments) throws

  /// Checks the stage against the columns of a table.
  /// - Returns: the shape of the result, where the shape of the input alone tells it.
  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape?

  /// What models that the stage goes by were fitted on.
  static func rankers(_ arguments: BoundArguments) -> [TrainingRecord]

  /// What learning takes, of which rows or columns; selectors are resolved as in ``fit(_:_:_:_:)``.
  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint

  /// Learns from the training rows. Selectors of the arguments are resolved here, against the table as it is now.
  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> Fitted

  /// Learns from training rows on their way through a recipe, if there is memory for it. Verbs for which ``fit`` is
  /// enough need not say more.
  static func learn(
    from training: TrainingRows, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> Lesson
}

/// What a step of a recipe has learnt from training rows.
package struct Lesson {
  let fitted: any FittedPreparation
  /// What becomes of the training rows, where that is not what ``fitted`` makes of other rows.
  var training: TrainingRows?
}

/// Rows that a recipe learns from, on their way through its steps.
package struct TrainingRows: Sendable {
  package var table: Table
  /// What each row counts in the fitting of a model; nil where all count the same.
  package var weights: [Double]?
  /// Whether rows were taken away or made up.
  package var isResampled = false
  /// What the steps so far have learnt, in their order.
  var steps: [FittedStep] = []

  package init(_ table: Table) { self.table = table }

  /// The rows behind a step.
  func changed(by lesson: Lesson, _ context: RunContext) throws -> TrainingRows {
    if let training = lesson.training { return training }
    var rows = self
    rows.table = try lesson.fitted.changed(table, isTraining: true, context)
    return rows
  }
}

/// What a preparation has learnt: a value that is kept whole by what it encodes, and shown as a table.
///
/// A preparation that is decoded from what another one encoded changes any table to the same bits, and encodes the
/// same.
/// What a fitted model before it was learnt from is encoded under the name `origin`, which the lock passes over.
package protocol FittedPreparation: Codable, Sendable {
  /// What the change of a table takes.
  func footprint(on table: Table) -> Footprint

  /// Changes a table of the same columns as the training one. What is out of the ordinary goes into a note.
  /// - Parameter isTraining: whether these are the rows it was fitted on, of which less is news.
  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table
  /// What it learnt, in one line: `impute: 3 214 gaps in 12 columns filled from 5 neighbours`.
  var summary: String { get }
  /// What it learnt, for people: a row for each column, level, band …
  var table: Table { get }
  /// What it learnt from other rows to change columns by, for tables that it is applied to at once.
  var learnt: [Learnt] { get }
  /// Whether only the rows that it was fitted on are changed by what it learnt.
  var isForTrainingOnly: Bool { get }
  /// Which rows a table has that it was applied to at once; nil where they are those of its input.
  /// - Parameter stage: the stage in one line.
  func rows(from rows: RowSet, by stage: String) -> RowSet?
  /// What to tell who asks later for a column that it left out; nil where there is nothing to tell.
  func departure(of column: String, _ arguments: BoundArguments) -> Departure?
}

extension FittedPreparation {
  /// The changed table, if there is memory for it.
  package func changed(_ table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    try footprint(on: table).require(on: table, context.execution)
    return try apply(to: table, isTraining: isTraining, context)
  }

  package func departure(of column: String, _ arguments: BoundArguments) -> Departure? { nil }
  package var isForTrainingOnly: Bool { false }
  package func rows(from rows: RowSet, by stage: String) -> RowSet? { nil }
}

extension PreparationVerb {
  /// The type of what it learns, to decode one.
  static var fittedType: any FittedPreparation.Type { Fitted.self }

  package static func rankers(_ arguments: BoundArguments) -> [TrainingRecord] { [] }
  package static func check(_ arguments: BoundArguments) throws {}
  package static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? { nil }

  package static func learn(
    from training: TrainingRows, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> Lesson {
    try footprint(training.table, roles, arguments).require(on: training.table, context.execution)
    return Lesson(fitted: try fit(training.table, roles, arguments, context))
  }

  /// On a recipe: one more step. On a table: fitted on it and applied to it, with the summary as a note.
  package static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try recipeStep(input, arguments) ?? stepAtOnce(input, arguments)
  }

  /// The step on a table.
  static func stepAtOnce(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let output = try check(input, input.fields.roles, arguments)
    return .onTable(output: output, memory: .asksItself) { table, context in
      let rows = TrainingRows(table), lesson = try learn(from: rows, table.schema.roles, arguments, context)
      let fitted = lesson.fitted
      context.note(fitted.summary)
      let result = try rows.changed(by: lesson, context).table
      let text = arguments.stage.shortText
      try context.made(fitted.learnt, by: text, recipe: arguments.recipeText)
      if let rows = fitted.rows(from: context.rows, by: text) { context.made(rows: rows) }
      let kept = Set(result.schema.names)
      for name in table.schema.names where !kept.contains(name) {
        try context.execution.checkCancelled()
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
      if option.name.text == PreparedColumns.target.name { return nil }
      guard case .name(let name) = option.value.kind, scope.bindings[name.text] is any RanksColumns else {
        return option
      }
      let target = Expression(.name(Name("target", name.span)), name.span)
      return OptionClause(name: option.name, value: target)
    }
    return stage.shortText
  }
}
