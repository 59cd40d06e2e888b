import Diagnostics
import Foundation
import Syntax
import TestSupport
import Testing

/// What an analyst reads: each script in Tests/Golden/errors/syntax with all that is said about it beside it.
@Suite struct GoldenErrorTests {
  static let folder = Repository.file("Tests/Golden/errors/syntax")

  static let scripts = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".carnet") }.sorted()

  @Test func thereAreScripts() { #expect(Self.scripts.count >= 20) }

  @Test(arguments: scripts) func readsAsRecorded(_ script: String) throws {
    let text = try String(contentsOfFile: Self.folder + "/" + script, encoding: .utf8)
    let diagnostics = Reading.parse(text).diagnostics
    #expect(!diagnostics.isEmpty)
    var sources = SourceMap()
    _ = sources.add(name: script, text: text)
    let shown = DiagnosticRenderer.plain.render(diagnostics, sources: sources) + "\n"
    try Golden.expect(shown, equals: Self.folder + "/" + script.dropLast(6) + "out")
  }

  /// The edits that a diagnostic offers leave a script with fewer errors, and no error of the kind it mends.
  @Test(arguments: scripts) func fixesMend(_ script: String) throws {
    let text = try String(contentsOfFile: Self.folder + "/" + script, encoding: .utf8)
    let diagnostics = Reading.parse(text).diagnostics
    for diagnostic in diagnostics where !diagnostic.fixIts.isEmpty {
      var bytes = Array(text.utf8)
      for fix in diagnostic.fixIts.sorted(by: { $0.span.lower > $1.span.lower }) {
        bytes.replaceSubrange(fix.span.lower..<fix.span.upper, with: Array(fix.replacement.utf8))
      }
      let mended = String(decoding: bytes, as: UTF8.self)
      let left = Reading.parse(mended).diagnostics
      #expect(left.count < diagnostics.count, "\(diagnostic.message):\n\(mended)\n\(left.map(\.message))")
    }
  }
}
