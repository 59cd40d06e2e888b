import Columns
import Files
import Kernels
import Language
import SampleVerbs
@testable import Session
import TestSupport
import Testing

/// The lock and the blocks beside it stay small beside what was read.
struct RecordSizeTests {
  @Test func aFiftiethOfTheInputsOrSixteenMillionBytes() {
    #expect(Lock.limit(forInputs: 0) == 16_000_000 && Lock.limit(forInputs: 800_000_000) == 16_000_000)
    #expect(Lock.limit(forInputs: 2_500_000_000) == 50_000_000)
    let file = InputFile(path: "a.csv", bytes: 900_000_000, hash: 1)
    #expect(Lock.bytes(of: [file, file, InputFile(path: "b.csv", bytes: 100_000_000, hash: 2)]) == 1_000_000_000)
  }

  /// Takes minutes where nothing is optimised, and so is left to `CARNET_TRIALS`. Of this session all blocks together
  /// would be more than 50 MB.
  @Test(.enabled(if: Trials.count(0) > 0)) func aLongSessionStaysWithinIt() throws {
    let path = try temporaryFolder() + "/x.carnet", session = Session.sample()
    for number in 0..<40 { session.enter("a\(number) = numbers 307511, factor: \(number * 70_000 + 1)") }
    try session.save(to: path, .serial)
    let sizes = try [Lock.path(for: path), BlockStore.path(for: path)].map { try #require(FileSystem.byteCount($0)) }
    #expect(sizes.reduce(0, +) <= 16_000_000 && sizes[1] > 10_000_000)
    // One block of each column is there.
    let lock = try Session.readLock(Lock.path(for: path), ofScript: path), store = BlockStore(path: path + ".blocks")
    #expect(lock.cells.allSatisfy { store.block($0.values[0].columns[0].blocks[0], type: .int) != nil })
  }

  @Test func savedAgainItKeepsTheSameBlocks() throws {
    let path = try temporaryFolder() + "/x.carnet", session = Session.sample()
    for number in 0..<6 { session.enter("a\(number) = numbers 40000, factor: \(number * 700 + 1)") }
    try session.save(to: path, blockBudget: 300_000, .serial)
    #expect(try #require(FileSystem.byteCount(path + ".blocks")) > 280_000)
    // Saved again without a change it is the same, and nothing is added.
    let before = try FileSystem.read(BlockStore.path(for: path))
    try session.save(to: path, blockBudget: 300_000, .serial)
    let after = try FileSystem.read(BlockStore.path(for: path))
    #expect(before == after)
    // With less room the most useful ones stay.
    try session.save(to: path, blockBudget: 150_000, .serial)
    #expect(try #require(FileSystem.byteCount(path + ".blocks")) <= 150_000)
    let lock = try Session.readLock(Lock.path(for: path), ofScript: path), store = BlockStore(path: path + ".blocks")
    #expect(lock.cells.allSatisfy { store.block($0.values[0].columns[0].blocks[0], type: .int) != nil })
  }

  /// What is read while the next cells run makes the same lock and the same blocks.
  @Test func recordedBehindItIsTheSame() throws {
    let script = "a = numbers 90000, factor: 3\nb = a | keep 50000\nnumbers 7\nc = b | keep like: a\na | keep 9\nc"
    func record(_ threads: Int, behind: Bool) throws -> (lock: String, blocks: [UInt8], alive: [[String]]) {
      let path = try temporaryFolder() + "/x.carnet.blocks"
      var options = Session.Options()
      (options.keepsValues, options.takesFingerprints, options.recordsBehind) = (false, true, behind)
      options.blocks = BlockStore(path: path, isNew: true)
      let session = Session(catalog: SampleCatalog.all, options: options)
      var alive: [[String]] = []
      let run = session.runScript(script, named: "x.carnet", Execution(threads: threads)) { _, _ in
        alive.append(session.scope.bindings.keys.sorted())
        return true
      }
      let isDone = if case .done = run.end { true } else { false }
      #expect(isDone)
      options.blocks?.publish(besideLockOf: 0)
      return (session.scriptLock.text, try FileSystem.read(path), alive)
    }
    let now = try record(1, behind: false)
    #expect(now.blocks.count > 1000 && now.lock.contains("\"rows\": 90000"))
    for threads in [1, 2, 5] {
      let behind = try record(threads, behind: true)
      #expect(behind == now, "\(threads) threads")
    }
  }

  /// What is forgotten while a value is read is told of it all the same.
  @Test func aFingerprintThatWasBegunIsWhole() throws {
    let fingerprinter = Fingerprinter(), execution = Execution(threads: 2)
    let first = Table([("a", Column(ints: (0..<9000).map { Int64($0) }))])
    let both = Table([("a", first.columns[0]), ("b", Column(ints: (0..<9000).map { Int64($0 * 7) }))])
    let expected = try Fingerprinter().fingerprint(both, .serial)
    _ = try fingerprinter.fingerprint(first, execution)
    let begun = try fingerprinter.begin(both, isBehind: true, execution)
    fingerprinter.keepOnly([Table]())
    #expect(try fingerprinter.finish(begun, execution) == expected)
    #expect(expected[0].columns.allSatisfy { $0.blocks.count == 3 })
  }

  /// What passes through many cells is said once.
  @Test func aColumnIsToldOnceInTheLock() throws {
    let session = Session.sample()
    session.enter("a = numbers 200000")
    let one = try session.lock(.serial).text.utf8.count
    for number in 0..<10 { session.enter("b\(number) = a | keep 200000") }
    let lock = try session.lock(.serial)
    #expect(lock.text.utf8.count < one * 5, "\(one) for one, \(lock.text.utf8.count) for eleven")
    #expect(Lock(text: lock.text) == lock && Lock(text: lock.text)?.text == lock.text)
    #expect(lock.cells[10].values[0].columns[0].blocks.count == 49)
  }

  @Test func aLockThatIsTooLargeLeavesOutWhereFirst() throws {
    let session = Session.sample()
    for number in 1...8 { session.enter("a\(number) = numbers 200000, factor: \(number)") }
    let lock = try session.lock(.serial), small = lock.within(lock.text.utf8.count / 2)
    #expect(small.text.utf8.count <= lock.text.utf8.count / 2)
    let blocks = small.cells.map { $0.values[0].columns[0].blocks.isEmpty }
    #expect(blocks == blocks.sorted { !$0 && $1 } && blocks.contains(false), "those at the end: \(blocks)")
    let read = try #require(Lock(text: small.text))
    #expect(read == lock, "it says as much, and not where")
    var options = Session.Options()
    options.takesFingerprints = true
    func text(_ script: String) -> String {
      let check = Session(catalog: SampleCatalog.all, options: options)
      return check.verify(script, named: "x", against: read, blocks: nil, .serial).text
    }
    #expect(text(session.script()) == "verify: x is identical to its lock (8 cells)")
    let hash = lock.cells[7].values[0].columns[0].hash.hexadecimal
    let other = try #require(Lock(text: small.text.replacing(hash, with: "00")))
    let verification = Session(catalog: SampleCatalog.all, options: options)
      .verify(session.script(), named: "x", against: other, blocks: nil, .serial)
    #expect(verification.text.contains("n, in rows that the lock does not tell"))
  }

  /// What a lock of an earlier version said is still what its script speaks of.
  @Test func anEarlierLockKeepsItsText() throws {
    let session = Session.sample()
    session.enter("a = numbers 9000\nb = a | keep 9000")
    var lock = try session.lock(.serial)
    lock.detail = 2
    #expect(lock.text.ranges(of: "\"blocks\"").count == 2)
    #expect(Lock(text: lock.text)?.text == lock.text)
  }

  @Test func leftoversGoAndNothingElse() throws {
    let folder = try temporaryFolder(), session = Session.sample()
    session.enter("a = numbers 5000")
    for name in ["kept", "gone", "locked"] { try session.save(to: "\(folder)/\(name).carnet", .serial) }
    for name in ["gone.carnet", "gone.carnet.lock", "locked.carnet"] { FileSystem.remove("\(folder)/\(name)") }
    try AtomicFile.write("mine", to: "\(folder)/other.blocks")
    // No process has this number.
    try AtomicFile.write("half", to: "\(folder)/.x.csv.99999999-1.partial")
    let names = Leftovers.remove(in: folder).map { FileSystem.name(of: $0.path) }
    #expect(names == [".x.csv.99999999-1.partial", "gone.carnet.blocks"])
    #expect(FileSystem.names(in: folder) == [
      "kept.carnet", "kept.carnet.blocks", "kept.carnet.lock", "locked.carnet.blocks", "locked.carnet.lock",
      "other.blocks",
    ])
    #expect(Leftovers.remove(in: folder).isEmpty)
  }

  /// What one store has lost, that of another script of the folder may have.
  @Test func theStoresOfAFolderServeEachOther() throws {
    let folder = try temporaryFolder(), session = Session.sample()
    session.enter("a = numbers 5000")
    for name in ["one", "two"] { try session.save(to: "\(folder)/\(name).carnet", .serial) }
    FileSystem.remove("\(folder)/one.carnet.blocks")
    let hash = try session.lock(.serial).cells[0].values[0].columns[0].blocks[0]
    #expect(BlockStore(path: "\(folder)/one.carnet.blocks").block(hash, type: .int)?.cells.count == 4096)
  }
}
