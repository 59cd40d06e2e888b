/// Cuts delimited text into pieces of whole rows of about equal size, so that they can be read side by side.
///
/// Whether a line feed ends a row depends on the quotes before it. One pass counts the quotes of each chunk; their
/// parity tells which chunks start inside quotes, and each such chunk is searched for its first row.
public struct RowCuts: Sendable {
  /// The pieces in order: together all the bytes, each starting a row.
  public let pieces: [Range<Int>]
  /// Whether the text holds the quote character, and any CR.
  public let mayQuote: Bool
  public let mayReturn: Bool

  /// - Parameter chunkBytes: the least size of a piece, but for the last. It decides where columns are cut, and so
  ///   must not depend on the machine.
  public init(
    _ source: FileBytes, _ range: Range<Int>, dialect: Dialect, chunkBytes: Int, execution: Execution
  ) throws {
    precondition(chunkBytes > 0, "a chunk has bytes")
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count, "rows outside the file")
    let chunkCount = (range.count + chunkBytes - 1) / chunkBytes
    let marks = try execution.map(count: chunkCount) { index -> (quotes: Int, returns: Int) in
      let start = range.lowerBound + index * chunkBytes
      let count = min(chunkBytes, range.upperBound - start)
      // SAFETY: `start` and `count` stay within the file.
      defer { source.release(start..<start + count) }
      return countMarks(source.base + start, count: count, quote: dialect.quote)
    }
    mayQuote = marks.contains { $0.quotes > 0 }
    mayReturn = marks.contains { $0.returns > 0 }
    var pieces: [Range<Int>] = [], start = range.lowerBound, isInside = false
    for index in 1..<max(1, chunkCount) {
      isInside = isInside != (marks[index - 1].quotes % 2 == 1)
      let chunk = range.lowerBound + index * chunkBytes
      // A row that spans whole chunks belongs to the piece in which it starts.
      guard chunk > start else { continue }
      let cut = RowCuts.firstRow(source, from: chunk, to: range.upperBound, quote: dialect.quote, isInside: isInside)
      if cut > start, cut < range.upperBound {
        pieces.append(start..<cut)
        start = cut
      }
    }
    if start < range.upperBound { pieces.append(start..<range.upperBound) }
    self.pieces = pieces
  }

  /// Where the first row starts at or after `chunk`.
  private static func firstRow(
    _ source: FileBytes, from chunk: Int, to end: Int, quote: UInt8?, isInside: Bool
  ) -> Int {
    var isInside = isInside
    if !isInside, source.base[chunk - 1] == Dialect.newline { return chunk }
    // SAFETY: `offset` stays below `end`, which lies within the file.
    for offset in chunk..<end {
      let byte = source.base[offset]
      if byte == quote { isInside.toggle() }
      if byte == Dialect.newline, !isInside { return offset + 1 }
    }
    return end
  }
}
