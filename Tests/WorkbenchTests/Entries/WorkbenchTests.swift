import Foundation
import SampleVerbs
import Session
import Testing
import Workbench

/// A session without a terminal, as a kernel of another notebook or a page would drive it.
@Suite struct WorkbenchTests {
  @Test func entriesAreCarriedOut() {
    let bench = Bench()
    #expect(bench.says("x = numbers 3") == "x: 3 rows × 1 column")
    #expect(bench.says("x | keep 1").hasSuffix("1 row × 1 column\nnote: keeps 1 of 3"))
    #expect(bench.says("| keep 1").contains("note: keeps 1 of 1"))
    #expect(bench.says("numbers 1\nnumbers 2").components(separatedBy: "× 1 column").count == 3)
    #expect(bench.workbench.nextNumber == 5)
    #expect(bench.frontEnd.work.allSatisfy { $0 == "running" } && bench.frontEnd.work.count == 4)
  }

  @Test("each thing shown tells what it is", arguments: [
    ("numbers 3", Shown.Role.result), ("x = numbers 3", .result), ("numbrs 3", .failure), (".help keep", .remark),
    (".help nothing", .failure), (".cells", .remark), (".nonsense", .failure), (".save", .failure),
    (".save /dev/null/x", .failure), ("help", .failure), (".last", .result), (".edit 7", .failure),
    (".verify", .remark), (".plan seed 1", .failure), (".set", .remark), (".undo", .remark),
  ]) func roles(entry: String, role: Shown.Role) {
    let bench = Bench("numbers 2")
    bench.workbench.take(entry)
    #expect(bench.frontEnd.shown.map(\.role) == [role], "\(entry) shows \(bench.frontEnd.text())")
  }

  @Test("what the front end does next is a value")
  func next() {
    let bench = Bench("x = numbers 3", "y = x | keep 2")
    #expect(bench.workbench.take("numbers 1") == .entry)
    #expect(bench.workbench.take(".quit") == .end)
    #expect(bench.workbench.take(".edit 1") == .edit(cell: 1, text: "x = numbers 3"))
    #expect(bench.workbench.take(".edit 9") == .entry)
    _ = bench.frontEnd.text()
    let said = bench.says("x = numbers 5", editing: 1)
    #expect(said.hasPrefix("x: 5 rows × 1 column\ncell 2 is stale now;"))
    #expect(bench.says(".rerun").contains("1 cell computed again"))
  }

  @Test func workThatIsStoppedChangesNothing() {
    let bench = Bench("x = numbers 3")
    bench.frontEnd.cancels = true
    #expect(bench.says("x | keep 1") == "cancelled; nothing has changed")
    #expect(bench.workbench.session.cells.count == 1)
  }

  @Test("without a front end, work is done all the same")
  func alone() {
    let workbench = Workbench(session: Session(catalog: SampleCatalog.all), threads: 1)
    #expect(workbench.take("x = numbers 3") == .entry && workbench.take(".cells") == .entry)
    #expect(workbench.session.cells.count == 1)
  }

  @Test func endsBySaving() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let bench = Bench("x = numbers 3")
    bench.workbench.folder = folder
    bench.workbench.end()
    let path = try #require(bench.frontEnd.text().firstMatch(of: /saved (\S+) and its lock/)?.output.1)
    #expect(FileManager.default.fileExists(atPath: String(path)))
    // What was only opened is saved already.
    let second = Bench()
    second.workbench.open(String(path))
    #expect(second.frontEnd.text().hasSuffix("1 cell, 1 of them as in its lock"))
    second.workbench.folder = folder
    second.workbench.end()
    #expect(second.frontEnd.shown.isEmpty)
  }

  @Test("entries that go on", arguments: [("a |", true), ("a", false), (".plan a |", false), ("f(", true)])
  func goesOn(text: String, goesOn: Bool) { #expect(Entry.goesOn(text) == goesOn) }
}
