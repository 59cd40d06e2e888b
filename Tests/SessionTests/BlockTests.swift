import Columns
import Files
import Kernels
@testable import Session
import Testing
import TestSupport

struct BlockTests {
  @Test func theStoreKeepsToItsBudgetAndDropsWhatNoLockNeeds() throws {
    let path = try temporaryFolder() + "/blocks"
    let session = Session.sample()
    session.enter("a = numbers 100000")
    _ = try session.lock(blocks: BlockStore(path: path, budget: 50_000), .serial)
    let size = try #require(FileSystem.byteCount(path))
    #expect(size > 40_000 && size <= 50_000)
    let other = Session.sample()
    other.enter("a = file \"/dev/null\"")
    _ = try other.lock(blocks: BlockStore(path: path), .serial)
    #expect(!FileSystem.exists(path))
  }

  /// One block of each column comes first, then the columns that take least.
  @Test func theBlocksThatHelpMostAreKept() throws {
    let path = try temporaryFolder() + "/blocks"
    let session = Session.sample()
    // Blocks of 4 096 whole numbers, 4 bytes each, 2 and 8.
    session.enter("a = numbers 20000, factor: 1000000\nb = numbers 20000\nc = numbers 20000, factor: 2000000")
    let blocks = BlockStore(path: path, budget: 90_000), lock = try session.lock(blocks: blocks, .serial)
    let kept = lock.cells.map { cell in
      cell.values[0].columns[0].blocks.map { BlockStore(path: path).block($0, type: .int) != nil }
    }
    #expect(kept == [
      [true, false, false, false, false], [true, true, true, true, true], [true, false, false, false, false],
    ])
  }

  @Test func theSameValuesGiveTheSameBytesWithAnyNumberOfThreads() throws {
    let files = try [1, 3].map { threads in
      let path = try temporaryFolder() + "/blocks"
      let session = Session.sample()
      session.enter("a = numbers 50000\nb = a | keep 40000")
      _ = try session.lock(blocks: BlockStore(path: path), Execution(threads: threads))
      return try FileSystem.read(path)
    }
    #expect(files[0] == files[1])
  }

  /// Whole numbers, dates, floats and truth values of 0 have one hash, and so have blocks without any value.
  @Test func columnsOfSeveralTypesShareABlock() throws {
    let types: [ColumnType] = [.int, .float, .bool, .date]
    for cell in [0, nil] as [Int64?] {
      for made in types {
        func cells(_ type: ColumnType) -> [Cell] {
          (0..<5).map { _ in cell.map { type == .float ? .float(Double($0)) : Cell(integer: $0, type: type) } ?? .null }
        }
        let column = try CanonicalColumn(Column(cells: cells(made), type: made), execution: .serial)
        let bytes = RecordedBlock.encode(column, block: 0), hash = column.hashes(ofBlocks: 0..<1).first
        for type in types {
          let block = try #require(RecordedBlock(bytes, type: type), "\(made) as \(type)")
          #expect(block.cells == cells(type) && block.hash(type) == hash, "\(made) as \(type)")
        }
        #expect((RecordedBlock(bytes, type: .text) == nil) == (cell != nil))
      }
    }
  }

  @Test func theSignOfZeroIsKept() throws {
    let column = try CanonicalColumn(Column(floats: [-0.0, 0, 3]), execution: .serial)
    let block = try #require(RecordedBlock(RecordedBlock.encode(column, block: 0), type: .float))
    #expect(block.hash(.float) == column.hashes(ofBlocks: 0..<1).first)
  }

  @Test func aCancelledRecordingThrows() throws {
    let session = Session.sample(), monitor = WorkMonitor()
    session.enter("a = numbers 10000")
    monitor.cancel()
    let store = BlockStore(path: try temporaryFolder() + "/blocks")
    #expect(throws: Cancelled.self) { try session.lock(blocks: store, Execution(threads: 2, monitor: monitor)) }
    #expect(!FileSystem.exists(store.path))
  }

  @Test func blocksOfEveryTypeReadBackAsTheyWere() throws {
    let seed = UInt64.random(in: 0...UInt64.max)
    var random = SplitMix64(seed: seed)
    for type in ColumnType.allCases {
      for bits in [3, 7, 8, 15, 31, 40, 63] as [UInt64] {
        let count = Int.random(in: 1...5000, using: &random)
        let cells = (0..<count).map { _ in cell(type, bits, &random) }
        let column = try CanonicalColumn(Column(cells: cells, type: type), execution: .serial)
        let read = (0..<column.blockCount).flatMap { block in
          RecordedBlock(RecordedBlock.encode(column, block: block), type: type)?.cells ?? []
        }
        let isSame = read == cells
        #expect(isSame, "\(type) of \(bits) bits, seed \(seed)")
      }
    }
  }

  @Test func bytesThatAreNoBlockGiveNone() throws {
    let column = try CanonicalColumn(Column(texts: ["a", nil, "b"]), execution: .serial)
    let bytes = RecordedBlock.encode(column, block: 0)
    for count in 0..<bytes.count { #expect(RecordedBlock(Array(bytes.prefix(count)), type: .text) == nil) }
    #expect(RecordedBlock(bytes, type: .int) == nil)
  }

  private func cell(_ type: ColumnType, _ bits: UInt64, _ random: inout SplitMix64) -> Cell {
    if random.next() % 5 == 0 { return .null }
    let value = Int64(truncatingIfNeeded: random.next()) >> Int64(63 - bits)
    switch type {
    case .float: return .float(bits % 2 == 0 ? Double(value >> 12) : Double(value) / 3)
    case .text: return .text("t\(value % 300)é")
    case .bool: return .bool(value % 2 == 0)
    default: return Cell(integer: value, type: type)
    }
  }
}
