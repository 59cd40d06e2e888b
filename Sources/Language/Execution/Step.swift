import Columns

/// How a checked stage runs, or a part of it. The relational steps are a small closed set and nothing but data, so that
/// the same pipeline can be executed here or rendered for another engine; everything else is local.
public struct Step: Sendable {
  /// What it does.
  public let operation: Operation
  /// What comes out, where the input's shape alone tells it.
  public let output: Shape?
  /// What to say to whoever asks later for a column that the step takes away; nil where that is nothing of its own.
  public var departure: @Sendable (String) -> Departure? = { _ in nil }
  /// Steps of the same stage that come before this one: a computed key of `agg` is derived first.
  public var preceding: [Step] = []
  /// How this process does a relational step that ``LocalBackend`` has no way of its own for.
  let work: LocalWork?

  /// A step that a backend runs from its data alone, or local work.
  public init(_ operation: Operation, output: Shape?) {
    (self.operation, self.output) = (operation, output)
    work = if case .local(let work) = operation { work } else { nil }
  }

  private init(_ operation: Operation, output: Shape?, work: @escaping LocalWork) {
    (self.operation, self.output, self.work) = (operation, output, work)
  }

  /// What a step does: one of a closed set that holds data and nothing else, or work of this process.
  public enum Operation: Sendable {
    case scan(Scan)
    case filter(TypedExpression)
    case project([ProjectedColumn])
    case derive([NamedExpression], by: [Int], order: [SortColumn])
    case sort([SortColumn])
    case limit(Int, fromEnd: Bool)
    /// The first of the rows that are alike in some columns, which are those of the result.
    case distinct([Int])
    case join(JoinPlan)
    case append(AppendPlan)
    case aggregate([NamedExpression], by: [Int])
    case cast(CastPlan)
    case replace(ReplacePlan)
    case pivot(PivotPlan)
    case unpivot(UnpivotPlan)
    case local(LocalWork)
  }

  /// Work that only this process can do. The input is nil for a verb that starts a pipeline.
  public typealias LocalWork = @Sendable ((any Value)?, RunContext) throws -> any Value

  /// The columns that the step computes by an expression each.
  public var computes: [NamedExpression] {
    switch operation {
    case .derive(let items, _, _), .aggregate(let items, _): items
    default: []
    }
  }

  /// A step that turns a table into another value.
  /// - Parameter memory: what the work takes of it; where that is not there, the step is refused.
  public static func onTable(
    output: Shape? = nil, memory: Footprint, _ work: @escaping @Sendable (Table, RunContext) throws -> any Value
  ) -> Step {
    Step(.local(onRows(memory, work)), output: output)
  }

  /// A relational step, with the way in which this process does it.
  /// - Parameter memory: what that takes of it; where that is not there, the step is refused.
  public static func relational(
    _ operation: Operation, output: Shape? = nil, memory: Footprint,
    here work: @escaping @Sendable (Table, RunContext) throws -> Table
  ) -> Step {
    Step(operation, output: output, work: onRows(memory, work))
  }

  private static func onRows(
    _ memory: Footprint, _ work: @escaping @Sendable (Table, RunContext) throws -> any Value
  ) -> LocalWork {
    { input, context in
      guard let table = input?.table else { throw NeedsData() }
      try memory.require(on: table, context.execution)
      return try work(table, context)
    }
  }

  /// The step with another operation of the same kind.
  func replacing(_ operation: Operation) -> Step {
    var step = work.map { Step(operation, output: output, work: $0) } ?? Step(operation, output: output)
    (step.departure, step.preceding) = (departure, preceding)
    return step
  }

  /// The step behind others of its stage.
  public func following(_ steps: [Step]) -> Step {
    var step = self
    step.preceding = steps
    return step
  }

  /// The steps of the stage, in the order in which they run.
  var all: [Step] { preceding.flatMap(\.all) + [self] }
}

/// A column of the result, taken from the input under a name.
public struct ProjectedColumn: Sendable, Equatable {
  /// The column's place in the input.
  public let position: Int
  /// Its name in the result.
  public let name: String
  /// The column at a place of the input, under a name.
  public init(position: Int, name: String) { (self.position, self.name) = (position, name) }
}

/// A result column with the expression that computes it.
public struct NamedExpression: Sendable {
  /// The column's name.
  public let name: String
  /// What computes it.
  public let expression: TypedExpression
  /// The expression as one would type it for this column alone, where it was typed.
  public let source: String?

  /// A column that an expression computes.
  public init(_ name: String, _ expression: TypedExpression, source: String? = nil) {
    (self.name, self.expression, self.source) = (name, expression, source)
  }
}

/// A column to sort by.
public struct SortColumn: Sendable {
  /// The column's place in the input.
  public let position: Int
  /// Whether the greatest comes first.
  public let isDescending: Bool
  /// The column at a place of the input, from the least or from the greatest.
  public init(position: Int, isDescending: Bool) { (self.position, self.isDescending) = (position, isDescending) }
}

extension Schema {
  /// The schema after a projection.
  public func projected(_ columns: [ProjectedColumn]) -> Schema {
    projecting(columns.map { ($0.position, $0.name) })
  }
}
