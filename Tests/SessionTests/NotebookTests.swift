import Columns
import Kernels
import SampleVerbs
import Session
import Testing

struct NotebookTests {
  @Test func numbersCellsAndKeepsWhatCameOut() {
    let session = Session.sample()
    session.enter("carnet 1\nseed 3\n# a comment\na = numbers 5\na | keep 2")
    #expect(session.cells.map(\.number) == [1, 2, 3])
    #expect(session.cells.map(\.text) == ["seed 3", "# a comment\na = numbers 5", "a | keep 2"])
    #expect(session.cells[2].notes == ["keeps 2 of 5"])
    #expect(session.cells[1].defaults == ["numbers.factor=1"])
    #expect(session.cells[2].sources == ["a": 2])
    #expect(session.nextNumber == 4)
  }

  @Test func anErrorLeavesTheSessionAsItWas() {
    let session = Session.sample()
    session.enter("a = numbers 5")
    #expect(session.error(of: "b = numbers 3\nc = nothing | keep 1\nd = numbers 2") == "E21")
    #expect(session.rows("b") == 3, "what ran before the error stays")
    #expect(session.rows("d") == nil, "what stands behind it does not run")
    #expect(session.error(of: "a = numbers 9\nb = (") != nil)
    #expect(session.rows("a") == 5, "nothing of an entry that cannot be read runs")
    #expect(session.cells.map(\.number) == [1, 2])
  }

  @Test func aLineThatStartsWithABarExtendsTheLastCell() {
    let session = Session.sample()
    session.enter("a = numbers 5, factor: 2")
    session.enter("| keep 3")
    session.enter("  | keep 2")
    #expect(session.cells.map(\.text) == ["a = numbers 5, factor: 2 | keep 3 | keep 2"])
    #expect(session.rows("a") == 2)
    #expect(session.cells[0].notes == ["keeps 2 of 3"], "the earlier stages were not run again")
    #expect(session.error(of: "| nonsense") == "E11")
    #expect(session.rows("a") == 2)
    #expect(Session.sample().error(of: "| keep 1") == "E81")
    session.enter("param k: int = 1")
    #expect(session.error(of: "| keep 1") == "E81")
  }

  @Test func aNameThatIsBoundTwiceHasTwoVersions() {
    let session = Session.sample()
    let lines = ["a = numbers 3", "b = a | keep 2", "a = numbers 5, factor: 7", "c = a | keep like: b"]
    for line in lines { session.enter(line) }
    #expect(session.cells.allSatisfy { $0.state == .done })
    #expect(session.cells[1].sources == ["a": 1] && session.cells[3].sources == ["a": 3, "b": 2])
    #expect(session.number("b", row: 1) == .int(1) && session.number("c", row: 1) == .int(7))
    #expect(session.script() == "carnet 1\n\n\(lines.joined(separator: "\n"))\n")
    #expect(session.edit(1, to: "a = numbers 3, factor: 2", .serial).isFinished)
    #expect(session.cells.map(\.state) == [.done, .stale, .done, .stale], "the second version depends on nothing")
  }

  @Test func undoAndRedo() {
    let session = Session.sample()
    session.enter("a = numbers 3")
    session.enter("a = numbers 4")
    session.enter("| keep 1")
    #expect(session.undo() == .changed(number: 2, text: "a = numbers 4") && session.rows("a") == 4)
    #expect(session.undo() == .removed(number: 2, text: "a = numbers 4", writtenFiles: []) && session.rows("a") == 3)
    #expect(session.redo() == .added(number: 2, text: "a = numbers 4") && session.rows("a") == 4)
    session.enter("b = numbers 1")
    #expect(session.redo() == nil, "a new cell ends what could be redone")
    for _ in 0..<3 { #expect(session.undo() != nil) }
    #expect(session.undo() == nil && session.cells.isEmpty && session.nextNumber == 1)
  }

  @Test func aCancelledCellLeavesNothing() {
    let session = Session.sample()
    let monitor = WorkMonitor()
    monitor.cancel()
    let results = session.run("a = numbers 3 | keep 1", Execution(threads: 1, monitor: monitor))
    guard case .cancelled? = results.first else {
      Issue.record("not cancelled: \(results)")
      return
    }
    #expect(session.cells.isEmpty && session.rows("a") == nil)
  }
}
