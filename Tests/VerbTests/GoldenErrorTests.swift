import Foundation
import TestSupport
import Testing

/// Each `Tests/Golden/errors/<folder>/*.carnet` fails with the message in the `.out` file beside it.
@Suite(.serialized) struct GoldenErrorTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  static let folders = ["model", "verbs"]

  static let scripts: [String] = folders.flatMap { folder -> [String] in
    let path = Repository.file("Tests/Golden/errors/\(folder)")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
    return names.filter { $0.hasSuffix(".carnet") }.sorted().map { "\(folder)/\($0)" }
  }

  @Test("the message is the expected one", arguments: scripts)
  func message(_ script: String) throws {
    let path = "Tests/Golden/errors/\(script)"
    let text = try String(contentsOfFile: Repository.file(path), encoding: .utf8)
    let message = try #require(Run.failure(text), "\(script) fails")
    // A folder's own path differs from machine to machine.
    let stable = message.replacingOccurrences(of: FileManager.default.currentDirectoryPath, with: "…")
    try Golden.expect(stable + "\n", equals: Repository.file(path.replacingOccurrences(of: ".carnet", with: ".out")))
  }

  @Test("there are enough of them to trust the style")
  func count() { #expect(Self.scripts.count >= 24) }
}
