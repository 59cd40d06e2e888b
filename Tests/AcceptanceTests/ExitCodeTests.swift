import Foundation
import TestSupport
import Testing

/// The exit codes of the language's contract.
@Suite struct ExitCodes {
  @Test("what the program says with its exit code", arguments: [
    (["-c", "range 3"], 0), (["-c", "range 3 | haed"], 1), (["--nonsense"], 2), (["run"], 2),
    (["run", "absent.carnet"], 4), (["-c", "load \"absent.csv\""], 4), (["help", "head"], 0),
  ] as [([String], Int32)])
  func code(_ arguments: [String], _ expected: Int32) throws {
    let place = try Workplace()
    defer { place.remove() }
    let result = switch arguments.count {
    case 1: try place.carnet(arguments[0])
    default: try place.carnet(arguments[0], arguments[1])
    }
    #expect(result.status == expected, "\(arguments): \(result.errors)")
    #expect(expected == 0 || !result.errors.isEmpty, "a failure says why")
  }

  @Test("a row is one line, whatever line ends its texts have")
  func lines() throws {
    let place = try Workplace()
    defer { place.remove() }
    try "a,b\n\"x\r\ny\tz\",\"1\n2\r3\"\n".write(
      to: place.folder.appending(path: "t.csv"), atomically: true, encoding: .utf8)
    #expect(try place.carnet("-c", "load \"t.csv\"").output == "a\tb\nx\\r\\ny\\tz\t1\\n2\\r3\n")
  }

  @Test("what a missing or unreadable lock is said to need is enough")
  func lockHelp() throws {
    let place = try Workplace()
    defer { place.remove() }
    let lock = place.folder.appending(path: "a.carnet.lock")
    try "range 3\n".write(to: place.folder.appending(path: "a.carnet"), atomically: true, encoding: .utf8)
    let missing = try place.carnet("verify", "a.carnet")
    #expect(missing.status == 4 && missing.errors.contains("help: record one: `carnet run a.carnet`"), "\(missing)")
    #expect(try place.carnet("run", "a.carnet").status == 0)
    #expect(try place.carnet("verify", "a.carnet").status == 0)
    try "nonsense".write(to: lock, atomically: true, encoding: .utf8)
    let broken = try place.carnet("verify", "a.carnet")
    #expect(broken.status != 0)
    #expect(broken.errors.contains("help: remove it, then record a new one: `carnet run a.carnet`"), "\(broken)")
    try FileManager.default.removeItem(at: lock)
    #expect(try place.carnet("run", "a.carnet").status == 0)
    #expect(try place.carnet("verify", "a.carnet").status == 0)
  }

  @Test("an expression by itself prints its value", arguments: [
    ("2 + 2", "4\n"), ("t = range 3\n$t.rows / 2", "1.5\n"), ("\"a\"", "\"a\"\n"),
    ("if 1 > 2 then 3 else null", "null\n"),
  ])
  func expression(_ script: String, _ output: String) throws {
    let place = try Workplace()
    defer { place.remove() }
    let shown = try place.carnet("-c", script)
    #expect(shown.status == 0 && shown.output == output, "\(shown)")
    try script.write(to: place.folder.appending(path: "e.carnet"), atomically: true, encoding: .utf8)
    #expect(try place.carnet("run", "e.carnet").output == output)
    #expect(try place.carnet("verify", "e.carnet").status == 0)
  }

  @Test("an unknown --set is an error before anything runs")
  func unknownSet() throws {
    let place = try Workplace()
    defer { place.remove() }
    try "param k: int = 2\nrange $k | export \"out/k.csv\"\n".write(
      to: place.folder.appending(path: "k.carnet"), atomically: true, encoding: .utf8)
    let wrong = try place.carnet("run", "k.carnet", "--set", "kk=3")
    #expect(wrong.status == 2 || wrong.status == 1)
    #expect(!FileManager.default.fileExists(atPath: place.folder.appending(path: "out/k.csv").path))
    let right = try place.carnet("run", "k.carnet", "--set", "k=3")
    #expect(right.status == 0, "\(right.errors)")
    #expect(try String(decoding: place.contents("out/k.csv"), as: UTF8.self) == "n\n0\n1\n2\n")
  }

  @Test("--timings says a time for each cell, and only then")
  func timings() throws {
    let place = try Workplace()
    defer { place.remove() }
    try "a = range 3\na | head 1\n".write(
      to: place.folder.appending(path: "t.carnet"), atomically: true, encoding: .utf8)
    let plain = try place.carnet("run", "t.carnet"), timed = try place.carnet("run", "t.carnet", "--timings")
    #expect(!plain.errors.contains("time:"))
    let times = timed.errors.split(separator: "\n").filter { $0.hasPrefix("time: cell ") && $0.hasSuffix(" s") }
    #expect(times.count == 2 && times.first?.hasPrefix("time: cell 1 ") == true, "\(timed.errors)")
  }
}
