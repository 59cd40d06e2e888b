import Foundation
import TestSupport
import Testing

/// `carnet test`: all scripts of a folder against their locks, for a build server.
@Suite struct FolderTests {
  /// Three scripts: one as recorded, one that has another value since, and one without a lock.
  private func workplace() throws -> Workplace {
    let place = try Workplace()
    try FileManager.default.createDirectory(
      at: place.folder.appending(path: "scripts"), withIntermediateDirectories: true)
    func write(_ text: String, _ name: String) throws {
      try text.write(to: place.folder.appending(path: name), atomically: true, encoding: .utf8)
    }
    try write("id,x\n1,2\n3,4\n", "t.csv")
    try write("range 3 | head 1\n", "scripts/a.carnet")
    try write("t = load \"t.csv\", key: id\nt | derive { y = x * 2 }\n", "scripts/b.carnet")
    for name in ["a", "b"] { #expect(try place.carnet("run", "scripts/\(name).carnet").status == 0) }
    try write("id,x\n1,2\n3,5\n", "t.csv")
    try write("range 3 # <&>\n", "scripts/c.carnet")
    return place
  }

  @Test("each script is told, and the worst of them decides the exit code")
  func outcomes() throws {
    let place = try workplace()
    defer { place.remove() }
    let result = try place.carnet("test", "scripts", "--junit", "out.xml")
    #expect(result.status == 3, "\(result.errors)")
    let lines = result.output.split(separator: "\n").filter { !$0.hasPrefix("  ") }
    let heads = ["passed  a.carnet", "FAILED  b.carnet", "ERROR   c.carnet", "test: 3 scripts,"]
    #expect(lines.map { $0.prefix(16) } == heads.map { $0[...] })
    #expect(result.output.contains("row 1: recorded 4, now 5") || result.output.contains("id 3: recorded 4, now 5"))
    let xml = try String(decoding: place.contents("out.xml"), as: UTF8.self)
    #expect(xml.contains(#"<testsuite name="scripts" tests="3" failures="1" errors="1" skipped="0""#))
    #expect(xml.contains(#"<testcase name="a.carnet" classname="scripts""#))
    #expect(xml.contains("<failure message=\"verify:"))
    #expect(xml.contains("<error message=\"error[E47]"), "\(xml)")
  }

  @Test("what it leaves is XML that a parser reads")
  func wellFormed() throws {
    let place = try workplace()
    defer { place.remove() }
    _ = try place.carnet("test", "scripts", "--junit", "out.xml")
    let check = Process()
    check.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let script = """
      import sys, xml.etree.ElementTree as tree
      suite = tree.parse(sys.argv[1]).getroot().find("testsuite")
      print([(case.get("name"), [part.tag for part in case]) for case in suite])
      """
    check.arguments = ["python3", "-c", script, place.folder.appending(path: "out.xml").path]
    let pipe = Pipe()
    check.standardOutput = pipe
    try check.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    check.waitUntilExit()
    #expect(text == "[('a.carnet', []), ('b.carnet', ['failure']), ('c.carnet', ['error'])]\n")
  }

  @Test("a folder without scripts is a missing input")
  func empty() throws {
    let place = try Workplace()
    defer { place.remove() }
    #expect(try place.carnet("test", ".").status == 4)
    #expect(try place.carnet("test").status == 2)
  }
}
