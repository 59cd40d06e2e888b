import Columns
import Diagnostics
import Kernels
import Syntax

/// Checks and runs pipelines: stage by stage as far as shapes are known, computing where a check needs the rows.
public struct PipelineRunner: Sendable {
  /// The verbs that there are.
  public let catalog: Catalog
  /// What runs the steps.
  public let backend: any ExecutionBackend

  /// A runner over a catalogue of verbs.
  public init(catalog: Catalog, backend: any ExecutionBackend = LocalBackend()) {
    (self.catalog, self.backend) = (catalog, backend)
  }

  /// The result of a pipeline, with all that further stages should know of it.
  public struct Result: Sendable {
    /// What the last stage gave.
    public let value: any Value
    /// What messages say of it.
    let shape: Shape
    /// Where its columns were made; a column of this pipeline's own has no name of a result yet.
    public let origins: [String: ColumnOrigin]
    /// Which rows it has.
    let rows: RowSet
    /// The way of its rows.
    public internal(set) var trace = RowTrace()
    /// Lists of the rows of its files that were repaired while they were read.
    var repairs: [Table] = []
    /// What went through the stages, the first of which may be the name of a result.
    public internal(set) var flow: [StageFlow] = []
    private var named: (name: String, origins: [String: ColumnOrigin])?

    init(_ value: any Value, shape: Shape, origins: [String: ColumnOrigin], rows: RowSet) {
      (self.value, self.shape, self.origins, self.rows) = (value, shape, origins, rows)
    }

    /// The outcome with the rows of its value.
    func with(value: any Value) -> Result {
      guard self.value is PlannedTable else { return self }
      var outcome = Result(value, shape: Shape(value).inheriting(shape), origins: origins, rows: rows)
      (outcome.repairs, outcome.flow, outcome.trace) = (repairs, flow, trace)
      return outcome
    }

    /// Makes the origins of the columns those of a result with a name, once for all who ask for them: there may be
    /// millions, so that it has to be possible to stop that.
    /// - Parameter check: called for each column.
    mutating func bind(to name: String, check: () throws -> Void) rethrows {
      var bound: [String: ColumnOrigin] = [:]
      bound.reserveCapacity(origins.count)
      do {
        for (column, origin) in origins {
          try check()
          bound[column] = origin.bound(to: name)
        }
      } catch {
        Release.later(&bound, parts: bound.count, leaving: [:])
        throw error
      }
      named = (name, bound)
    }

    /// Where the columns of a result with a name were made.
    func origins(boundTo name: String) -> [String: ColumnOrigin] {
      if let named, named.name == name { return named.origins }
      return origins.mapValues { $0.bound(to: name) }
    }

    /// A value of which nothing else is known.
    public init(_ value: any Value) { self.init(value, shape: Shape(value), origins: [:], rows: .unknown) }
  }

  /// - Throws: `Diagnostic` or `Cancelled`.
  public func run(_ pipeline: Pipeline, in scope: Scope, _ context: RunContext) throws -> Result {
    try run(pipeline, from: Progress(shape: .nothing), in: scope, context)
  }

  /// The result of further stages behind those of another pipeline.
  public func run(
    _ pipeline: Pipeline, extending result: Result, in scope: Scope, _ context: RunContext
  ) throws -> Result {
    let start = Progress(
      shape: result.shape, isAtStart: false, base: result.value, origins: result.origins, rows: result.rows,
      trace: result.trace, flow: result.flow)
    return try run(pipeline, from: start, in: scope, context)
  }

  /// The columns of a file that a pipeline can ask for; nil where that may be any.
  public func demand(of pipeline: Pipeline, in scope: Scope) -> ColumnDemand? {
    (try? expandDefinitions(pipeline.stages, scope)).flatMap { demand(of: $0, in: scope) }
  }

  func demand(of stages: [Stage], in scope: Scope) -> ColumnDemand? {
    guard let source = stages.first, scope.bindings[source.verb.text] == nil else { return nil }
    return ColumnDemand(of: stages, in: catalog, scope)
  }

  private func run(
    _ pipeline: Pipeline, from start: Progress, in scope: Scope, _ context: RunContext
  ) throws -> Result {
    var progress = start, scope = scope
    scope.monitor = context.execution.monitor
    defer { progress.leave() }
    let stages = try expandDefinitions(pipeline.stages, scope)
    let demand = start.isAtStart ? demand(of: stages, in: scope) : nil
    progress.demand = demand
    for (index, stage) in stages.enumerated() {
      try context.execution.checkCancelled()
      if progress.isAtStart, let bound = try binding(stage, scope) {
        progress = bound
        context.reads(repairs: scope.repairs[stage.verb.text] ?? [])
        continue
      }
      try advance(&progress, by: stage, &scope, context)
      if index == demand?.end { progress.shape.endUnread(at: stage) }
    }
    try settle(&progress, scope, context)
    guard let value = progress.shape.value else { preconditionFailure("a pipeline ends with a value") }
    var result = Result(value, shape: progress.shape, origins: progress.origins, rows: progress.rows)
    (result.flow, result.trace) = (progress.flow, progress.trace)
    return result
  }

  /// What is known after some stages, and the steps that are checked but not run yet.
  struct Progress {
    var shape: Shape
    var pending: [(step: Step, stage: Stage, isLastOfStage: Bool)] = []
    var isAtStart = true
    /// The columns of a file that the pipeline can ask for; nil where that may be any.
    var demand: ColumnDemand?
    /// The last value, the input of the pending steps.
    var base: (any Value)?
    /// Where the columns of `base` were made.
    var origins: [String: ColumnOrigin] = [:]
    /// Which rows `base` has.
    var rows = RowSet.unknown
    /// The way of the rows of `base`.
    var trace = RowTrace()
    /// What the stages so far have given.
    var flow: [StageFlow] = []

    /// Lets go of what is kept for each column.
    mutating func leave() {
      Release.later(&origins, parts: origins.count, leaving: [:])
      let columnCount = max(shape.fields.count, base?.table?.columns.count ?? 0)
      Release.later(&shape, parts: columnCount, leaving: .nothing)
      Release.later(&pending, parts: columnCount, leaving: [])
      Release.later(&base, parts: columnCount, leaving: nil)
    }
  }

  /// A pipeline that begins with a result of an earlier statement.
  func binding(_ stage: Stage, _ scope: Scope) throws -> Progress? {
    let isBare = stage.arguments.isEmpty && stage.options.isEmpty && stage.by == nil && stage.on == nil
    guard isBare, let value = scope.bindings[stage.verb.text] else { return nil }
    var shape = Shape(value)
    shape.name = stage.verb.text
    shape.departures = scope.departures[stage.verb.text] ?? Departures()
    return Progress(
      shape: shape, isAtStart: false, base: value, origins: scope.columnOrigins[stage.verb.text] ?? [:],
      rows: scope.rowSets[stage.verb.text] ?? .unknown, trace: scope.traces[stage.verb.text] ?? RowTrace(),
      flow: [StageFlow(stage, value)])
  }

  private func advance(
    _ progress: inout Progress, by stage: Stage, _ scope: inout Scope, _ context: RunContext
  ) throws {
    let verb = try resolve(stage, isAtStart: progress.isAtStart, scope)
    let arguments = try withRows(&scope, context) { try Binder.bind(verb.signature, stage, $0) }
    try takeMainTable(&progress, for: verb.signature, scope, context)
    if !verb.signature.isSource, !verb.signature.inputs.contains(progress.shape.kind) {
      throw wrongInput(verb.signature, stage, progress.shape)
    }
    context.applied(defaults: arguments.defaultsInForce(verb.signature))
    for reference in arguments.references { context.reads(repairs: reference.repairs) }
    let step = try check(stage, verb, arguments, &progress, &scope, context).reading(progress.demand)
    let before = progress.shape
    let steps = step.all
    progress.pending += steps.indices.map { (steps[$0], stage, $0 == steps.count - 1) }
    if let output = step.output {
      progress.shape = try output.following(
        before, stage, step.departure, check: context.execution.checkCancelled)
    } else {
      try settle(&progress, scope, context)
      // The step itself would keep all tables that its stage could see.
      let told = context.departures, departure = step.departure
      progress.shape = try progress.shape.following(
        before, stage, { told[$0] ?? departure($0) }, check: context.execution.checkCancelled)
    }
    if progress.isAtStart { progress.shape.unread = context.unread }
    progress.isAtStart = false
  }

  /// How many rows make the scratch memory of a stage worth giving back.
  private static let largeTable = 1 << 20

  /// Runs the pending steps, so that the shape has its value.
  func settle(_ progress: inout Progress, _ scope: Scope, _ context: RunContext) throws {
    guard !progress.pending.isEmpty else { return }
    for (step, stage, isLastOfStage) in progress.pending {
      try context.execution.checkCancelled()
      context.enters(progress.origins, progress.rows, progress.trace)
      // What takes long in a verb says more; a label of the stage before would be wrong.
      context.execution.monitor.begin(stage.verb.text, total: 0)
      let before = progress.base, noteCount = context.notes.count
      progress.base = try Failure.located(at: stage) { try backend.run(step, on: before, context) }
      if isLastOfStage, (progress.base as? Table)?.rowCount ?? 0 > Self.largeTable { FreedMemory.giveBack() }
      let passage = StepPassage(
        step: step, stage: stage, before: before, origins: progress.origins, rows: progress.rows, scope: scope,
        context: context)
      progress.origins = try passage.origins(of: progress.base)
      progress.rows = passage.rows(of: progress.base)
      progress.trace = passage.trace(
        of: progress.base, progress.trace, notes: Array(context.notes.dropFirst(noteCount)))
      if isLastOfStage, let value = progress.base { progress.flow.append(StageFlow(stage, value)) }
    }
    progress.pending = []
    guard let value = progress.base else { return }
    progress.shape = Shape(value).inheriting(progress.shape)
  }
}

/// Checks that need rows which are not here yet.
extension PipelineRunner {
  /// The step of a stage. Where the check needs rows, they are computed, and it is asked again.
  func check(
    _ stage: Stage, _ verb: any Verb.Type, _ arguments: BoundArguments, _ progress: inout Progress,
    _ scope: inout Scope, _ context: RunContext
  ) throws -> Step {
    var arguments = arguments
    while true {
      do {
        return try verb.step(progress.shape, arguments)
      } catch let need as NeedsData {
        if need.name != nil {
          try fetch(need, into: &scope, context)
          arguments = try Binder.bind(verb.signature, stage, scope)
        } else {
          guard progress.shape.value == nil || progress.base is PlannedTable else { throw Self.looksAhead(stage) }
          try settle(&progress, scope, context)
          try compute(&progress, context)
        }
      }
    }
  }

  /// The rows of the input are here, and a check still needs some.
  private static func looksAhead(_ stage: Stage) -> Diagnostic {
    Diagnostic(
      code: .wrongValue, "a selector here goes by rows that this stage has yet to compute",
      at: Label(stage.verb.span, "computes them while it runs"),
      help: "write two stages: the items before it in the first, the rest in `| \(stage.verb.text) …` behind it")
  }

  /// Calls `work`, again with the rows of each result that it finds them missing of.
  func withRows<T>(_ scope: inout Scope, _ context: RunContext, _ work: (Scope) throws -> T) throws -> T {
    while true {
      do {
        return try work(scope)
      } catch let need as NeedsData {
        try fetch(need, into: &scope, context)
      }
    }
  }

  /// Computes the rows of a result that a check needs.
  private func fetch(_ need: NeedsData, into scope: inout Scope, _ context: RunContext) throws {
    guard let name = need.name, let value = scope.bindings[name], value is PlannedTable else { throw need }
    scope.bindings[name] = try backend.computed(value, context)
  }

  /// Results are tables: before a verb that makes tables of tables, a value's main table stands for it.
  func takeMainTable(
    _ progress: inout Progress, for signature: Signature, _ scope: Scope, _ context: RunContext
  ) throws {
    let kind = progress.shape.kind
    guard kind.mainTable != nil, signature.takesMainTables, !signature.inputs.contains(kind) else { return }
    try settle(&progress, scope, context)
    guard let table = progress.shape.value?.mainTable else { return }
    (progress.base, progress.shape) = (table, Shape(table))
    // The rows of a summary are none of the rows it was made of.
    (progress.origins, progress.rows) = ([:], .unknown)
  }

  /// Makes sure that the rows of the last value are here.
  private func compute(_ progress: inout Progress, _ context: RunContext) throws {
    guard let planned = progress.base as? PlannedTable else { return }
    let value = try backend.computed(planned, context)
    (progress.base, progress.shape) = (value, Shape(value).inheriting(progress.shape))
  }
}

/// What one stage of a pipeline has given to the next.
public struct StageFlow: Sendable {
  private let stage: Stage
  /// The kind of its value.
  public let kind: ValueKind
  /// The rows and columns of its table; nil where it gave none, or where they are not here.
  public let size: (rows: Int, columns: Int)?

  init(_ stage: Stage, _ value: any Value) {
    (self.stage, kind) = (stage, value.kind)
    size = value.table.map { ($0.rowCount, $0.columns.count) }
  }

  /// The stage as one would type it, in one line.
  public var text: String { Formatter.format(stage) }
}
