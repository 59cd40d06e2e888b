import Columns
import Diagnostics
import Language
import Syntax

/// A verb that changes each row by itself, on a table at once or as a step of a recipe. Only which columns a selector
/// chooses is learnt, from the training rows; the target is out of reach there.
protocol RowWiseVerb: PreparationVerb {
  /// The step on a table.
  static func tableStep(_ input: Shape, _ arguments: BoundArguments) throws -> Step
  /// The selection that decides about columns; nil where there is none.
  static func selection(_ arguments: BoundArguments) -> ColumnSelection?
  /// The columns that stay, where the verb does nothing but choose; nil for any other.
  static func kept(_ training: Shape, _ chosen: [Int]) -> [String]?
}

extension RowWiseVerb {
  static func selection(_ arguments: BoundArguments) -> ColumnSelection? { nil }
  static func kept(_ training: Shape, _ chosen: [Int]) -> [String]? { nil }

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try recipeStep(input, arguments) ?? tableStep(input, arguments)
  }

  static func check(_ arguments: BoundArguments) throws {}

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) -> Footprint { .small }

  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedRowWise {
    if let by = arguments.stage.by?.first {
      throw Diagnostic(
        code: .argumentCount, "in a recipe `\(arguments.stage.verb.text)` sees one row at a time",
        at: Label(by.span, "looks at other rows"),
        help: "compute it on the table before, where other rows may have a part in it")
    }
    let shape = FittedRowWise.shape(training, roles, arguments)
    var kept: [String]?
    if let selection = selection(arguments) {
      // Who names the key is to hear that it is the key.
      let whole = FittedRowWise.shape(training, Roles(target: roles.target), arguments)
      let chosen = try selection.positions(in: whole, optional: true, excluding: roles.exclusions)
      kept = self.kept(whole, chosen)
      let named = Set(chosen.map { whole.fields[$0].name })
      if kept != nil, let key = roles.key.first(where: named.contains), name == DropVerb.name {
        throw Diagnostic(
          code: .wrongValue, "`\(key)` is the key here, and stays in a recipe",
          at: Label(selection.span, "chooses the key"), help: "leave it out; it is no feature anyway")
      }
      guard kept != nil || !selection.isByMeasure else {
        throw Diagnostic(
          code: .wrongValue, "which columns this measure chooses would differ from fold to fold",
          at: Label(selection.span, "chooses by the rows"), help: "choose by name or by type, such as `@num`")
      }
    }
    if kept == nil, let odd = try tableStep(shape, arguments).computes.first(where: { $0.expression.readsOtherRows }) {
      throw Diagnostic(
        code: .argumentCount, "in a recipe `\(arguments.stage.verb.text)` sees one row at a time",
        at: Label(odd.expression.span, "looks at other rows"),
        help: "compute it on the table before, where other rows may have a part in it")
    }
    let fitted = FittedRowWise(arguments: arguments, roles: roles, kept: kept, makeStep: tableStep)
    _ = try fitted.apply(to: training.slice(0..<0), isTraining: true, context)
    return fitted
  }
}
