import Foundation
import Testing
import Workbench

@Suite struct PathCompletionTests {
  @Test(arguments: [
    ("load \"da", "da"), ("load \"", ""), ("a | join x, b: \"/t", "/t"), ("load \"a\" | export \"b", "b"),
    ("load \"a\"", nil), ("# \"a", nil), ("select `a \"b", nil), ("x = \"a\\\"b", "a\\\"b"), ("", nil),
  ] as [(String, String?)]) func findsTheString(line: String, path: String?) {
    #expect(PathCompletion.start(in: line).map { String(line[$0...]) } == path)
  }

  @Test func completesInAnyFolder() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    for name in ["data", "deep/er"] {
      try FileManager.default.createDirectory(atPath: "\(folder)/\(name)", withIntermediateDirectories: true)
    }
    for name in ["d.csv", ".hidden", "other.csv"] { try Data().write(to: URL(filePath: "\(folder)/\(name)")) }
    #expect(PathCompletion.paths(from: "\(folder)/d") == ["d.csv", "data/", "deep/"].map { "\(folder)/\($0)" })
    #expect(PathCompletion.paths(from: "\(folder)/.h") == ["\(folder)/.hidden"])
    #expect(PathCompletion.paths(from: "\(folder)/deep/") == ["\(folder)/deep/er/"])
    #expect(PathCompletion.paths(from: "\(folder)/deep/../o") == ["\(folder)/deep/../other.csv"])
    #expect(PathCompletion.paths(from: "\(folder)/absent/x").isEmpty)
    #expect(PathCompletion.paths(from: "~/").allSatisfy { !$0.hasPrefix("~") })
  }
}
