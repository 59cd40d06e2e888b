import Files
import Foundation
import SampleVerbs
import Session
import Testing

/// Commands that look at cells, arrange them, and keep what another script holds.
@Suite struct ArrangingTests {
  private func bench() -> Bench { Bench("a = numbers 9", "b = a | keep 5 | keep 4", "c = b | keep 3") }

  @Test func aCellIsTakenOutAndBroughtBack() {
    let bench = bench()
    #expect(
      bench.says(".delete 2") == """
        cell 2 is gone: b = a | keep 5 | keep 4
        cell 2 is stale now; `.rerun` computes what is, and so does anything that reads it
        """)
    #expect(bench.says(".undo") == "cell 2 is back: b = a | keep 5 | keep 4")
    #expect(bench.says(".delete 9").hasPrefix("error[E82]: there is no cell 9"))
  }

  @Test func aCellMovesAndIsSplit() {
    let bench = bench()
    #expect(bench.says(".move 3 1").hasPrefix("cell 3 is cell 1 now\ncell 1 is stale now"))
    #expect(bench.says(".move 1 3") == "cell 1 is cell 3 now")
    #expect(bench.says(".split 2 2 first rows").hasPrefix("cell 2 is cells 2 and 3 now"))
    let texts = bench.workbench.session.cells.map(\.text)
    #expect(texts[1...2] == ["`first rows` = a | keep 5", "b = `first rows` | keep 4"])
    #expect(bench.says(".split 1 1 z").contains("only a pipeline of several stages can be split"))
  }

  @Test func textStandsAboveACell() {
    let bench = bench()
    #expect(bench.says(".text 2 only the first ones") == "written above cell 2")
    #expect(bench.workbench.session.cells[1].text == "# only the first ones\n\nb = a | keep 5 | keep 4")
    #expect(bench.says(".text 2") == "no text stands above cell 2 now")
  }

  @Test func theFlowOfRows() {
    let lines = bench().says(".flow b").split(separator: "\n").map { $0.split(whereSeparator: \.isWhitespace) }
    #expect(lines[2] == ["a", "·", "9", "1"] && lines[3] == ["keep", "5", "9", "5", "1"])
    #expect(lines[4] == ["keep", "4", "5", "4", "1"])
    #expect(bench().says(".flow bb").contains("nothing is called `bb`; did you mean `b`?"))
  }

  @Test func twice() { #expect(bench().says(".twice b") == "cell 2 gives the same twice, to the last bit") }

  @Test func twoTables() {
    let bench = bench()
    _ = bench.says("d = numbers 7, factor: 2")
    #expect(bench.says(".diff a a") == "a and a are the same, to the last bit")
    let text = bench.says(".diff a d")
    #expect(text.hasPrefix("rows       5 matched by n\nonly in a  4 rows\nonly in d  2 rows"), "\(text)")
  }

  @Test func anotherScriptIsNotOverwritten() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileSystem.makeFolder(folder)
    let bench = bench(), path = folder + "/x.carnet"
    #expect(bench.says(".save \(path)").hasPrefix("saved 3 cells"))
    _ = bench.says("d = c")
    #expect(bench.says(".save \(path)").hasPrefix("saved 4 cells"), "its own script may change")
    let other = Bench("z = numbers 1")
    let refusal = other.says(".save \(path)")
    #expect(refusal.hasPrefix("\(path) is there already, and not from this session"))
    #expect(try FileSystem.readText(path).contains("d = c"))
    let help = try #require(refusal.firstMatch(of: /help: `(.+?)`/)?.output.1)
    #expect(other.says(String(help)).hasPrefix("saved 1 cell in"))
    #expect(try FileSystem.readText(path).contains("z = numbers 1"))
  }

  /// The only file with all of the session is not given up for a part of it without a word.
  @Test func aPartDoesNotTakeThePlaceOfTheWhole() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileSystem.makeFolder(folder)
    let bench = Bench("a = numbers 3", "b = numbers 2"), path = folder + "/x.carnet"
    bench.workbench.folder = folder + "/sessions"
    #expect(bench.says(".save \(path)").hasPrefix("saved 2 cells"))
    let refusal = bench.says(".save \(path) --for b")
    #expect(refusal.hasPrefix("\(path) holds the whole session already"), "\(refusal)")
    let help = try #require(refusal.firstMatch(of: /help: `(.+?)`/)?.output.1)
    #expect(bench.says(String(help)).hasPrefix("saved 1 cell in"))
    #expect(bench.says(".save \(path) --for b").hasPrefix("saved 1 cell in"), "a part may be saved again")
    bench.workbench.end()
    #expect(bench.frontEnd.text().contains("saved \(folder)/sessions/"), "the rest is not lost")
  }

  @Test func aSettingBehindTheLastSavingIsKept() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileSystem.makeFolder(folder)
    let bench = Bench("param k: int = 2", "a = numbers $k")
    bench.workbench.folder = folder + "/sessions"
    _ = bench.says(".save \(folder)/x.carnet")
    bench.workbench.end()
    #expect(bench.frontEnd.text().isEmpty, "it is saved as it is")
    _ = bench.says(".set k = 5")
    bench.workbench.end()
    #expect(bench.frontEnd.text().contains("saved \(folder)/sessions/"))
  }

  @Test func openingRunsNothingAnew() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try FileSystem.makeFolder(folder)
    let path = folder + "/x.carnet"
    _ = bench().says(".save \(path)")
    let again = Bench()
    #expect(again.says(".open \(path)") == "opened \(path): 3 cells, 3 of them as in its lock")
    #expect(again.says(".cells").contains("recorded") && again.says(".rerun") == "nothing is stale")
    #expect(again.says("c | keep 1").hasPrefix("computed again first: cells 1, 2 and 3 (a, b, c)"))
    #expect(!again.says(".cells").contains("recorded"))
  }

  @Test func whatACrashLeftIsListed() throws {
    let bench = Bench(), folder = FileManager.default.temporaryDirectory.appending(path: "c-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    bench.workbench.folder = folder
    #expect(bench.says(".recover") == "nothing was brought back in \(folder)")
    try FileSystem.makeFolder(folder)
    try AtomicFile.write("carnet 1\n", to: folder + "/recovered-2026-01-01-1.carnet")
    #expect(bench.says(".recover").contains("help: `.open \"\(folder)/recovered-2026-01-01-1.carnet\"`"))
  }
}
