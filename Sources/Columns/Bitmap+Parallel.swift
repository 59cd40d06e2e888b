import Kernels

/// A bitmap's words for a hot loop, valid while the bitmap is referenced.
public struct BitView {
  // SAFETY: as with `Buffer.view`, callers hold the bitmap for as long as they use the view.
  @usableFromInline let words: UnsafeBufferPointer<UInt64>

  @inlinable
  public subscript(row: Int) -> Bool {
    @inline(__always) get { (words[row >> 6] >> UInt64(row & 63)) & 1 == 1 }
  }

  /// 1 where the bit is set, else 0, for counting without a branch.
  @inlinable @inline(__always)
  public func bit(_ row: Int) -> Int { Int(truncatingIfNeeded: (words[row >> 6] >> UInt64(row & 63)) & 1) }
}

extension Bitmap {
  /// The bits for a hot loop.
  public var view: BitView { BitView(words: words.view) }

  /// Asks `isSet` for each row, on all threads.
  @inlinable
  public init(count: Int, execution: Execution, _ isSet: @Sendable (Int) -> Bool) throws {
    let scratch = Scratch<UInt64>(count: Bitmap.wordCount(count))
    try execution.forBlocks(of: scratch.count, size: Execution.blockSize / 64) { block in
      let words = scratch.slots
      for index in block {
        var word: UInt64 = 0
        for row in index << 6..<min(count, (index + 1) << 6) {
          word |= (isSet(row) ? 1 : 0) << UInt64(row & 63)
        }
        words[index] = word
      }
    }
    self.init(words: scratch.frozen(), count: count)
  }
}
