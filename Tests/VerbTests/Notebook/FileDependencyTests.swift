import Foundation
import Kernels
import Language
import Session
import Testing
import Verbs

/// What cells write and others read, what is drawn at random, and what `--for` leaves out.
@Suite struct FileDependencyTests {
  private let folder: String
  private let session = Session(catalog: .standard)

  init() throws {
    folder = FileManager.default.temporaryDirectory.appending(path: "carnet-files-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
  }

  private func enter(_ text: String) {
    for case .failed(let problems) in session.run(text.replacing("DIR", with: folder), .serial) {
      Issue.record("\(text): \(problems.map(\.message))")
    }
  }

  private func edit(_ number: Int, _ text: String) {
    #expect(session.edit(number, to: text.replacing("DIR", with: folder), .serial).isFinished)
  }

  private func lines(_ number: Int) throws -> String? {
    try session.currentValue(of: number, .serial)?.table.map(Run.lines)
  }

  private func file(_ name: String) throws -> String {
    try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
  }
  private var states: [NotebookCell.State] { session.cells.map(\.state) }

  @Test func aFileThatACellWroteIsADependency() throws {
    let other = "DIR/../\(URL(filePath: folder).lastPathComponent)/x.csv"
    for line in ["a = range 2", "a | export \"DIR/x.csv\"", "b = load \"\(other)\"", "b | count"] { enter(line) }
    edit(1, "a = range 3")
    #expect(states == [.done, .stale, .stale, .stale])
    #expect(try file("x.csv") == "n\n0\n1\n", "nothing is written before the cell is computed again")
    #expect(try lines(4) == "3" && file("x.csv") == "n\n0\n1\n2\n")
    #expect(session.recordedCells(for: "b").map(\.number) == [1, 2, 3])
  }

  @Test func aNewCellReadsWhatAStaleOneHasStillToWrite() throws {
    for line in ["a = range 2", "a | export \"DIR/x.csv\""] { enter(line) }
    edit(1, "a = range 4")
    enter("load \"DIR/x.csv\" | count")
    #expect(try lines(3) == "4" && states == [.done, .done, .done])
  }

  @Test func twoCellsThatWriteOneFile() throws {
    for line in [
      "a = range 2", "a | export \"DIR/x.csv\"", "b = load \"DIR/x.csv\"", "range 7 | export \"DIR/x.csv\"",
    ] { enter(line) }
    edit(3, "b = load \"DIR/x.csv\" | where n > 0")
    #expect(try lines(3) == "1", "the file as it stands above the cell, not as the last cell has left it")
    #expect(states == [.done, .done, .done, .stale])
    session.rerun(.serial)
    #expect(try file("x.csv").split(separator: "\n").count == 8)
  }

  @Test func aFileThatACellBelowWroteIsNamed() throws {
    for line in ["a = range 2", "range 3 | export \"DIR/x.csv\""] { enter(line) }
    edit(1, "a = load \"DIR/x.csv\"")
    #expect(session.cells[0].notes.contains { $0.contains("as cell 2 below has written it") })
    enter("b = load \"DIR/x.csv\"")
    #expect(session.cells[2].notes.isEmpty, "the cell above has written it")
    try "n\n1\n".write(toFile: "\(folder)/y.csv", atomically: true, encoding: .utf8)
    edit(1, "a = load \"DIR/y.csv\"")
    #expect(session.cells[0].notes.isEmpty)
  }

  @Test func filesDoNotGoBackWithTheScript() throws {
    for line in ["a = range 2", "a | export \"DIR/x.csv\""] { enter(line) }
    edit(1, "a = range 4")
    session.rerun(.serial)
    #expect(session.undo() != nil && states == [.done, .stale], "the file still has four rows")
    #expect(session.cells[1].reason == "\(folder)/x.csv holds something else")
    session.rerun(.serial)
    #expect(try file("x.csv") == "n\n0\n1\n")
    enter("range 3 | export \"DIR/y.csv\"")
    guard case .removed(3, _, let files)? = session.undo() else { return #expect(Bool(false), "cell 3 goes") }
    #expect(files.contains("\(folder)/y.csv"))
  }

  @Test func aCellThatFailsBehindItsExportHasWrittenAllTheSame() throws {
    for line in ["a = range 2", "a | export \"DIR/x.csv\""] { enter(line) }
    // A model of no class can be refused only when the rows are there, and then the file is, too.
    _ = session.run("range 9 | export \"\(folder)/x.csv\" | cv dummy, target: n", .serial)
    #expect(try states[1] == (file("x.csv") == "n\n0\n1\n" ? .done : .stale))
    session.rerun(.serial)
    #expect(try file("x.csv") == "n\n0\n1\n")
  }

  @Test func onlyWhatDrawsDependsOnTheSeed() throws {
    for line in ["seed 1", "a = range 100", "b = a | sample 5", "c = b | count", "d = a | where n > 3"] { enter(line) }
    edit(1, "seed 2")
    #expect(states == [.done, .done, .stale, .stale, .done])
    #expect(session.cells[2].reason == "the seed changed (cell 1)")
    #expect(session.recordedCells(for: "b").map(\.number) == [1, 2, 3])
    #expect(session.recordedCells(for: "d").map(\.number) == [2, 5])
    enter("seed 3")
    enter("e = a | sample 5")
    #expect(session.recordedCells(for: "e").map(\.number) == [2, 6, 7], "the seed above it, not the first one")
  }

  @Test func anOpenedScriptBelievesNoFileThatSomebodyElseWroteInPlaceOfACell() throws {
    let path = "\(folder)/x.carnet"
    for line in ["a = range 3", "a | export \"DIR/x.csv\"", "b = load \"DIR/x.csv\"", "b | agg sum(n)"] { enter(line) }
    try session.save(to: path, .serial)
    func opened() throws -> (session: Session, ran: [Int]) {
      let again = Session(catalog: .standard), text = try Session.readScript(path)
      var ran: [Int] = []
      let lock = try Session.readLock(Lock.path(for: path), ofScript: path)
      try again.open(text, named: path, lock: lock, .serial) { ran.append($0.number) }
      return (again, ran)
    }
    #expect(try opened().ran.isEmpty)
    // As many bytes, and other ones: a run from the start would write its own.
    try "n\n7\n8\n9\n".write(toFile: "\(folder)/x.csv", atomically: true, encoding: .utf8)
    let (again, ran) = try opened()
    #expect(ran == [2, 3, 4])
    #expect(try file("x.csv") == "n\n0\n1\n2\n")
    #expect(try again.currentValue(of: 4, .serial)?.table.map(Run.lines) == "3")
  }
}
