import Columns
import Diagnostics
import Kernels
import Language
import Oracle
import Syntax
import Testing
import Verbs

/// Plans as data: what they look like, and what moves to where the rows are read.
@Suite struct PlanTests {
  @Test("a result may have columns and no rows, until somebody asks for them")
  func planned() throws {
    let session = try Self.session("a = range 10 | derive k = n % 3\nb = a | where n > 2 | agg s = sum(n) by k")
    let value = try #require(session.scope.bindings["b"])
    #expect(value.kind == .table && value.table == nil)
    #expect(value.heading?.names == ["k", "s"])
  }

  @Test("a field of a planned result, and a check that looks at its rows, compute it")
  func fields() throws {
    var session = try Self.session("a = range 3 | agg s = sum(n) / 2")
    let after = try Self.run("assert $a.s == 1.5\nb = range 2 | full join a on n == s", in: &session)
    #expect(after.scope.bindings["b"]?.heading?.fields.map(\.type) == [.float])
  }

  @Test("the other side of a join is a plan")
  func rightSide() throws {
    let session = try Self.session("a = range 3 | derive x = n * 2\nb = range 3 | left join a on n")
    let planned = try #require(session.scope.bindings["b"] as? PlannedTable)
    guard case .step(let step, _, _) = planned.plan, case .join(let join) = step.operation else {
      Issue.record("no join")
      return
    }
    guard case .step(let inner, _, _) = join.right else {
      Issue.record("the right side is no plan")
      return
    }
    #expect(inner.name == "Derive")
  }

  @Test("a computed key is a step of its own")
  func computedKey() throws {
    let session = try Self.session("a = range 9 | agg s = sum(n) by k = n % 3")
    let planned = try #require(session.scope.bindings["a"] as? PlannedTable)
    #expect(Self.names(planned.plan) == ["Derive", "Aggregate"])
  }

  @Test("conditions move to where the rows are read, as far as they see the same there", arguments: [
    ("where n > 2", "Scan"), ("sort -n | where n > 2", "Scan Sort"), ("rename m = n | where m > 2", "Scan Project"),
    ("where n > 2 | where n < 5", "Scan"), ("derive x = n * 2 | where n > 2", "Scan Derive"),
    ("derive x = n * 2 | where x > 2", "Scan Derive Filter"), ("derive n = n * 2 | where n > 2", "Scan Derive Filter"),
    ("head 3 | where n > 2", "Scan Limit Filter"), ("derive x = lag(n), order: n | where n > 2", "Scan Derive Filter"),
  ])
  func pushing(_ stages: String, _ steps: String) throws {
    var session = Self.interpreter
    session = try Self.run("t = range 6", in: &session)
    let rows = try #require(session.scope.bindings["t"]?.table)
    let scan = Scan("memory", settings: []) { _, _ in rows }
    let table = PlannedTable(.step(Step(.scan(scan), output: nil), on: nil, heading: rows.schema))
    let text = "t | \(stages)"
    let parsed = Parser.parse(text, source: SourceID(rawValue: 0), compoundVerbs: [])
    guard case .pipeline(_, let pipeline)? = parsed.script.statements.first?.kind else { return }
    var scope = Scope()
    scope.bindings["t"] = table
    let context = RunContext(execution: .serial, seed: 0, cache: SessionCache())
    let result = try session.runner.run(pipeline, in: scope, context).value
    let planned = try #require(result as? PlannedTable)
    #expect(Self.names(planned.plan.pushedDown).joined(separator: " ") == steps)
    // The engine of the program runs the moved plan as the other engine runs the plan as it was written.
    let here = try #require(try LocalBackend().computed(PlannedTable(planned.plan.pushedDown), context).table)
    let asWritten = try #require(try LocalBackend().computed(planned, context).table)
    #expect(here.difference(from: asWritten) == nil)
  }

  private static func names(_ plan: Plan) -> [String] {
    guard case .step(let step, let below, _) = plan else { return [] }
    return (below.map(names) ?? []) + [step.name]
  }

  private static var interpreter: Interpreter {
    var interpreter = Interpreter(catalog: .standard, backend: PlainBackend())
    interpreter.keepsPlans = true
    return interpreter
  }

  private static func session(_ script: String) throws -> Interpreter {
    var interpreter = interpreter
    return try run(script, in: &interpreter)
  }

  @discardableResult
  private static func run(_ script: String, in interpreter: inout Interpreter) throws -> Interpreter {
    let (parsed, problems) = Parser.parse(
      script, source: SourceID(rawValue: 0), compoundVerbs: Catalog.standard.compoundNames)
    if let problem = problems.first { throw problem }
    for statement in parsed.statements { _ = try interpreter.run(statement, .serial) }
    return interpreter
  }
}
