import Kernels

/// A column's values in a form that does not depend on how they are stored: 64 bits for each row.
///
/// An integer, bool, date or datetime stands for itself, a float for its IEEE bits with −0 as +0, a text for the XXH64
/// of its UTF-8 bytes, and null for zero. Which rows are null is told by the validity bits beside the words.
public struct CanonicalColumn: Sendable {
  public let column: Column
  /// For text the hash of each dictionary entry.
  private let textHashes: [UInt64]

  /// Rows in one block, a multiple of 64 so that blocks begin with a word of the validity bitmap.
  public static let blockRows = 4096

  public init(_ column: Column) {
    self.column = column
    if let dictionary = column.dictionary {
      textHashes = dictionary.values.map { XXH64.hash($0) }
    } else {
      textHashes = []
    }
  }

  public var blockCount: Int { (column.count + Self.blockRows - 1) / Self.blockRows }

  /// The rows of a block.
  public func rows(ofBlock block: Int) -> Range<Int> {
    block * Self.blockRows..<min((block + 1) * Self.blockRows, column.count)
  }

  /// The words of a block's rows, then, where one of them is null, the block's validity bits.
  public func words(ofBlock block: Int) -> [UInt64] {
    let rows = rows(ofBlock: block)
    let validity = validityWords(rows)
    return [UInt64](unsafeUninitializedCapacity: rows.count + validity.count) { out, count in
      // SAFETY: the array has room for one word a row and the validity words behind them; every place is written once.
      fill(rows, UnsafeMutableBufferPointer(rebasing: out[..<rows.count]))
      for (offset, word) in validity.enumerated() { out[rows.count + offset] = word }
      if !validity.isEmpty {
        for offset in 0..<rows.count where (validity[offset >> 6] >> UInt64(offset & 63)) & 1 == 0 { out[offset] = 0 }
      }
      count = rows.count + validity.count
    }
  }

  /// XXH64 over the bytes of ``words(ofBlock:)``, each word in little-endian order.
  public func hash(ofBlock block: Int) -> UInt64 {
    let words = words(ofBlock: block)
    // SAFETY: the pointer is used inside the closure only.
    return words.withUnsafeBytes { XXH64.hash($0) }
  }

  /// The validity bits of the rows, or none where all of them have a value.
  private func validityWords(_ rows: Range<Int>) -> ArraySlice<UInt64> {
    guard let validity = column.validity, !rows.isEmpty else { return [] }
    let words = Array(validity.words.view[rows.lowerBound >> 6..<Bitmap.wordCount(rows.upperBound)])
    return words.reduce(0) { $0 + $1.nonzeroBitCount } == rows.count ? [] : words[...]
  }

  private func fill(_ rows: Range<Int>, _ out: UnsafeMutableBufferPointer<UInt64>) {
    let (storage, rows) = column.written(rows)
    switch storage {
    case .floats(let buffer):
      let view = buffer.view
      // Adding zero turns −0 into +0 and changes nothing else.
      for offset in 0..<rows.count { out[offset] = (view[rows.lowerBound + offset] + 0).bitPattern }
    case .integers(let values): widen(values, rows, out)
    case .text(let codes, _):
      widen(codes, rows, out)
      for offset in 0..<rows.count {
        let code = Int(truncatingIfNeeded: out[offset])
        out[offset] = textHashes.indices.contains(code) ? textHashes[code] : 0
      }
    case .indicator, .gathered: preconditionFailure("written values are no view")
    }
  }

  private func widen(_ values: IntegerBuffer, _ rows: Range<Int>, _ out: UnsafeMutableBufferPointer<UInt64>) {
    // SAFETY: both element types have the same size and alignment, and the memory is `out`'s own.
    out.withMemoryRebound(to: Int64.self) { values.widen(rows, into: $0) }
  }
}
