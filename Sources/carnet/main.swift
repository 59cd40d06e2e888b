import Columns
import Diagnostics
import Kernels
import Language
import Syntax
import Verbs

var sources = SourceMap()
let text = CommandLine.arguments.count > 2 ? CommandLine.arguments[2] : ""
let id = sources.add(name: "command", text: text)
let (script, problems) = Parser.parse(text, source: id, compoundVerbs: Catalog.standard.compoundNames)
for problem in problems { print(DiagnosticRenderer.plain.render(problem, sources: sources)) }
var interpreter = Interpreter(catalog: .standard)
for statement in script.statements {
  do {
    let outcome = try interpreter.run(statement, Execution(threads: 2))
    for note in outcome.notes { print("note:", note) }
    if let table = outcome.value as? Table {
      print(table.schema.names.joined(separator: " "))
      for row in 0..<min(20, table.rowCount) { print(table.columns.map { CellFormat.plain($0[row]) }.joined(separator: " ")) }
    } else if let value = outcome.value { print(value.presentation.facts) }
  } catch let error as Diagnostic {
    print(DiagnosticRenderer.plain.render(error, sources: sources))
    break
  }
}
