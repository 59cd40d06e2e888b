import Foundation
import TestSupport
import Testing

/// `carnet run`: what it shows, what it takes from outside, and running again.
@Suite struct RunTests {
  private func workplace(_ script: String) throws -> Workplace {
    let place = try Workplace()
    try Data(script.utf8).write(to: place.folder.appending(path: "x.carnet"))
    return place
  }

  @Test("statements stand above what they came to")
  func shown() throws {
    let place = try workplace("a = range 3\n# Text.\na\n  | derive x = n * 2\na | export \"o.csv\"\n")
    defer { place.remove() }
    let result = try place.carnet("run", "x.carnet", "--show")
    #expect(result.status == 0, "\(result.errors)")
    let lines = result.output.split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    #expect(lines.prefix(3) == ["a = range 3", "a: 3 rows × 1 column", ""], "\(result.output)")
    #expect(result.output.contains("\na | derive x = n * 2\n"), "\(result.output)")
    #expect(lines.contains { $0.split(separator: " ") == ["2", "4"] }, "\(result.output)")
    #expect(result.output.contains("a | export \"o.csv\"\nwrote o.csv: 3 rows × 1 column\n"), "\(result.output)")
    #expect(try place.carnet("run", "x.carnet").output.hasPrefix("n\tx\n0\t0\n"), "without it there are data alone")
  }

  @Test("a setting that does not fit is told in one line, before anything runs", arguments: [
    ("kk=3", "error[E85]: the script has no parameter `kk`; it declares `k`, `day`, `f` and `l`; did you mean `k`?"),
    ("k=three", "error[E18]: `--set k=three`: this is no int"),
    ("day=2024-02-31", "error[E18]: `--set day=2024-02-31`: this is no date"),
    ("f=nan", "error[E18]: `--set f=nan`: this is no float"), ("l=1, 2", "error[E18]: `--set l=1, 2`: this is no list"),
  ])
  func settings(_ setting: String, _ expected: String) throws {
    let place = try workplace(
      "range 2\nparam k: int = 2\nparam day: date = date \"2024-01-31\"\nparam f: float = 1.5\nparam l: list = [1]\n")
    defer { place.remove() }
    let result = try place.carnet("run", "x.carnet", "--set", setting)
    #expect(result.errors == expected + "\n")
    #expect(result.status == (setting.hasPrefix("kk") ? 2 : 1) && result.output.isEmpty)
    #expect(!FileManager.default.fileExists(atPath: place.folder.appending(path: "x.carnet.lock").path))
  }

  @Test("it runs again when the script or a file changes, and a change cancels what is running")
  func watching() throws {
    let place = try workplace("t = load \"t.csv\"\nt | agg s = sum(x)\n")
    defer { place.remove() }
    let file = place.folder.appending(path: "t.csv"), script = place.folder.appending(path: "x.carnet")
    try Data("x\n1\n2\n".utf8).write(to: file)
    let process = Process(), output = Pipe()
    process.executableURL = Repository.root.appending(path: ".build/debug/carnet")
    process.arguments = ["run", "x.carnet", "--watch"]
    process.currentDirectoryURL = place.folder
    (process.standardOutput, process.standardError) = (output, Pipe())
    try process.run()
    // What this thread does not let through, the program does not either: only this signal ends it for sure.
    defer { kill(process.processIdentifier, SIGKILL) }
    let lines = LineReader(output.fileHandleForReading)
    #expect(lines.next(2) == ["s", "3"])
    try Data("x\n1\n5\n".utf8).write(to: file, options: .atomic)
    #expect(lines.next(2) == ["s", "6"])
    // This one takes too long to wait for.
    let long = "t = load \"t.csv\"\nr = range 3000000 | derive x = n\n"
      + (0..<200).map { "r\($0) = r | sort -x\n" }.joined() + "t | agg s = sum(x)\n"
    try Data(long.utf8).write(to: script, options: .atomic)
    Thread.sleep(forTimeInterval: 1.5)
    try Data("t = load \"t.csv\"\nt | agg s = max(x)\n".utf8).write(to: script, options: .atomic)
    #expect(lines.next(2) == ["s", "5"])
    #expect(!FileManager.default.fileExists(atPath: script.path + ".lock"), "nothing is recorded")
  }
}

/// Waits for lines.
private final class LineReader {
  private let handle: FileHandle
  private var rest = Data()

  init(_ handle: FileHandle) { self.handle = handle }

  /// So many lines, or those that come until the output ends.
  func next(_ count: Int) -> [String] {
    var lines: [String] = []
    while lines.count < count {
      if let end = rest.firstIndex(of: UInt8(ascii: "\n")) {
        lines.append(String(decoding: rest[rest.startIndex..<end], as: UTF8.self))
        rest = Data(rest[(end + 1)...])
        continue
      }
      let more = handle.availableData
      if more.isEmpty { return lines }
      rest += more
    }
    return lines
  }
}
