import Columns
import Diagnostics
import Kernels
import Syntax

/// Runs statements one after another. A statement that fails leaves everything as it was.
public struct Interpreter: Sendable {
  /// What names mean behind the last statement.
  public private(set) var scope = Scope()
  /// What checks and runs pipelines.
  public let runner: PipelineRunner
  /// What statements may share, such as files that were read.
  public let cache = SessionCache()
  /// The files that statements have written since somebody asked, also those of statements that failed.
  public let writtenFiles = WrittenFiles()
  /// Where models lie that statements read by name; nil where there is none.
  public var registry: (any ModelRegistry)?
  /// Values for parameters from outside of the script, as text; each is read by its parameter's type.
  public var overrides: [String: String]

  /// Whether a result that the backend only plans stays a plan; its rows are computed at the end of its statement
  /// otherwise, so that it can be shown and recorded.
  public var keepsPlans = false

  /// An interpreter that has run nothing yet.
  ///
  /// - Parameters:
  ///   - catalog: the verbs that there are.
  ///   - overrides: values for parameters, as text.
  ///   - backend: what runs the steps of pipelines.
  public init(
    catalog: Catalog, overrides: [String: String] = [:], backend: any ExecutionBackend = LocalBackend()
  ) {
    runner = PipelineRunner(catalog: catalog, backend: backend)
    self.overrides = overrides
  }

  /// The verbs that there are.
  public var catalog: Catalog { runner.catalog }

  /// What a statement did.
  public struct Report: Sendable {
    /// What the pipeline came to; nil for a declaration.
    public let result: PipelineRunner.Result?
    /// What it gives to the statements below it.
    public let contribution: Contribution
    /// Whether it drew random numbers, or wrote down what they are drawn from.
    public let usesSeed: Bool
    /// What the run had to say, a sentence each.
    public let notes: [String]
    /// The files it read, with hashes taken before they were used.
    public let inputs: [InputFile]
    /// The files it wrote.
    public let outputs: [String]
    /// The file that the last stage wrote the value to; nil where it did something else.
    public let exported: String?
    /// Options that were left out, with the value in force.
    public let defaults: [String]

    /// The pipeline's value; nil for a declaration.
    public var value: (any Value)? { result?.value }
  }

  /// Goes on as if the statement had run that gave this contribution.
  public mutating func adopt(_ contribution: Contribution) { scope.take(contribution) }

  /// Goes on behind a statement that has no value now: nothing can read it, and its names are taken all the same.
  public mutating func pass(over statement: Statement) {
    scope.reserveNames(of: statement)
    if case .parameter(let declaration) = statement.kind { scope.scalars[declaration.name.text] = nil }
  }

  /// The interpreter as it was before the first statement, with what it has cached.
  public var restarted: Interpreter {
    var start = self
    start.scope = Scope()
    return start
  }

  /// - Parameter provenance: how the statement's value comes about, for verbs that write it down.
  /// - Throws: `Diagnostic` or `Cancelled`; the scope is then unchanged.
  public mutating func run(
    _ statement: Statement, _ execution: Execution, provenance: (@Sendable () -> Provenance)? = nil
  ) throws -> Report {
    let context = RunContext(
      execution: execution, seed: scope.seed, options: scope.options, cache: cache, backend: runner.backend,
      writtenFiles: writtenFiles, provenance: provenance, tracking: scope.tracking, registry: registry)
    let contribution = try contribution(of: statement, context)
    scope.take(contribution)
    return Report(contribution, context)
  }

  private func contribution(of statement: Statement, _ context: RunContext) throws -> Contribution {
    switch statement.kind {
    case .version(let version): try check(version: version, at: statement.span)
    case .seed(let seed): return .seed(UInt64(clamping: seed))
    case .option(let name, let value):
      var options = scope.options
      try withRows(context) { try options.set(name, to: value, in: $0.scope) }
      return .options(options)
    case .parameter(let declaration):
      return .parameter(declaration.name, try withRows(context) { try $0.value(of: declaration) })
    case .assertion(let expression): try withRows(context) { try $0.assert(expression) }
    case .expression(let expression):
      return .result(nil, PipelineRunner.Result(try withRows(context) { try $0.value(of: expression, context) }))
    case .definition(let definition):
      try check(definition)
      return .verb(definition)
    case .pipeline(let binding, let pipeline):
      if let binding { try scope.checkFree(binding, for: .result) }
      var outcome = try settled(try runner.run(pipeline, in: scope, context), context)
      outcome.repairs = context.repairs
      if let binding { try outcome.bind(to: binding.text, check: context.execution.checkCancelled) }
      return .result(binding, outcome)
    case .comments: break
    case .invalid:
      throw Diagnostic(code: SyntaxCodes.unexpected, "this statement could not be read", at: Label(statement.span))
    }
    return .nothing
  }

  /// Runs a pipeline on top of a result that is already there, as a line that begins with `|` does.
  public mutating func run(
    extending result: PipelineRunner.Result, by pipeline: Pipeline, binding: Name?, _ execution: Execution,
    provenance: (@Sendable () -> Provenance)? = nil
  ) throws -> Report {
    let context = RunContext(
      execution: execution, seed: scope.seed, options: scope.options, cache: cache, backend: runner.backend,
      writtenFiles: writtenFiles, provenance: provenance, tracking: scope.tracking, registry: registry)
    if let binding { try scope.checkFree(binding, for: .result) }
    var outcome = try settled(try runner.run(pipeline, extending: result, in: scope, context), context)
    outcome.repairs = result.repairs + context.repairs
    if let binding { try outcome.bind(to: binding.text, check: context.execution.checkCancelled) }
    let contribution = Contribution.result(binding, outcome)
    scope.take(contribution)
    return Report(contribution, context)
  }

  /// The outcome with its rows, where it is not to stay a plan.
  private func settled(_ outcome: PipelineRunner.Result, _ context: RunContext) throws -> PipelineRunner.Result {
    keepsPlans ? outcome : outcome.with(value: try runner.backend.computed(outcome.value, context))
  }

  /// Calls `work` with the rows of the results that it reads fields of.
  private func withRows<T>(_ context: RunContext, _ work: (Interpreter) throws -> T) throws -> T {
    var scope = scope
    return try runner.withRows(&scope, context) { scope in
      var interpreter = self
      interpreter.scope = scope
      return try work(interpreter)
    }
  }

  /// Lets go of results. Their names stay known, for messages about others.
  public mutating func release(where isReleased: (String) -> Bool) {
    for name in scope.bindings.keys where isReleased(name) {
      scope.bindings[name] = nil
      scope.releasedNames.insert(name)
    }
  }

  private func check(version: Int, at span: Span) throws {
    guard version == 1 else {
      throw Diagnostic(
        code: .newerLanguage, "this script is in version \(version) of the language, and this program knows version 1",
        at: Label(span), help: "run it with a newer Carnet")
    }
  }

  private func check(_ definition: Definition) throws {
    if catalog[definition.name.text] != nil {
      throw Diagnostic(
        code: .nameClash, "`\(definition.name.text)` is a verb already", at: Label(definition.name.span, "taken"),
        help: "choose another name")
    }
    try scope.checkFree(in: definition)
  }

  private func assert(_ expression: Expression) throws {
    let cell = try Constant.evaluate(expression, in: scope)
    guard cell != .bool(true) else { return }
    var notes: [String] = []
    if case .binary(_, let left, let right) = expression.kind {
      for side in [left, right] {
        if case .scalar(let path) = side.kind, let value = try? scope.cell(of: side) {
          notes.append("$\(path.map(\.text).joined(separator: ".")) is \(CellFormat.literal(value))")
        }
      }
    }
    throw Diagnostic(
      code: .assertion,
      cell == .bool(false) ? "the assertion does not hold" : "the assertion is neither true nor false",
      at: Label(expression.span, cell == .bool(false) ? "false" : "this is \(CellFormat.literal(cell))"), notes: notes)
  }
}

extension Interpreter.Report {
  fileprivate init(_ contribution: Contribution, _ context: RunContext) {
    self.init(
      result: contribution.result, contribution: contribution, usesSeed: context.usesSeed, notes: context.notes,
      inputs: context.inputs, outputs: context.outputs, exported: context.exported, defaults: context.defaults)
  }
}

/// What a statement that ran gives to the statements below it. It can be adopted without running the statement again.
public enum Contribution: Sendable {
  /// A version, an assertion or a comment.
  case nothing
  /// What a pipeline came to, and its name where it has one.
  case result(Name?, PipelineRunner.Result)
  case parameter(Name, Scalar)
  case verb(Definition)
  case seed(UInt64)
  case options(ScriptOptions)

  /// What the pipeline came to; nil for a declaration.
  public var result: PipelineRunner.Result? { if case .result(_, let outcome) = self { outcome } else { nil } }
}

extension Scope {
  mutating func take(_ contribution: Contribution) {
    tracking = contribution.result?.value.tracking ?? tracking
    switch contribution {
    case .nothing, .result(nil, _): break
    case .result(let name?, let outcome):
      bindings[name.text] = outcome.value
      releasedNames.remove(name.text)
      departures[name.text] = outcome.shape.departures
      columnOrigins[name.text] = outcome.origins(boundTo: name.text)
      rowSets[name.text] = outcome.rows
      traces[name.text] = outcome.trace.bound(to: name.text)
      repairs[name.text] = outcome.repairs
      origins[name.text] = name.span
    case .parameter(let name, let value):
      scalars[name.text] = value
      origins[name.text] = name.span
    case .verb(let definition):
      definitions[definition.name.text] = definition
      origins[definition.name.text] = definition.name.span
    case .seed(let seed): self.seed = seed
    case .options(let options): self.options = options
    }
  }
}
