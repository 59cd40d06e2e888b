import Columns
import Diagnostics
import Kernels
import Language
import Syntax
import TestSupport
import Verbs

/// A script run by the engine of the program and by the row-by-row one, statement by statement.
public struct ExampleRun {
  /// What differs; nil where all agrees.
  public let difference: String?
  /// How many tables were compared, cell by cell.
  public private(set) var tables = 0

  public init(_ example: String) {
    let folder = OutputFolder(), script = folder.script(example)
    defer { withExtendedLifetime(folder) {} }
    var sources = SourceMap()
    let source = sources.add(name: "example", text: script)
    let (parsed, problems) = Parser.parse(
      script, source: source, compoundVerbs: Catalog.standard.compoundNames, functions: Catalog.standard.functionNames)
    var fast = Interpreter(catalog: .standard), slow = Interpreter(catalog: .standard, backend: PlainBackend())
    slow.keepsPlans = true
    var found = problems.first?.message
    for statement in parsed.statements where found == nil {
      do {
        let own = try fast.run(statement, .serial).value
        let planned = try slow.run(statement, .serial).value
        let context = RunContext(execution: .serial, seed: 0, cache: SessionCache())
        let other = try planned.map { try slow.runner.backend.computed($0, context) }
        found = Self.difference(own, other)
        tables += own?.contents.count ?? 0
      } catch {
        found = "\((error as? Diagnostic)?.message ?? "\(error)")"
      }
    }
    difference = found
  }

  private static func difference(_ own: (any Value)?, _ other: (any Value)?) -> String? {
    guard let own, let other else { return own == nil && other == nil ? nil : "a value on one side only" }
    if own.kind != other.kind { return "\(own.kind), not \(other.kind)" }
    let (a, b) = (own.contents, other.contents)
    if a.map(\.name) != b.map(\.name) { return "\(a.map(\.name)), not \(b.map(\.name))" }
    for (one, two) in zip(a, b) {
      // Names of examples tell nothing of sums.
      let names = Set(one.table.schema.names.compactMap(\.first))
      if let found = one.table.difference(from: two.table, loose: names) { return "\(one.name) \(found)" }
    }
    return nil
  }
}
