import Files
import Kernels
import Language
import SampleVerbs
import Session
import Testing

/// Cells that are removed, moved, split and written about; the session stays the script that it shows.
struct ArrangeTests {
  private func four() -> Session {
    let session = Session.sample()
    for line in ["a = numbers 9", "b = a | keep 5", "c = b | keep 3", "a | keep 2 | keep 1"] { session.enter(line) }
    return session
  }

  @Test func whatReadAnotherCellIsStaleWithoutIt() throws {
    let session = four()
    try session.remove([2])
    #expect(session.cells.map(\.text) == ["a = numbers 9", "c = b | keep 3", "a | keep 2 | keep 1"])
    #expect(session.cells.map(\.number) == [1, 2, 3])
    #expect(session.cells.map(\.state) == [.done, .stale, .done] && session.cells[1].reason == "`b` is gone")
    #expect(session.undo() == .added(number: 2, text: "b = a | keep 5"))
    #expect(session.cells.allSatisfy { $0.state == .done } && session.rows("c") == 3)
  }

  @Test func whatMovesAboveItsSourceIsStale() throws {
    let session = four()
    try session.move(3, to: 1)
    #expect(session.cells.map(\.text).prefix(2) == ["c = b | keep 3", "a = numbers 9"])
    #expect(session.cells.map(\.state) == [.stale, .done, .done, .done])
    try session.move(1, to: 3)
    #expect(session.cells.allSatisfy { $0.state == .done }, "it is where it was")
    #expect(throws: (any Error).self) { try session.move(1, to: 5) }
    #expect(throws: (any Error).self) { try session.remove([7]) }
  }

  @Test func aCellIsSplitIntoTwoThatGiveTheSame() throws {
    let session = four()
    try session.split(4, after: 2, named: "top")
    #expect(session.cells.suffix(2).map(\.text) == ["top = a | keep 2", "top | keep 1"])
    #expect(session.rerun(.serial).map(\.number) == [4, 5] && session.rows("top") == 2)
    #expect(throws: (any Error).self) { try session.split(4, after: 2, named: "other") }
    #expect(throws: (any Error).self, "the name is taken") { try session.split(4, after: 1, named: "a") }
    try session.split(3, after: 1, named: "odd name")
    #expect(session.cells[2].text == "`odd name` = b" && session.cells[3].text == "c = `odd name` | keep 3")
    session.enter("z = a\n  | keep 5  # not all\n  # the first ones\n  | keep 4 # of them\n  | keep 1")
    try session.split(session.cells.count, after: 2, named: "five")
    let texts = session.cells.suffix(2).map(\.text).joined(separator: "\n")
    for comment in ["# not all", "# the first ones", "# of them"] { #expect(texts.contains(comment), "\(texts)") }
    #expect(session.rerun(.serial).allSatisfy { $0.result.isFinished } && session.rows("z") == 1)
  }

  @Test func textStandsAboveTheNextCell() throws {
    let session = Session.sample()
    session.enter("# Clients\n# of one branch")
    #expect(session.cells.isEmpty && session.pendingText == ["Clients", "of one branch"])
    #expect(session.script() == "carnet 1\n\n# Clients\n# of one branch\n")
    session.enter("a = numbers 3")
    session.enter("# The end")
    let script = "carnet 1\n\n# Clients\n# of one branch\n\na = numbers 3\n\n# The end\n"
    #expect(session.script() == script && session.pendingText == ["The end"])
    let again = Session.sample()
    try again.open(script, named: "x", .serial)
    #expect(again.script() == script)
    try session.annotate(1, with: "Other\n\nwords")
    #expect(session.cells[0].state == .done && session.cells[0].text == "# Other\n#\n# words\n\na = numbers 3")
  }

  @Test func textSurvivesACrash() throws {
    let folder = try temporaryFolder(), session = Session(catalog: SampleCatalog.all, options: Session.Options())
    session.journal = try Journal(folder: folder)
    session.enter("a = numbers 3")
    session.enter("# found: three rows")
    let journal = try #require(FileSystem.names(in: folder).first)
    #expect(try FileSystem.readText("\(folder)/\(journal)").contains("# found: three rows"))
    session.enter("b = a | keep 1")
    #expect(session.cells[1].text == "# found: three rows\n\nb = a | keep 1")
  }

  @Test func textOfAFailingEntryStays() {
    let session = Session.sample()
    session.enter("# first")
    #expect(session.error(of: "# second\nx = nonsense") != nil)
    #expect(session.pendingText == ["first"])
    session.enter("y = numbers 1")
    #expect(session.cells[0].text.hasPrefix("# first\n\n"))
  }

  @Test func aCellThatGivesTheSameTwiceIsSaidTo() throws {
    let folder = try temporaryFolder(), session = Session.sample()
    try AtomicFile.write("one\ntwo\n", to: folder + "/x.txt")
    session.enter("a = file \"\(folder)/x.txt\"")
    session.enter("b = a | keep 1")
    #expect(try session.twice(1, .serial).isEmpty && session.twice(2, .serial).isEmpty)
    #expect(session.cells.map(\.state) == [.done, .done])
    try AtomicFile.write("one\n2\n", to: folder + "/x.txt")
    let lines = ["a: 1 of 2 columns differs", "line, rows 0–1", #"row 101: recorded "two", now "2""#]
    #expect(try session.twice(1, .serial) == lines)
    #expect(throws: (any Error).self) { try session.twice(3, .serial) }
  }

  @Test func theFlowTellsWhatEachStageHasGiven() {
    let session = four()
    let flow = session.cells[3].flow
    #expect(flow.map(\.text) == ["a", "keep 2", "keep 1"] && flow.map { $0.size?.rows } == [9, 2, 1])
    session.enter("| keep 1, order: last")
    #expect(session.cells[3].flow.map { $0.size?.rows } == [9, 2, 1, 1])
  }
}
