import Files
import Kernels
import SampleVerbs
import Session
import Testing

struct VerifyTests {
  /// A script over a file of lines, recorded, with its store of blocks.
  private struct Recording {
    let folder: String
    let script: String
    let lock: Lock

    var input: String { folder + "/lines.txt" }
    var blocks: BlockStore { BlockStore(path: folder + "/x.carnet.blocks") }

    init(script text: String, lines: Int = 10_000, blockBudget: Int? = nil) throws {
      folder = try temporaryFolder()
      script = "carnet 1\n" + text.replacing("INPUT", with: "\"\(folder)/lines.txt\"")
      try AtomicFile.write((0..<lines).map { "line \($0)\n" }.joined(), to: folder + "/lines.txt")
      let session = Session.sample()
      session.enter(script)
      let store = BlockStore(path: folder + "/x.carnet.blocks", budget: blockBudget)
      lock = try session.lock(blocks: store, .serial)
    }

    func change(_ from: String, to: String) throws {
      try AtomicFile.write(try FileSystem.readText(input).replacing(from, with: to), to: input)
    }

    func verify(script other: String? = nil, overrides: [String: String] = [:]) -> Verification {
      var options = Session.Options()
      (options.keepsValues, options.takesFingerprints, options.overrides) = (false, true, overrides)
      let session = Session(catalog: SampleCatalog.all, options: options)
      return session.verify(other ?? script, named: "dir/x.carnet", against: lock, blocks: blocks, .serial)
    }
  }

  private static let script = "a = numbers 4\nb = file INPUT | keep 9000\nb | keep 2\nc = b | keep 8500"

  @Test func anUnchangedRunIsIdentical() throws {
    let result = try Recording(script: Self.script).verify()
    #expect(result.text == "verify: x.carnet is identical to its lock (4 cells)")
  }

  @Test func theFirstDifferenceIsShownWithRowKeyAndBothValues() throws {
    let recording = try Recording(script: Self.script)
    try recording.change("line 5000\n", to: "line 5ooo\n")
    #expect(recording.verify().text == """
      verify: x.carnet diverged at cell 2 of 4
        cell 1  identical
        cell 2  b: 1 of 2 columns differs
                line, rows 4096–8191
                row 5100: recorded "line 5000", now "line 5ooo"
      cause: input lines.txt changed since recording (cell 2)
      help: `.why line`, or accept it with `carnet verify --update`
      """)
  }

  @Test func withoutTheStoreTheBlockIsNamed() throws {
    let recording = try Recording(script: Self.script, blockBudget: 0)
    try recording.change("line 8999\n", to: "line x\n")
    let lines = recording.verify().text.split(separator: "\n")
    #expect(lines.contains("          line, rows 8192–8999"))
    #expect(!lines.contains { $0.contains("recorded") && $0.contains("now") })
  }

  @Test func anInputThatChangedNoValueIsOnlyMentioned() throws {
    let recording = try Recording(script: Self.script)
    try recording.change("line 9500\n", to: "line y\n")
    let result = recording.verify()
    guard case .identical = result.verdict else {
      Issue.record("\(result.verdict)")
      return
    }
    #expect(result.text.hasSuffix("note: input lines.txt changed since recording (cell 2), and no value did"))
  }

  @Test func rowsThatWereAddedOrTakenAwayAreCounted() throws {
    let recording = try Recording(script: "b = file INPUT", lines: 100)
    try recording.change("line 99\n", to: "")
    let text = recording.verify().text
    #expect(text.contains("b: 99 rows, recorded 100"))
    #expect(text.contains("row 99: recorded 199, now no such row"))
  }

  @Test func anEditedScriptIsTheCause() throws {
    let recording = try Recording(script: "a = numbers 4\nb = a | keep 2")
    let edited = recording.verify(script: "carnet 1\na = numbers 4 # comment\n\nb = a\n  | keep 3").text
    #expect(edited.hasPrefix("verify: x.carnet diverged at cell 2 of 2"))
    #expect(edited.contains("cause: the script was edited since recording"))
    #expect(recording.verify(script: "carnet 1\na = numbers 4").text.contains("cell 2  recorded, and not there now"))
    #expect(recording.verify(script: recording.script + "\nc = numbers 1").text.contains("not there when recorded"))
    let laidOut = recording.verify(script: "carnet 1\n\n# a comment\na =   numbers 4\nb = a\n  | keep   2")
    #expect(laidOut.text.contains("is identical"))
  }

  @Test func aScriptThatFailsBeforeItsFirstDifferenceIsNoVerdict() throws {
    let recording = try Recording(script: Self.script)
    FileSystem.remove(recording.input)
    guard case .failed(let diagnostics) = recording.verify().verdict else {
      Issue.record("did not fail")
      return
    }
    #expect(diagnostics.map(\.code) == ["E40"])
  }

  /// The statement needs a file that is there, but not the one that was recorded.
  @Test func aChangedInputIsNamedAlsoWhereTheCellFails() throws {
    let folder = try temporaryFolder()
    try AtomicFile.write("1\n2\n", to: folder + "/lines.txt")
    let script = "carnet 1\na = numbers 4\nb = file \"\(folder)/lines.txt\" | failing when: \"3\""
    let session = Session.sample()
    session.enter(script)
    let lock = try session.lock(.serial)
    try AtomicFile.write("1\n3\n", to: folder + "/lines.txt")
    var options = Session.Options()
    options.takesFingerprints = true
    let replay = Session(catalog: SampleCatalog.all, options: options)
    let result = replay.verify(script, named: "x.carnet", against: lock, blocks: nil, .serial)
    guard case .failed(let diagnostics) = result.verdict else {
      Issue.record("did not fail")
      return
    }
    #expect(diagnostics.first?.notes == ["input lines.txt changed since recording (cell 2)"])
    #expect(result.changedInputs.map(\.cell) == [2])
  }

  @Test func parametersThatWereSetAreRecorded() throws {
    let session = Session.sample(["k": "3"])
    session.enter("param k: int = 1\na = numbers 5 | keep $k")
    let lock = try session.lock(.serial)
    #expect(Lock(text: lock.text)?.overrides == ["k": "3"])
    #expect(lock.cells[1].values.first?.rowCount == 3)
  }

  @Test func anotherSettingIsTheCause() throws {
    let session = Session.sample(["k": "3"])
    let script = "carnet 1\n\nparam k: int = 1\na = numbers 5 | keep $k\n"
    session.enter(script)
    let lock = try session.lock(.serial)
    func cause(_ overrides: [String: String]) -> String? {
      var options = Session.Options()
      (options.takesFingerprints, options.overrides) = (true, overrides)
      let replay = Session(catalog: SampleCatalog.all, options: options)
      let text = replay.verify(script, named: "x.carnet", against: lock, blocks: nil, .serial).text
      return text.split(separator: "\n").first { $0.hasPrefix("cause: ") }.map(String.init)
    }
    #expect(cause(["k": "2"]) == "cause: `--set k=2`, and recorded with `--set k=3`")
    #expect(cause([:]) == "cause: `k` as the script has it, and recorded with `--set k=3`")
    #expect(cause(["k": "3"]) == nil)
  }

  /// A session that still has its values needs no store.
  @Test func theValuesThemselvesServeInsteadOfAStore() throws {
    let recording = try Recording(script: Self.script)
    let session = Session.sample()
    session.enter(recording.script)
    let originals = session.recordedCells().map(\.value)
    try recording.change("line 5000\n", to: "line 5ooo\n")
    var options = Session.Options()
    options.takesFingerprints = true
    let replay = Session(catalog: SampleCatalog.all, options: options)
    let text = replay.verify(
      recording.script, named: "x", against: recording.lock, blocks: nil, originals: originals, .serial
    ).text
    #expect(text.contains("row 5100: recorded \"line 5000\", now \"line 5ooo\""))
  }

  @Test func anUnknownParameterIsFoundBeforeAnythingRuns() {
    let session = Session.sample(["kk": "3"])
    let run = session.runScript("param k: int = 1\na = numbers 5", named: "x", .serial) { _, _ in true }
    guard case .failed(let diagnostics) = run.end else {
      Issue.record("\(run)")
      return
    }
    #expect(diagnostics.map(\.code) == ["E85"])
    #expect(diagnostics.first?.help == "did you mean `k`?")
    #expect(session.cells.isEmpty)
  }
}
