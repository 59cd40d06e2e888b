import Diagnostics
import Foundation
import Language
import Syntax
import Testing
import Verbs

@Suite struct ExportTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-export-\(UUID().uuidString)")

  private func statements(_ text: String) -> [Statement] {
    var sources = SourceMap()
    let source = sources.add(name: "test", text: text)
    return Parser.parse(text, source: source, compoundVerbs: Catalog.standard.compoundNames).script.statements
  }

  @Test("a file that the value was made from is not written over, whatever it is called")
  func inputsStay() throws {
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.path + "/a.csv", content = "n\n1\n2\n3\n"
    try content.write(toFile: file, atomically: true, encoding: .utf8)
    try FileManager.default.createSymbolicLink(atPath: folder.path + "/link.csv", withDestinationPath: file)
    let made = statements("t = load \"\(file)\"\nt | head 1 | export \"\(folder.path)/link.csv\"")
    var interpreter = Interpreter(catalog: .standard)
    let inputs = try interpreter.run(made[0], .serial).inputs
    let later = #expect(throws: Diagnostic.self) {
      try interpreter.run(made[1], .serial) { Provenance(script: "", parameters: [:], inputs: inputs) }
    }
    let atOnce = #expect(throws: Diagnostic.self) {
      try Run.script("load \"\(file)\" | head 1 | export \"\(folder.path)/../\(folder.lastPathComponent)/a.csv\"")
    }
    #expect(later?.code == "E62" && atOnce?.code == "E62")
    #expect(try String(contentsOfFile: file, encoding: .utf8) == content)
    _ = try Run.script("load \"\(file)\" | head 1 | export \"\(folder.path)/b.csv\"")
  }
}
