import Files
import Kernels
import SampleVerbs
import Session
import Testing
import TestSupport

/// A bit of the store of blocks is wrong: verification names the right row and value, or none.
struct DamagedBlocksTests {
  @Test func noFlippedBitNamesAWrongRow() throws {
    let folder = try temporaryFolder(), input = folder + "/lines.txt", store = folder + "/x.carnet.blocks"
    let script = "carnet 1\na = numbers 9000, factor: 3\nb = file \"\(input)\""
    try AtomicFile.write((0..<9000).map { "line \($0 % 977)\n" }.joined(), to: input)
    let session = Session.sample()
    session.enter(script)
    let lock = try session.lock(blocks: BlockStore(path: store), .serial)
    let whole = try FileSystem.read(store)
    // One changed value in each block of rows, so that each block of the column is asked for in turn.
    let changes = [(row: 100, value: 100), (row: 5000, value: 5000 % 977), (row: 8999, value: 8999 % 977)]
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    var named = 0
    for change in changes {
      let lines = (0..<9000).map { $0 == change.row ? "changed\n" : "line \($0 % 977)\n" }
      try AtomicFile.write(lines.joined(), to: input)
      let right = "row \(change.row + 100): recorded \"line \(change.value)\", now \"changed\""
      try AtomicFile.write(whole, to: store)
      #expect(try verify(script, lock, store).contains { $0.contains(right) })
      for _ in 0..<Trials.count(60) / changes.count {
        let bit = Int.random(in: 0..<whole.count * 8, using: &random)
        var bytes = whole
        bytes[bit / 8] ^= 1 << UInt8(bit % 8)
        try AtomicFile.write(bytes, to: store, isSynced: false)
        for line in try verify(script, lock, store)
        where line.contains("recorded \"") || line.contains("recorded null") {
          named += 1
          #expect(line.hasSuffix(right), "bit \(bit), seed \(seed): \(line)")
        }
      }
    }
    #expect(named > 0, "most bits belong to other blocks; seed \(seed)")
  }

  @Test func damageToTheBlockThatIsAskedForIsSaid() throws {
    let folder = try temporaryFolder(), store = folder + "/x.carnet.blocks", input = folder + "/lines.txt"
    let script = "carnet 1\nb = file \"\(input)\""
    try AtomicFile.write((0..<100).map { "line \($0)\n" }.joined(), to: input)
    let session = Session.sample()
    session.enter(script)
    let lock = try session.lock(blocks: BlockStore(path: store), .serial)
    var bytes = try FileSystem.read(store)
    let text = try #require(bytes.firstRange(of: Array("line 42".utf8)))
    bytes[text.lowerBound] ^= 1
    try AtomicFile.write(bytes, to: store)
    try AtomicFile.write((0..<100).map { "line \($0 == 7 ? 8 : $0)\n" }.joined(), to: input)
    let lines = try verify(script, lock, store)
    #expect(lines.contains { $0.contains("line, rows 0–99") })
    #expect(lines.contains { $0.hasSuffix("x.carnet.blocks is damaged: no row from it") })
    #expect(!lines.contains { $0.contains("now \"line 8\"") })
  }

  private func verify(_ script: String, _ lock: Lock, _ store: String) throws -> [String] {
    var options = Session.Options()
    (options.keepsValues, options.takesFingerprints) = (false, true)
    let session = Session(catalog: SampleCatalog.all, options: options)
    let result = session.verify(script, named: "x.carnet", against: lock, blocks: BlockStore(path: store), .serial)
    return result.text.split(separator: "\n").map(String.init)
  }
}
