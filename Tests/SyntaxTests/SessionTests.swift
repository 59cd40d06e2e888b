import Diagnostics
import Foundation
import Syntax
import TestSupport
import Testing

/// The acceptance scripts of the language.
@Suite struct SessionTests {
  static let names = ["explore", "german", "score", "simple-features"]

  @Test(arguments: names) func parsesWithoutDiagnostics(_ name: String) throws {
    let text = try session(name)
    let (script, diagnostics) = Reading.parse(text)
    #expect(diagnostics == [])
    #expect(!StructureDump.text(script).contains("<invalid>"))
  }

  @Test(arguments: names) func formattingKeepsTheTree(_ name: String) throws {
    let text = try session(name)
    let script = Reading.parse(text).script
    let formatted = Formatter.format(script)
    let again = Reading.parse(formatted)
    #expect(again.diagnostics == [])
    #expect(StructureDump.text(again.script) == StructureDump.text(script))
    #expect(Formatter.format(again.script) == formatted)
    #expect(formatted.filter { $0 == "#" }.count == text.filter { $0 == "#" }.count)
  }

  private func session(_ name: String) throws -> String {
    let folder = name == "simple-features" ? "sessions" : "Tests/Sessions"
    return try String(contentsOfFile: Repository.file("\(folder)/\(name).carnet"), encoding: .utf8)
  }
}
