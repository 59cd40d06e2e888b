import Kernels

/// A bitmap's words for a hot loop, valid while the bitmap is referenced.
public struct BitView {
  // SAFETY: as with `Buffer.view`, callers hold the bitmap for as long as they use the view.
  @usableFromInline let words: UnsafeBufferPointer<UInt64>

  /// Whether the bit of a row is set.
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

  /// The bits of the rows with the given indices, on all threads; a negative index gives a clear bit.
  func taking(_ rows: Buffer<Int32>, execution: Execution) throws -> Bitmap {
    guard count > 0 else { return Bitmap(words: Buffer(zeros: Bitmap.wordCount(rows.count)), count: rows.count) }
    let scratch = Scratch<UInt64>(count: Bitmap.wordCount(rows.count))
    try execution.forBlocks(of: scratch.count, size: Execution.blockSize / 64) { block in
      let (bits, indices, out) = (words.view, rows.view, scratch.slots)
      for index in block {
        var word: UInt64 = 0
        for position in index << 6..<Swift.min(rows.count, (index + 1) << 6) {
          // As in `Buffer.taking`, a mask instead of a branch.
          let row = Int(indices[position]), mask = ~(row >> (Int.bitWidth - 1)), place = row & mask
          precondition(row < count, "row outside the bitmap")
          let bit = bits[place >> 6] >> UInt64(place & 63) & UInt64(truncatingIfNeeded: mask) & 1
          word |= bit << UInt64(position & 63)
        }
        out[index] = word
      }
    }
    return Bitmap(words: scratch.frozen(), count: rows.count)
  }
}
