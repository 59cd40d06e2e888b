import Diagnostics
import Foundation
import Syntax
import TestSupport
import Testing

/// The acceptance scripts of the language, which lie beside the checkout.
@Suite struct SessionTests {
  static let names = ["explore", "german", "score", "simple-features"]

  @Test(arguments: names) func parsesWithoutDiagnostics(_ name: String) throws {
    guard let text = try session(name) else { return }
    let (script, diagnostics) = Reading.parse(text)
    #expect(diagnostics == [])
    #expect(!StructureDump.text(script).contains("<invalid>"))
  }

  @Test(arguments: names) func formattingKeepsTheTree(_ name: String) throws {
    guard let text = try session(name) else { return }
    let script = Reading.parse(text).script
    let formatted = Formatter.format(script)
    let again = Reading.parse(formatted)
    #expect(again.diagnostics == [])
    #expect(StructureDump.text(again.script) == StructureDump.text(script))
    #expect(Formatter.format(again.script) == formatted)
    #expect(formatted.filter { $0 == "#" }.count == text.filter { $0 == "#" }.count)
  }

  private func session(_ name: String) throws -> String? {
    guard let path = Repository.shared("sessions/\(name).carnet") else {
      print("skipped: ../shared/sessions/\(name).carnet is not here")
      return nil
    }
    return try String(contentsOfFile: path, encoding: .utf8)
  }
}
