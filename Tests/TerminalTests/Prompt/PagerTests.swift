import Foundation
import Terminal
import Testing

/// When there is something to page with.
@Suite struct PagerTests {
  @Test("the pager of the environment", arguments: [
    (["TERM": "xterm", "PAGER": "more"], true), (["TERM": "xterm", "PAGER": ""], false),
    (["TERM": "xterm", "PAGER": "cat"], false), (["TERM": "xterm", "PAGER": " "], false),
    (["TERM": "dumb", "PAGER": "more"], false), (["PAGER": "more"], false),
    (["TERM": "xterm", "PATH": "/nowhere"], false),
  ])
  func environment(variables: [String: String], isThere: Bool) {
    #expect((Pager(variables) != nil) == isThere)
  }

  @Test func lessWhereItIsInstalled() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let variables = ["TERM": "xterm", "PATH": "/nowhere:\(folder.path)"], file = folder.appending(path: "less").path
    #expect(Pager(variables) == nil)
    #expect(FileManager.default.createFile(atPath: file, contents: nil, attributes: [.posixPermissions: 0o755]))
    #expect(Pager(variables) != nil)
  }
}
