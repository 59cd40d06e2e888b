import Foundation
import TestSupport
import Testing

/// What an analyst reads who uses models wrongly: each script in Tests/Golden/errors/model with the error beside it.
@Suite(.serialized) struct ModelErrorTests {
  static let folder = Repository.file("Tests/Golden/errors/model")

  static let scripts = ((try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? [])
    .filter { $0.hasSuffix(".carnet") }.sorted()

  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  @Test func thereAreScripts() { #expect(Self.scripts.count >= 20) }

  @Test(arguments: scripts) func readsAsRecorded(_ script: String) throws {
    let text = try String(contentsOfFile: Self.folder + "/" + script, encoding: .utf8)
    let shown = try #require(Run.failure(text), "the script fails")
    try Golden.expect(shown + "\n", equals: Self.folder + "/" + script.dropLast(6) + "out")
  }
}
