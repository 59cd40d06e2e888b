import Diagnostics
import Kernels
import Language
import SampleVerbs
import Session
import Testing

/// A session is a script: an edit is as if it had been typed so from the start.
struct StalenessTests {
  /// Six cells, of which all but the third depend on the second.
  private func six() -> Session {
    let session = Session.sample()
    for line in [
      "param k: int = 4", "a = numbers 9", "b = numbers $k", "c = a | keep $k", "d = c | keep like: b", "d | keep 2",
    ] { session.enter(line) }
    return session
  }

  @Test func whatDependsOnAnEditIsStaleAndShowsNothing() {
    let session = six()
    #expect(session.edit(2, to: "a = numbers 9, factor: 5", .serial).isFinished)
    #expect(session.cells.map(\.state) == [.done, .done, .done, .stale, .stale, .stale])
    #expect(session.cells[3].reason == "`a` changed (cell 2)" && session.cells[4].reason == "`c` is stale (cell 4)")
    #expect(session.cells.map { $0.value == nil } == [true, false, false, true, true, true])
    #expect(session.rows("c") == nil && session.scope.resultNames.contains("c"))
    #expect(session.cells.map(\.number) == [1, 2, 3, 4, 5, 6], "cells keep their places")
  }

  @Test func readingComputesTheAncestorsFirstAndSaysSo() {
    let session = six()
    var said: [String] = []
    session.announce = { said.append(Recomputation.names(of: $0)) }
    _ = session.edit(2, to: "a = numbers 9, factor: 5", .serial)
    session.enter("e = c | keep 2")
    #expect(said == ["cell 4 (c)"] && session.number("e", row: 1) == .int(5))
    #expect(session.cells.map(\.state) == [.done, .done, .done, .done, .stale, .stale, .done])
    _ = session.edit(1, to: "param k: int = 3", .serial)
    #expect(session.cells.map(\.state) == [.done, .done, .stale, .stale, .stale, .stale, .stale])
    #expect(throws: Never.self) { try session.currentValue(of: 6, .serial) }
    #expect(said.last == "cells 3, 4, 5 and 6 (b, c, d)" && session.cells[6].state == .stale)
  }

  @Test func anExtensionGoesOnFromTheNewValue() {
    let session = six()
    _ = session.edit(2, to: "a = numbers 9, factor: 5", .serial)
    session.enter("| keep 1, order: last")
    #expect(session.cells.allSatisfy { $0.state == .done })
    #expect(session.cells[5].text == "d | keep 2 | keep 1, order: last")
    // A statement does not see the name that it binds itself.
    session.enter("z = numbers 9")
    #expect(session.error(of: "| keep like: z") == "E21")
  }

  @Test func rerunSaysWhatChanged() {
    let session = six()
    _ = session.edit(2, to: "a = numbers 10", .serial)
    #expect(session.rerun(.serial).map { $0.change?.lines } == [[], [], []], "the first four rows are the same")
    _ = session.edit(2, to: "a = numbers 9, factor: 3", .serial)
    let results = session.rerun(.serial)
    #expect(results.map(\.number) == [4, 5, 6])
    #expect(results[0].change?.lines == ["c: 3 of 4 rows differ, in n", "  row 1: n is 3, was 1"])
    _ = session.edit(1, to: "param k: int = 2", .serial)
    #expect(session.rerun(.serial).map { $0.change?.lines.first } == [
      "b: 2 rows, were 4", "c: 2 rows, were 4", "d: 2 rows, were 4", nil,
    ])
    #expect(session.rerun(.serial).isEmpty)
  }

  @Test func anEditThatFailsLeavesTheSessionAsItWas() {
    let session = six()
    let before = (session.script(), session.number("d", row: 1))
    for text in [
      "a = nothing", "a = numbers 3 | keep like: d", "a = (", "a = numbers 1\nb = numbers 2", "k = numbers 3", "",
    ] {
      #expect(!session.edit(2, to: text, .serial).isFinished, "\(text)")
      #expect(session.cells.allSatisfy { $0.state == .done })
      #expect(session.script() == before.0 && session.number("d", row: 1) == before.1)
    }
    #expect(!session.edit(7, to: "a = numbers 1", .serial).isFinished)
    #expect(session.undo() == .removed(number: 6, text: "d | keep 2", writtenFiles: []), "nothing else to take back")
  }

  @Test func whatAnEditBreaksFailsByName() throws {
    let session = six()
    #expect(session.edit(2, to: "x = numbers 9", .serial).isFinished)
    #expect(session.cells[3].reason == "`a` is gone")
    #expect(session.error(of: "d | keep 1") == "E86")
    #expect(session.cells.map(\.state) == [.done, .done, .done, .failed, .stale, .stale])
    #expect(session.cells[3].reason == "nothing is called `a`")
    #expect(session.cells[4].reason == "`c` is not there (cell 4)")
    let path = try temporaryFolder() + "/x.carnet"
    let refused = #expect(throws: Diagnostics.self) { try session.save(to: path, .serial) }
    #expect(refused?.all.map(\.code) == ["E86", "E21"])
    #expect(throws: Diagnostics.self) { try session.lock(.serial) }
    try session.save(to: path, for: "b", .serial)
    // What stands above can be mended, and the cell is tried again.
    #expect(session.edit(4, to: "c = x | keep $k", .serial).isFinished)
    session.rerun(.serial)
    #expect(session.cells.allSatisfy { $0.state == .done })
  }

  @Test func undoingAnEditBringsTheValuesBack() {
    let session = six()
    _ = session.edit(2, to: "a = numbers 9, factor: 5", .serial)
    session.rerun(.serial)
    #expect(session.undo() == .changed(number: 2, text: "a = numbers 9"), "computing again is no change of the script")
    #expect(session.cells.allSatisfy { $0.state == .done } && session.number("d", row: 1) == .int(1))
    #expect(session.redo() == .changed(number: 2, text: "a = numbers 9, factor: 5"))
    #expect(session.cells.allSatisfy { $0.state == .done } && session.number("d", row: 1) == .int(5))
  }

  @Test func aDefinitionIsReadWhereItIsUsed() {
    let session = Session.sample()
    for line in [
      "a = numbers 9", "b = numbers 3", "define short(x) = keep $x", "define like_b() = keep like: b",
      "c = a | short 2",
      "d = a | like_b",
    ] { session.enter(line) }
    _ = session.edit(3, to: "define short(x) = keep 1 | keep $x", .serial)
    #expect(session.cells.map(\.state) == [.done, .done, .done, .done, .stale, .done])
    _ = session.edit(2, to: "b = numbers 2", .serial)
    #expect(session.cells.map(\.state) == [.done, .done, .done, .done, .stale, .stale])
    session.rerun(.serial)
    #expect(session.rows("c") == 1 && session.rows("d") == 2)
    #expect(session.recordedCells(for: "d").map(\.number) == [1, 2, 4, 6])
  }

  @Test func aNameThatGetsASecondMeaningAboveIsFound() {
    let session = Session.sample()
    for line in ["a = numbers 3", "r = a | keep 2", "define f(x) = keep $x", "s = r | f 1"] { session.enter(line) }
    _ = session.edit(1, to: "define g(r) = keep $r", .serial)
    #expect(session.cells[1].state == .stale && session.error(of: "r | keep 1") == "E86")
    #expect(session.undo() != nil && session.cells.allSatisfy { $0.state == .done })
  }

  @Test func aParameterThatIsSet() throws {
    let session = six()
    try session.set("k", to: "2", .serial)
    #expect(session.cells.map(\.state) == [.done, .done, .stale, .stale, .stale, .stale])
    session.rerun(.serial)
    #expect(session.rows("d") == 2 && session.script().contains("param k: int = 4"))
    #expect(try session.lock(.serial).overrides == ["k": "2"])
    #expect(throws: Diagnostics.self) { try session.set("k", to: "two", .serial) }
    #expect(throws: Diagnostic.self) { try session.set("q", to: "2", .serial) }
    #expect(session.rows("d") == 2 && session.cells.allSatisfy { $0.state == .done })
    #expect(session.undo() == .set(name: "k", value: nil) && session.rows("d") == 4)
    #expect(try session.lock(.serial).overrides == [:])
  }

  @Test func aScriptIsOpenedAsCells() throws {
    let session = Session.sample()
    let script = "carnet 1\nparam k: int = 2\na = numbers 5\nb = c | keep $k\nd = b | keep 1\na | keep $k"
    try session.open(script, named: "x", .serial)
    #expect(session.cells.map(\.state) == [.done, .done, .failed, .stale, .done])
    #expect(session.edit(3, to: "b = a | keep $k", .serial).isFinished)
    session.rerun(.serial)
    #expect(session.rows("d") == 1 && session.undo() != nil && session.undo() == nil)
    #expect(throws: Diagnostic.self) { try session.open("numbers 1", named: "x", .serial) }
    #expect(throws: Diagnostics.self) { try Session.sample().open("numbers (", named: "x", .serial) }
    #expect(throws: Diagnostics.self) { try Session.sample(["q": "1"]).open("numbers 1", named: "x", .serial) }
  }
}
