import Kernels

/// A column's values in a form that does not depend on how they are stored: 64 bits for each row.
///
/// An integer, bool, date or datetime stands for itself, a float for its IEEE bits with −0 as +0, a text for the XXH64
/// of its UTF-8 bytes, and null for zero. Which rows are null is told by the validity bits beside the words. Words are
/// made a block at a time and never for a whole column.
public struct CanonicalColumn: Sendable {
  /// The column whose values these are.
  public let column: Column
  /// For text the hash of each dictionary entry.
  private let textHashes: [UInt64]

  /// Rows in one block, a multiple of 64 so that blocks begin with a word of the validity bitmap.
  public static let blockRows = 4096

  /// - Throws: `Cancelled`.
  public init(_ column: Column, execution: Execution) throws {
    self.column = column
    guard let dictionary = column.dictionary else {
      textHashes = []
      return
    }
    let values = dictionary.values
    textHashes = try execution.mapBlocks(of: values.count, size: Self.blockRows) { block in
      values[block].map { XXH64.hash($0) }
    }.flatMap(\.self)
  }

  /// How many blocks of rows it has, the last one maybe shorter.
  public var blockCount: Int { (column.count + Self.blockRows - 1) / Self.blockRows }

  /// The rows of a block.
  public func rows(ofBlock block: Int) -> Range<Int> {
    block * Self.blockRows..<min((block + 1) * Self.blockRows, column.count)
  }

  /// The words of a block's rows, then, where one of them is null, the block's validity bits.
  public func words(ofBlock block: Int) -> [UInt64] {
    [UInt64](unsafeUninitializedCapacity: Self.wordsOfBlock) { out, count in count = write(block, to: out) }
  }

  /// For each block XXH64 over the bytes of ``words(ofBlock:)``, each word in little-endian order.
  public func hashes(ofBlocks blocks: Range<Int>) -> [UInt64] {
    // One buffer that stays in a near cache serves all blocks.
    let step = XXH64.blocksAtOnce, stride = Self.wordsOfBlock
    return withUnsafeTemporaryAllocation(of: UInt64.self, capacity: step * stride) { words in
      Swift.stride(from: blocks.lowerBound, to: blocks.upperBound, by: step).flatMap { first in
        let counts = (first..<min(first + step, blocks.upperBound)).map { block in
          // SAFETY: each block writes no more than `stride` words, for which there is room.
          let start = (block - first) * stride
          return write(block, to: UnsafeMutableBufferPointer(rebasing: words[start..<start + stride]))
        }
        return XXH64.hashes(of: UnsafeBufferPointer(words), stride: stride, counts: counts)
      }
    }
  }

  private static let wordsOfBlock = blockRows + Bitmap.wordCount(blockRows)

  /// Writes what ``words(ofBlock:)`` gives, and returns the number of words.
  // SAFETY: callers give room for `wordsOfBlock` words, the greatest number that a block has.
  private func write(_ block: Int, to out: UnsafeMutableBufferPointer<UInt64>) -> Int {
    let rows = rows(ofBlock: block)
    let words = UnsafeMutableBufferPointer(rebasing: out[..<rows.count])
    fill(rows, words)
    guard let bits = column.validity?.words(of: rows),
      bits.reduce(0, { $0 + $1.nonzeroBitCount }) < rows.count
    else { return rows.count }
    NullWords.clear(words, except: bits)
    for index in 0..<bits.count { out[rows.count + index] = bits[index] }
    return rows.count + bits.count
  }

  /// The words of some rows, whatever stands in those that are null.
  private func fill(_ rows: Range<Int>, _ out: UnsafeMutableBufferPointer<UInt64>) {
    switch column.storage {
    case .indicator(let codes, let codeValidity, let code?):
      widen(codes, rows, out)
      let level = UInt64(bitPattern: code)
      for offset in 0..<out.count { out[offset] = out[offset] == level ? 1 : 0 }
      if let bits = codeValidity?.words(of: rows) { NullWords.clear(out, except: bits) }
    case .indicator(_, let codeValidity, nil):
      out.update(repeating: 1)
      guard let bits = codeValidity?.words(of: rows) else { return out.update(repeating: 0) }
      NullWords.clear(out, except: bits, flippedBy: ~0)
    case .gathered(let base, let places): fill(UnsafeBufferPointer(rebasing: places.view[rows]), of: base, out)
    case .integers, .floats, .text: fill(rows, of: column.storage, out)
    }
  }

  /// The words of the rows of another column at some places; zero where there is none.
  private func fill(
    _ places: UnsafeBufferPointer<Int32>, of base: Column, _ out: UnsafeMutableBufferPointer<UInt64>
  ) {
    switch base.storage {
    case .floats(let buffer):
      buffer.read(at: places) { out[$0] = ($1 + 0).bitPattern }
    case .integers(let values): widen(values, at: places, out)
    case .text(let codes, _):
      widen(codes, at: places, out)
      replaceCodes(out)
    case .indicator, .gathered: fill(0..<out.count, of: base.values(at: places), out)
    }
  }

  /// The words of some rows of a storage that is no view.
  private func fill(_ rows: Range<Int>, of storage: Column.Storage, _ out: UnsafeMutableBufferPointer<UInt64>) {
    switch storage {
    case .floats(let buffer):
      let values = UnsafeBufferPointer(rebasing: buffer.view[rows])
      // Adding zero turns −0 into +0 and changes nothing else.
      for offset in 0..<values.count { out[offset] = (values[offset] + 0).bitPattern }
    case .integers(let values): widen(values, rows, out)
    case .text(let codes, _):
      widen(codes, rows, out)
      replaceCodes(out)
    case .indicator, .gathered: preconditionFailure("written values are no view")
    }
  }

  /// Puts the hashes of texts in the place of their codes.
  private func replaceCodes(_ out: UnsafeMutableBufferPointer<UInt64>) {
    textHashes.withUnsafeBufferPointer { hashes in
      // SAFETY: a code that no text belongs to, as that of a null row of an empty dictionary, is not looked up.
      for offset in 0..<out.count {
        out[offset] = out[offset] < UInt64(hashes.count) ? hashes[Int(truncatingIfNeeded: out[offset])] : 0
      }
    }
  }

  private func widen(_ values: IntegerBuffer, _ rows: Range<Int>, _ out: UnsafeMutableBufferPointer<UInt64>) {
    // SAFETY: both element types have the same size and alignment, and the memory is `out`'s own.
    out.withMemoryRebound(to: Int64.self) { values.widen(rows, into: $0) }
  }

  private func widen(
    _ values: IntegerBuffer, at places: UnsafeBufferPointer<Int32>, _ out: UnsafeMutableBufferPointer<UInt64>
  ) {
    switch values {
    case .w8(let buffer): buffer.read(at: places) { out[$0] = UInt64(truncatingIfNeeded: $1) }
    case .w16(let buffer): buffer.read(at: places) { out[$0] = UInt64(truncatingIfNeeded: $1) }
    case .w32(let buffer): buffer.read(at: places) { out[$0] = UInt64(truncatingIfNeeded: $1) }
    case .w64(let buffer): buffer.read(at: places) { out[$0] = UInt64(truncatingIfNeeded: $1) }
    }
  }
}

extension Bitmap {
  /// The words with the bits of some rows, the first of which begins a word.
  // SAFETY: callers hold the bitmap for as long as they use the words, as with `Buffer.view`.
  fileprivate func words(of rows: Range<Int>) -> UnsafeBufferPointer<UInt64> {
    UnsafeBufferPointer(rebasing: words.view[rows.lowerBound >> 6..<Bitmap.wordCount(rows.upperBound)])
  }
}
