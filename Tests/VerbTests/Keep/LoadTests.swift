import Columns
import Diagnostics
import Foundation
import Kernels
import Language
import Syntax
import Testing
import Verbs

@Suite struct LoadTests {
  @Test("a file that changed within a session is read again, and its new hash is recorded")
  func changedFile() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-load-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    var interpreter = Interpreter(catalog: .standard)
    func load(_ content: String) throws -> Interpreter.Report {
      try content.write(to: file, atomically: true, encoding: .utf8)
      let text = "load \"\(file.path)\""
      var sources = SourceMap()
      let script = Parser.parse(
        text, source: sources.add(name: "test", text: text), compoundVerbs: Catalog.standard.compoundNames
      ).script
      return try interpreter.run(try #require(script.statements.first), .serial)
    }
    let before = try load("n\n1\n")
    let after = try load("n\n1\n2\n")
    #expect((before.value as? Table)?.rowCount == 1)
    #expect((after.value as? Table)?.rowCount == 2)
    #expect(before.inputs.first?.hash != after.inputs.first?.hash)
  }

  @Test("a key that identifies no rows is pointed out")
  func repeatedKeys() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "carnet-key-\(UUID().uuidString).csv")
    defer { try? FileManager.default.removeItem(at: file) }
    try "k,n\n1,1\n1,2\n,3\n,4\n2,5\n".write(to: file, atomically: true, encoding: .utf8)
    func notes(_ key: String) throws -> [String] {
      try Run.outcomes("load \"\(file.path)\", key: \(key)").flatMap(\.notes).map { $0.replacing(file.path, with: "F") }
    }
    #expect(try notes("n").isEmpty)
    #expect(try notes("@(k + n)").isEmpty)
    #expect(try notes("k") == [
        "F: the key does not identify rows: 2 rows repeat that of an earlier one, and will fall into the same "
          + "samples and folds"
    ])
  }
}
