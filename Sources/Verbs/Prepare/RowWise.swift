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
  ) throws -> any FittedPreparation {
    if let by = arguments.stage.by?.first {
      throw Diagnostic(
        code: "E16", "in a recipe `\(arguments.stage.verb.text)` sees one row at a time",
        at: Label(by.span, "looks at other rows"),
        help: "compute it on the table before, where other rows may have a part in it")
    }
    let shape = FittedRowWise.shape(training, roles, arguments)
    var kept: [String]?
    if let selection = selection(arguments) {
      let chosen = try selection.positions(in: shape, optional: true, excluding: roles.exclusions)
      kept = self.kept(shape, chosen)
      let named = Set(chosen.map { shape.fields.fields[$0].name })
      if kept != nil, let key = roles.key.first(where: named.contains), name == DropVerb.name {
        throw Diagnostic(
          code: "E18", "`\(key)` is the key here, and stays in a recipe",
          at: Label(selection.span, "chooses the key"), help: "leave it out; it is no feature anyway")
      }
      guard kept != nil || !selection.isByMeasure else {
        throw Diagnostic(
          code: "E18", "which columns this measure chooses would differ from fold to fold",
          at: Label(selection.span, "chooses by the rows"), help: "choose by name or by type, such as `@num`")
      }
    }
    if kept == nil, let odd = try tableStep(shape, arguments).computes.first(where: { $0.expression.readsOtherRows }) {
      throw Diagnostic(
        code: "E16", "in a recipe `\(arguments.stage.verb.text)` sees one row at a time",
        at: Label(odd.expression.span, "looks at other rows"),
        help: "compute it on the table before, where other rows may have a part in it")
    }
    let fitted = FittedRowWise(arguments: arguments, roles: roles, kept: kept, makeStep: tableStep)
    _ = try fitted.apply(to: training.slice(0..<0), isTraining: true, context)
    return fitted
  }
}

/// A row-wise step of a recipe.
struct FittedRowWise: FittedPreparation {
  let arguments: BoundArguments
  let roles: Roles
  /// The columns that stay, where some are only chosen.
  let kept: [String]?
  let makeStep: @Sendable (Shape, BoundArguments) throws -> Step

  var summary: String { arguments.stage.shortText }
  var learnt: [Learnt] { [] }

  /// The step on the table asks.
  func footprint(on table: Table) -> Footprint { .asksItself }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    if let kept {
      let wanted = roles.exclusions.union(kept)
      // In the order that was written, roles behind.
      let order = kept.compactMap { table.schema.index(of: $0) }
        + table.columns.indices.filter { roles.exclusions.contains(table.schema.fields[$0].name) }
      var seen = Set<Int>()
      return table.selecting(order.filter { wanted.contains(table.schema.fields[$0].name) && seen.insert($0).inserted })
    }
    let shape = Self.shape(table, roles, arguments)
    guard let bare = shape.value?.table else { return table }
    let step = try makeStep(shape, arguments)
    let inner = RunContext(execution: context.execution, seed: context.seed, cache: context.cache)
    guard let result = try LocalBackend().run(step, on: bare, inner).table else { return table }
    inner.notes.forEach { Self.note($0, context) }
    guard let target = roles.target, let field = table.schema[target], let column = table[target] else { return result }
    if result.schema.index(of: target) != nil {
      throw Diagnostic(
        code: "E25", "`\(target)` is the target here", at: Label(arguments.verbSpan, "makes a column of its name"),
        help: "give the new column another name")
    }
    return result.setting([(field, column)]).with(roles: table.schema.roles)
  }

  /// Every fold would say the same with other counts.
  private static func note(_ text: String, _ context: RunContext) {
    let kind = text.prefix { !$0.isNumber }
    if !context.notes.contains(where: { $0.hasPrefix(kind) }) { context.note(text) }
  }

  /// The table without the target, and what to say to whoever asks for it.
  static func shape(_ table: Table, _ roles: Roles, _ arguments: BoundArguments) -> Shape {
    guard let target = roles.target else { return Shape(table) }
    var shape = Shape(table.selecting(table.columns.indices.filter { table.schema.fields[$0].name != target }))
    shape.departures[target] = Departure(
      span: arguments.verbSpan, label: "no step of a recipe sees the target", help: "leave the target out")
    return shape
  }
}
