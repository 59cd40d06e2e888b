import Columns
import Diagnostics
import Kernels
import Syntax

/// Runs statements one after another. A statement that fails leaves everything as it was.
public struct Interpreter: Sendable {
  public private(set) var scope = Scope()
  public let runner: PipelineRunner
  public let cache = SessionCache()
  /// Values for parameters from the command line, as text; each is read by its parameter's type.
  public let overrides: [String: String]

  public init(catalog: Catalog, overrides: [String: String] = [:]) {
    runner = PipelineRunner(catalog: catalog)
    self.overrides = overrides
  }

  public var catalog: Catalog { runner.catalog }

  /// What a statement did.
  public struct Outcome: Sendable {
    /// What the pipeline came to; nil for a declaration.
    public let result: PipelineRunner.Outcome?
    /// The name it was bound to.
    public let binding: String?
    public let notes: [String]
    public let inputs: [InputFile]
    public let outputs: [String]
    public let defaults: [String]

    /// The pipeline's value; nil for a declaration.
    public var value: (any Value)? { result?.value }
  }

  /// - Parameter provenance: how the statement's value comes about, for verbs that write it down.
  /// - Throws: `Diagnostic` or `Cancelled`; the scope is then unchanged.
  public mutating func run(
    _ statement: Statement, _ execution: Execution, provenance: (@Sendable () -> Provenance)? = nil
  ) throws -> Outcome {
    let context = RunContext(execution: execution, seed: scope.seed, cache: cache, provenance: provenance)
    var next = scope
    var result: PipelineRunner.Outcome?, name: String?
    switch statement.kind {
    case .version(let version): try check(version: version, at: statement.span)
    case .seed(let seed): next.seed = UInt64(clamping: seed)
    case .parameter(let declaration): try declare(declaration, in: &next)
    case .assertion(let expression): try assert(expression)
    case .definition(let definition): try define(definition, in: &next)
    case .pipeline(let binding, let pipeline):
      if let binding { try scope.checkFree(binding, for: .result) }
      let outcome = try runner.run(pipeline, in: scope, context)
      result = outcome
      if let binding {
        name = binding.text
        bind(binding, to: outcome, in: &next)
        let source = pipeline.stages.first.flatMap { scope.repairs[$0.verb.text] } ?? []
        next.repairs[binding.text] = source + context.repairs
      }
    case .comments: break
    case .invalid:
      throw Diagnostic(code: "E01", "this statement could not be read", at: Label(statement.span))
    }
    scope = next
    return Outcome(
      result: result, binding: name, notes: context.notes, inputs: context.inputs, outputs: context.outputs,
      defaults: context.defaults)
  }

  /// Runs a pipeline on top of a result that is already there, as a line that begins with `|` does.
  public mutating func run(
    extending result: PipelineRunner.Outcome, by pipeline: Pipeline, binding: Name?, _ execution: Execution,
    provenance: (@Sendable () -> Provenance)? = nil
  ) throws -> Outcome {
    let context = RunContext(execution: execution, seed: scope.seed, cache: cache, provenance: provenance)
    if let binding { try scope.checkFree(binding, for: .result) }
    let outcome = try runner.run(pipeline, extending: result, in: scope, context)
    if let binding {
      var next = scope
      bind(binding, to: outcome, in: &next)
      scope = next
    }
    return Outcome(
      result: outcome, binding: binding?.text, notes: context.notes, inputs: context.inputs,
      outputs: context.outputs, defaults: context.defaults)
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
        code: "E10", "this script is in version \(version) of the language, and this program knows version 1",
        at: Label(span), help: "run it with a newer Carnet")
    }
  }

  private func bind(_ name: Name, to outcome: PipelineRunner.Outcome, in scope: inout Scope) {
    scope.bindings[name.text] = outcome.value
    scope.releasedNames.remove(name.text)
    scope.departures[name.text] = outcome.shape.departures
    scope.columnOrigins[name.text] = outcome.origins.mapValues { $0.bound(to: name.text) }
    scope.origins[name.text] = name.span
  }

  private func define(_ definition: Definition, in scope: inout Scope) throws {
    if catalog[definition.name.text] != nil {
      throw Diagnostic(
        code: "E23", "`\(definition.name.text)` is a verb already", at: Label(definition.name.span, "taken"),
        help: "choose another name")
    }
    try scope.checkFree(in: definition)
    scope.definitions[definition.name.text] = definition
    scope.origins[definition.name.text] = definition.name.span
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
      code: "E50", cell == .bool(false) ? "the assertion does not hold" : "the assertion is neither true nor false",
      at: Label(expression.span, cell == .bool(false) ? "false" : "this is \(CellFormat.literal(cell))"), notes: notes)
  }
}
