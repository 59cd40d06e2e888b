import Columns
import Files
import Kernels
import Session
import Testing
import TestSupport

struct BlockTests {
  @Test func theStoreKeepsToItsBudgetAndDropsWhatNoLockNeeds() throws {
    let folder = try temporaryFolder() + "/blocks"
    let session = Session.sample()
    session.enter("a = numbers 100000")
    _ = try session.lock(blocks: BlockStore(path: folder, budget: 50_000), .serial)
    let sizes = FileSystem.names(in: folder).compactMap { FileSystem.byteCount("\(folder)/\($0)") }
    #expect(sizes.count > 1 && sizes.reduce(0, +) <= 50_000)
    BlockStore(path: folder).discard()
    #expect(!FileSystem.exists(folder))
  }

  @Test func blocksOfEveryTypeReadBackAsTheyWere() {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    for type in ColumnType.allCases {
      for bits in [3, 7, 8, 15, 31, 40, 63] as [UInt64] {
        let count = Int.random(in: 1...5000, using: &random)
        let cells = (0..<count).map { _ in cell(type, bits, &random) }
        let column = CanonicalColumn(Column(cells: cells, type: type))
        let read = (0..<column.blockCount).flatMap { block in
          RecordedBlock(RecordedBlock.encode(column, block: block), type: type)?.cells ?? []
        }
        let isSame = read == cells
        #expect(isSame, "\(type) of \(bits) bits, seed \(seed)")
      }
    }
  }

  @Test func bytesThatAreNoBlockGiveNone() {
    let column = CanonicalColumn(Column(texts: ["a", nil, "b"]))
    let bytes = RecordedBlock.encode(column, block: 0)
    for count in 0..<bytes.count { #expect(RecordedBlock(Array(bytes.prefix(count)), type: .text) == nil) }
    #expect(RecordedBlock(bytes, type: .int) == nil)
  }

  private func cell(_ type: ColumnType, _ bits: UInt64, _ random: inout SplitMix64) -> Cell {
    if random.next() % 5 == 0 { return .null }
    let value = Int64(truncatingIfNeeded: random.next()) >> Int64(63 - bits)
    switch type {
    case .float: return .float(Double(value) / 3)
    case .text: return .text("t\(value % 300)é")
    case .bool: return .bool(value % 2 == 0)
    default: return Cell(integer: value, type: type)
    }
  }
}
