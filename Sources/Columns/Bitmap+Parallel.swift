import Kernels

extension Bitmap {
  /// Asks `isSet` for each row, on all threads.
  @inlinable
  public init(count: Int, execution: Execution, _ isSet: @Sendable (Int) -> Bool) throws {
    let scratch = Scratch<UInt64>(count: Bitmap.wordCount(count))
    try execution.forBlocks(of: scratch.count, size: Execution.blockSize / 64) { block in
      let words = scratch.slots
      for index in block {
        var word: UInt64 = 0
        for row in index << 6..<min(count, (index + 1) << 6) where isSet(row) { word |= 1 << UInt64(row & 63) }
        words[index] = word
      }
    }
    self.init(words: scratch.frozen(), count: count)
  }
}
