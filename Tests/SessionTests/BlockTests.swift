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
}
