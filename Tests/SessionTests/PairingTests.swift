import Files
import Kernels
import SampleVerbs
import Session
import Testing

struct PairingTests {
  /// Two states of a session, saved under two paths.
  private func saved() throws -> (first: String, second: String) {
    let folder = try temporaryFolder(), session = Session.sample()
    session.enter("a = numbers 5")
    try session.save(to: folder + "/1.carnet", .serial)
    session.enter("b = a | keep 2")
    try session.save(to: folder + "/2.carnet", .serial)
    return (folder + "/1.carnet", folder + "/2.carnet")
  }

  private func note(_ script: String, _ lockOf: String?) throws -> String? {
    let lock = try lockOf.map { try #require(Lock(text: try FileSystem.readText(Lock.path(for: $0)))) }
    return Pairing(try FileSystem.readText(script)).note(on: lock, script: "dir/x.carnet")
  }

  @Test func aScriptAndItsLockCarryEachOthersHashes() throws {
    let (first, second) = try saved()
    #expect(SavedPair(first) == .whole && SavedPair(second) == .whole)
    #expect(try note(first, first) == nil)
    let line = try FileSystem.readText(first).split(separator: "\n")[0]
    #expect(line.wholeMatch(of: /carnet 1 # lock [0-9a-f]{16}/) != nil, "\(line)")
  }

  /// What `run` and `.open` say.
  @Test func theNoteIsFoundByTheirPaths() throws {
    let (first, second) = try saved(), lock = Lock.path(for: second)
    func note() throws -> String? {
      Session.pairingNote(ofScript: second, try FileSystem.readText(second), lock: lock)
    }
    #expect(try note() == nil)
    try AtomicFile.write(try FileSystem.readText(Lock.path(for: first)), to: lock)
    #expect(try note()?.hasPrefix("2.carnet and its lock are of two savings") == true)
    // Reading the lock tells of it.
    try AtomicFile.write("no lock", to: lock)
    #expect(try note() == nil)
    FileSystem.remove(lock)
    #expect(try note()?.hasPrefix("2.carnet was saved with a lock that is gone") == true)
  }

  @Test func aKillBetweenScriptAndLockIsToldAsSuch() throws {
    let (first, second) = try saved()
    #expect(try note(second, first)?.contains("are of two savings") == true)
    #expect(try note(second, nil)?.contains("was saved with a lock that is gone") == true)
    let text = try FileSystem.readText(second)
    let lock = try #require(Lock(text: try FileSystem.readText(Lock.path(for: first))))
    var options = Session.Options()
    options.takesFingerprints = true
    let replay = Session(catalog: SampleCatalog.all, options: options)
    let result = replay.verify(text, named: "x.carnet", against: lock, blocks: nil, .serial).text
    #expect(result.contains("cell 2  not there when recorded"))
    #expect(result.contains("cause: the script was saved and its lock was not: the program ended in between"))
  }

  @Test func anEditedScriptAndALockThatWasRecordedAnewAreOrdinary() throws {
    let (first, _) = try saved()
    let text = try FileSystem.readText(first)
    try AtomicFile.write(text.replacing("numbers 5", with: "numbers 6"), to: first)
    #expect(try note(first, first) == nil)
    // Recorded anew: the mark follows, and stays right when the script is edited again.
    let edited = try FileSystem.readText(first), session = Session.sample()
    session.enter(Pairing(edited).text)
    try Session.write(session.lock(.serial), to: Lock.path(for: first), of: first, edited, blocks: nil)
    #expect(SavedPair(first) == .whole)
    try AtomicFile.write(try FileSystem.readText(first) + "c = numbers 1\n", to: first)
    #expect(try note(first, first) == nil)
  }

  @Test func whatIsNoMarkIsLeftAlone() {
    for text in [
      "carnet 1\na = numbers 5 # lock 0123456789abcdef\n", "carnet 1 # lock 0123\n",
      "# lock 0123456789abcdef\ncarnet 1\n",
      "",
      "carnet 1 # lock 0123456789abcdeg", "a = numbers 5",
    ] {
      #expect(Pairing(text).text == text && Pairing(text).lockHash == nil)
    }
    let marked = Pairing("carnet 1 # lock 0123456789abcdef\r\na = numbers 5\r\n")
    #expect(marked.text == "carnet 1\r\na = numbers 5\r\n" && marked.lockHash == 0x0123_4567_89ab_cdef)
    let bare = Pairing("carnet 1 # lock 0123456789abcdef")
    #expect(bare.text == "carnet 1")
  }

  @Test func aMarkIsNoPartOfTheScriptThatRuns() throws {
    let session = Session.sample()
    session.enter("carnet 1 # lock 0123456789abcdef\n\na = numbers 5")
    #expect(session.script() == "carnet 1\n\na = numbers 5\n")
  }
}
