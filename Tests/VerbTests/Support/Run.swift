import Columns
import Diagnostics
import Kernels
import Language
import Syntax
import Verbs

/// Runs scripts on the standard catalogue.
enum Run {
  /// The value of the last pipeline.
  /// - Throws: the first `Diagnostic`, of parsing or of running.
  static func script(_ text: String, threads: Int = 1) throws -> (any Value)? {
    try outcomes(text, threads: threads).last { $0.value != nil }?.value
  }

  /// The table of the last pipeline.
  static func table(_ text: String, threads: Int = 1) throws -> Table {
    guard let table = try script(text, threads: threads)?.table else {
      throw Diagnostic(code: .test, "the script ends with no table")
    }
    return table
  }

  static func outcomes(_ text: String, threads: Int = 1) throws -> [Interpreter.Report] {
    var sources = SourceMap()
    let source = sources.add(name: "test", text: text)
    let (script, problems) = Parser.parse(
      text, source: source, compoundVerbs: Catalog.standard.compoundNames, functions: Catalog.standard.functionNames)
    if let problem = problems.first { throw problem }
    var interpreter = Interpreter(catalog: .standard)
    return try script.statements.map { try interpreter.run($0, Execution(threads: threads)) }
  }

  /// What a script prints when it fails, or nil where it does not.
  static func failure(_ text: String) -> String? {
    var sources = SourceMap()
    _ = sources.add(name: "test", text: text)
    do {
      _ = try outcomes(text)
      return nil
    } catch let problem as Diagnostic {
      return DiagnosticRenderer.plain.render(problem, sources: sources)
    } catch {
      return "not a diagnostic: \(error)"
    }
  }

  /// The rows of a table, cells separated by one space, null as `null`.
  static func lines(_ table: Table) -> String {
    (0..<table.rowCount).map { row in
      table.columns.map { $0.isNull(row) ? "null" : CellFormat.plain($0[row]) }.joined(separator: " ")
    }.joined(separator: "\n")
  }
}

extension Run {
  /// What stages make of a table, and the notes about it.
  static func stage(
    _ stages: String, on table: Table, _ execution: Execution = .serial
  ) throws -> (table: Table, notes: [String]) {
    var sources = SourceMap()
    let source = sources.add(name: "test", text: "t | \(stages)")
    let (script, problems) = Parser.parse(
      "t | \(stages)", source: source, compoundVerbs: Catalog.standard.compoundNames)
    if let problem = problems.first { throw problem }
    var scope = Scope()
    scope.bindings["t"] = table
    let context = RunContext(execution: execution, seed: 0, cache: SessionCache())
    guard case .pipeline(_, let pipeline)? = script.statements.first?.kind,
      let result = try PipelineRunner(catalog: .standard).run(pipeline, in: scope, context).value.table
    else { throw Diagnostic(code: .test, "the script ends with no table") }
    return (result, context.notes)
  }
}

extension DiagnosticCode {
  /// What a test did wrong itself.
  static let test = DiagnosticCode("test", "", "")
}
