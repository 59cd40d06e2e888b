import Files
import Kernels
import Language
import SampleVerbs
@testable import Session
import Testing

/// A script that is opened with its lock runs only what the lock does not speak true of any more.
struct RestoreTests {
  /// A saved session of five cells over two files.
  private struct Saved {
    let folder: String
    var path: String { folder + "/x.carnet" }

    init() throws {
      folder = try temporaryFolder()
      for name in ["one", "two"] {
        try AtomicFile.write((0..<5000).map { "\(name) \($0)\n" }.joined(), to: "\(folder)/\(name).txt")
      }
      let session = Session.sample()
      for line in [
        "param k: int = 3", "a = file \"\(folder)/one.txt\"", "b = file \"\(folder)/two.txt\" | keep $k",
        "c = a | keep like: b", "a | keep 4000",
      ] { session.enter(line) }
      try session.save(to: path, .serial)
    }

    /// The script as a session, and which cells ran.
    func open(_ overrides: [String: String] = [:]) throws -> (session: Session, ran: [Int]) {
      let session = Session.sample(overrides), text = try Session.readScript(path)
      var ran: [Int] = []
      let lock = try Session.readLock(Lock.path(for: path), ofScript: path)
      try session.open(text, named: path, lock: lock, .serial) { ran.append($0.number) }
      return (session, ran)
    }

    func change(_ name: String) throws { try AtomicFile.write("other\nlines\n", to: "\(folder)/\(name).txt") }
  }

  @Test func nothingRunsWhereNothingHasChanged() throws {
    let (session, ran) = try Saved().open()
    #expect(ran.isEmpty && session.cells.map(\.state) == [.done, .recorded, .recorded, .recorded, .recorded])
    #expect(session.cells.map { $0.size?.rows } == [nil, 5000, 3, 3, 4000])
    #expect(session.staleNames.isEmpty && session.scope.bindings.isEmpty, "nothing is here")
  }

  @Test func whatIsReadIsComputedAndNothingElse() throws {
    let (session, _) = try Saved().open()
    var said: [String] = []
    session.announce = { said.append(Recomputation.names(of: $0)) }
    session.enter("d = b | keep 2")
    #expect(said == ["cell 3 (b)"] && session.rows("d") == 2)
    #expect(session.cells.map(\.state) == [.done, .recorded, .done, .recorded, .recorded, .done])
    // What was computed from it holds as before, since its value is as the lock says.
    #expect(try session.currentValue(of: 4, .serial)?.table?.rowCount == 3)
    #expect(said.last == "cells 2 and 4 (a, c)")
    #expect(!session.cells.contains { cell in cell.notes.contains { $0.contains("lock") } })
  }

  @Test func aChangedFileRunsWhatDependsOnItAlone() throws {
    let saved = try Saved()
    try saved.change("two")
    let (session, ran) = try saved.open()
    #expect(ran == [3, 4], "b and c; what c reads besides is computed for it")
    #expect(session.cells.map(\.state) == [.done, .done, .done, .done, .recorded])
    #expect(session.rows("b") == 2)
  }

  @Test func anEditMakesRecordedCellsStale() throws {
    let (session, _) = try Saved().open()
    #expect(session.edit(1, to: "param k: int = 2", .serial).isFinished)
    #expect(session.cells.map(\.state) == [.done, .recorded, .stale, .stale, .recorded])
    #expect(session.rerun(.serial).map(\.number) == [3, 4] && session.rows("c") == 2)
  }

  @Test func aSavedSessionKeepsWhatItsLockSaid() throws {
    let saved = try Saved(), (session, _) = try saved.open()
    session.enter("e = numbers 5")
    try session.save(to: saved.folder + "/y.carnet", .serial)
    let before = try Session.readLock(saved.path + ".lock", ofScript: saved.path)
    let after = try Session.readLock(saved.folder + "/y.carnet.lock", ofScript: saved.path)
    #expect(after.cells.prefix(5) == before.cells[...] && after.cells.count == 6)
    #expect(session.cells[1].state == .recorded)
    var options = Session.Options()
    (options.keepsValues, options.takesFingerprints) = (false, true)
    let check = Session(catalog: SampleCatalog.all, options: options).verify(
      try Session.readScript(saved.folder + "/y.carnet"), named: "y", against: after, blocks: nil, .serial)
    guard case .identical = check.verdict else {
      Issue.record("\(check.text)")
      return
    }
  }

  @Test func aLockThatWasWrongIsSaidToBe() throws {
    let saved = try Saved(), session = Session.sample()
    var lock = try Session.readLock(saved.path + ".lock", ofScript: saved.path)
    let other = Session.sample()
    other.enter("z = numbers 3")
    let values = try other.lock(.serial).cells[0].values
    lock.cells[2] = LockedCell(
      number: 3, binding: "b", statementHash: lock.cells[2].statementHash, inputs: lock.cells[2].inputs, outputs: [],
      defaults: [], values: values)
    try session.open(try Pairing(Session.readScript(saved.path)).text, named: "x", lock: lock, .serial)
    #expect(session.cells[2].state == .recorded && session.cells[3].state == .recorded)
    #expect(try session.currentValue(of: 3, .serial)?.table?.rowCount == 3)
    #expect(session.cells[2].notes.last?.hasPrefix("this is not what the lock of the script says: b:") ?? false)
    #expect(session.cells[3].state == .stale && session.cells[3].reason == "`b` changed (cell 3)")
  }

  @Test func otherSettingsRunTheScript() throws {
    let (session, ran) = try Saved().open(["k": "1"])
    #expect(ran == [1, 2, 3, 4, 5] && session.rows("c") == 1)
  }

  @Test func aLockOfAnotherScriptIsNotBelieved() throws {
    let saved = try Saved(), session = Session.sample()
    let lock = try Session.readLock(saved.path + ".lock", ofScript: saved.path)
    let text = try Session.readScript(saved.path).replacing("keep 4000", with: "keep 3999")
    var ran = 0
    try session.open(text, named: "x", lock: lock, .serial) { _ in ran += 1 }
    // The text was edited since it was saved, so that no part of the lock counts.
    #expect(ran == 5)
  }
}

/// What a person looks at need not be computed, where the store has it whole.
struct RecordedTableTests {
  @Test func aTableIsThereFromItsBlocksAlone() throws {
    let folder = try temporaryFolder(), path = folder + "/x.carnet", session = Session.sample()
    try AtomicFile.write((0..<5000).map { "line \($0 % 7)\n" }.joined(), to: folder + "/lines.txt")
    session.enter("a = file \"\(folder)/lines.txt\"\nb = a | keep 4500\nnumbers 3")
    try session.save(to: path, .serial)
    func open() throws -> Session {
      let other = Session.sample(), text = try Session.readScript(path)
      let lock = try Session.readLock(Lock.path(for: path), ofScript: path)
      try other.open(text, named: path, lock: lock, blocks: BlockStore(path: path + ".blocks"), .serial)
      return other
    }
    let opened = try open()
    for number in 1...3 {
      let table = try #require(opened.recordedTable(of: number))
      let original = try #require(session.cell(number)?.value?.table)
      #expect(table.schema.names == original.schema.names && table.schema.key == original.schema.key)
      #expect(table.columns.map(\.type) == original.columns.map(\.type))
      for (column, other) in zip(table.columns, original.columns) {
        #expect((0..<table.rowCount).allSatisfy { column[$0] == other[$0] })
      }
      #expect(opened.cell(number)?.state == .recorded)
    }
    // A damaged block is not believed, and without the store there is nothing.
    var bytes = try FileSystem.read(path + ".blocks")
    bytes[bytes.count / 2] ^= 1
    try AtomicFile.write(bytes, to: path + ".blocks")
    let damaged = try open()
    #expect((1...3).contains { damaged.recordedTable(of: $0) == nil })
    FileSystem.remove(path + ".blocks")
    #expect(try open().recordedTable(of: 1) == nil)
    // What is computed is shown as it is.
    #expect(try opened.currentValue(of: 1, .serial)?.table?.rowCount == 5000 && opened.recordedTable(of: 1) == nil)
  }
}
