import Files
import Kernels
import SampleVerbs
import Session
import Testing

struct JournalTests {
  private func journalled(_ folder: String, _ lines: [String]) throws -> Session {
    let session = Session(catalog: SampleCatalog.all, journal: try Journal(folder: folder))
    for line in lines { _ = session.run(line, .serial) }
    return session
  }

  /// The journal's text as a crash at this moment would leave it, in a folder of its own.
  private func crash(_ session: Session, cut: Int = 0, then line: String = "") throws -> String {
    let folder = try temporaryFolder()
    let bytes = try FileSystem.read(try #require(session.journal?.path)).dropLast(cut) + Array(line.utf8)
    try AtomicFile.write(Array(bytes), to: folder + "/2026-01-31-120000-7.journal")
    return folder
  }

  @Test func bringsBackFinishedCellsAndSaysWhichWasRunning() throws {
    let session = try journalled(temporaryFolder(), ["a = numbers 3", "b = nothing", "a | keep 2"])
    let started = "{\"event\":\"started\",\"cell\":3,\"text\":\"c = a | keep 1\"}\n"
    let folder = try crash(session, then: started + "{\"event\":\"fin")
    let recovery = try #require(Recovery.all(in: folder, into: folder + "/sessions").first)
    let script = try FileSystem.readText(try #require(recovery.script))
    #expect(script == "carnet 1\n\na = numbers 3\na | keep 2\n")
    #expect(recovery.running?.number == 3)
    #expect(recovery.message.contains("recovered 2 cells"))
    #expect(recovery.message.contains("cell 3 was running: c = a | keep 1"))
    #expect(Recovery.all(in: folder, into: folder + "/sessions").isEmpty, "once is enough")
  }

  @Test func aLastLineThatBreaksOffIsLeftOut() throws {
    let session = try journalled(temporaryFolder(), ["a = numbers 3", "b = numbers 4"])
    let folder = try crash(session, cut: 5)
    let recovery = try #require(Recovery.all(in: folder, into: folder).first)
    #expect(recovery.cellCount == 1)
    #expect(recovery.running?.text == "b = numbers 4")
  }

  @Test func extendedAndUndoneCellsComeBackAsTheyWere() throws {
    let session = try journalled(temporaryFolder(), ["a = numbers 3", "| keep 2", "b = numbers 4", "c = numbers 5"])
    session.undo()
    let folder = try crash(session)
    let recovery = try #require(Recovery.all(in: folder, into: folder).first)
    let script = try FileSystem.readText(try #require(recovery.script))
    #expect(script == "carnet 1\n\na = numbers 3 | keep 2\nb = numbers 4\n")
  }

  @Test func whatParametersWereSetToIsBroughtBack() throws {
    let session = try journalled(temporaryFolder(), ["param p: int = 3", "param q: text = \"a\"", "a = numbers 3"])
    for (name, value) in [("p", "4"), ("q", "a b"), ("p", "5")] { try session.set(name, to: value, .serial) }
    func recovery() throws -> Recovery {
      let folder = try crash(session)
      return try #require(Recovery.all(in: folder, into: folder).first)
    }
    #expect(try recovery().values == ["p": "5", "q": "a b"])
    #expect(try recovery().message.contains(", which ran with --set p=5 --set q='a b'"))
    session.undo()
    let before = try recovery(), script = try FileSystem.readText(try #require(before.script))
    #expect(before.values == ["p": "4", "q": "a b"])
    #expect(script.hasPrefix("carnet 1\n\n# this ran with --set p=4 --set q='a b'\nparam p: int = 3\n"))
    let again = Session.sample()
    again.enter(script)
    #expect(again.cells.count == 3)
    session.undo()
    session.undo()
    #expect(try recovery().values.isEmpty)
  }

  @Test func aLivingSessionIsLeftAlone() throws {
    let folder = try temporaryFolder()
    let session = try journalled(folder, ["a = numbers 3"])
    #expect(Recovery.all(in: folder, into: folder).isEmpty)
    session.journal?.close()
    #expect(FileSystem.names(in: folder).isEmpty)
  }

  @Test func whatWasRecoveredRunsToTheSameResult() throws {
    let session = try journalled(temporaryFolder(), ["a = numbers 5, factor: 3 | keep 2", "b = a | keep 1"])
    let folder = try crash(session)
    let recovery = try #require(Recovery.all(in: folder, into: folder).first)
    let again = Session.sample()
    again.enter(try FileSystem.readText(try #require(recovery.script)))
    #expect(try again.lock(.serial) == session.lock(.serial))
  }

  @Test func aRecoveryReplacesNothing() throws {
    let session = try journalled(temporaryFolder(), ["a = numbers 3"])
    let folder = try crash(session), scripts = folder + "/sessions"
    let taken = scripts + "/recovered-2026-01-31-120000-7.carnet"
    try AtomicFile.write("mine\n", to: taken)
    let recovery = try #require(Recovery.all(in: folder, into: scripts).first)
    #expect(recovery.script == scripts + "/recovered-2026-01-31-120000-7-2.carnet")
    #expect(try FileSystem.readText(taken) == "mine\n")
  }

  /// Killed before the journal was removed: the script is there already, and is not written twice.
  @Test func aRecoveryThatWasKilledIsTakenUp() throws {
    let session = try journalled(temporaryFolder(), ["a = numbers 3"])
    let folder = try crash(session), again = try crash(session)
    let first = try #require(Recovery.all(in: folder, into: folder + "/s").first?.script)
    let second = try #require(Recovery.all(in: again, into: folder + "/s").first?.script)
    #expect(first == second)
    #expect(FileSystem.names(in: folder + "/s").count == 1)
  }

  @Test func whereTheScriptCannotBeWrittenTheJournalStays() throws {
    let session = try journalled(temporaryFolder(), ["a = numbers 3"])
    let folder = try crash(session)
    try AtomicFile.write("no folder", to: folder + "/file")
    let recovery = try #require(Recovery.all(in: folder, into: folder + "/file").first)
    #expect(recovery.script == nil && recovery.failure != nil)
    #expect(recovery.message.contains("could not be brought back"))
    #expect(Recovery.all(in: folder, into: folder + "/s").first?.cellCount == 1)
  }

  @Test func aJournalWithoutALineIsRemoved() throws {
    let folder = try temporaryFolder()
    try AtomicFile.write("", to: folder + "/2026-01-31-120000-7.journal")
    #expect(Recovery.all(in: folder, into: folder).isEmpty)
    #expect(FileSystem.names(in: folder).isEmpty)
  }
}
