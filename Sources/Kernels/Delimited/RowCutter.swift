import Synchronization

/// Cuts delimited text into pieces of whole rows of about equal size while they are being read, and hashes the file on
/// the way, so that its bytes are fetched once, and are in the cache for whoever reads a piece next.
///
/// Whether a line feed ends a row depends on the quotes before it. So pieces are cut in order, each when it, or one
/// behind it, is first asked for; that is a small part of the work of reading it.
public final class RowCutter: Sendable {
  /// Some whole rows, and whether they hold the quote character and any CR.
  public struct Piece: Sendable {
    /// The bytes of the piece.
    public let range: Range<Int>
    /// The lines of the piece, counted from the first piece: at least as many as it has rows, since a row holds a line
    /// feed or ends the text.
    public let lines: Range<Int>
    /// Whether the piece holds a quote.
    public let mayQuote: Bool
    /// Whether the piece holds a carriage return.
    public let mayReturn: Bool
  }

  private struct State {
    var pieces: [Piece] = []
    /// Where the next piece starts.
    var start: Int
    /// How many line feeds stand in front of `start`, and in front of the chunk after the last piece.
    var startLine = 0
    var chunkLine = 0
    /// Whether the chunk after the last piece starts inside quotes.
    var isInside = false
    var hash = XXH64()
    var hashedCount = 0
  }

  /// How many bytes the pieces have together.
  public var byteCount: Int { range.count }
  /// How many pieces there are. Pieces may be empty where rows are longer than a chunk.
  public let count: Int
  private let source: FileBytes
  private let range: Range<Int>
  private let dialect: Dialect
  private let chunkBytes: Int
  private let state: Mutex<State>
  /// How many bytes behind the last piece are hashed before their memory is let go.
  private static let hashedBytes = 1 << 22

  /// - Parameter chunkBytes: the size of a chunk; a piece is the rows that start in one. It decides where columns are
  ///   cut, and so must not depend on the machine.
  public init(_ source: FileBytes, _ range: Range<Int>, dialect: Dialect, chunkBytes: Int) {
    precondition(chunkBytes > 0, "a chunk has bytes")
    precondition(range.lowerBound >= 0 && range.upperBound <= source.count, "rows outside the file")
    (self.source, self.range, self.dialect, self.chunkBytes) = (source, range, dialect, chunkBytes)
    count = (range.count + chunkBytes - 1) / chunkBytes
    state = Mutex(State(start: range.lowerBound))
  }

  /// The rows that start within chunk `index`.
  public func piece(_ index: Int) -> Piece {
    state.withLock { state in
      while state.pieces.count <= index { cut(&state) }
      return state.pieces[index]
    }
  }

  /// The XXH64 of the whole source, also where not all of it was cut.
  public func hash() -> UInt64 {
    state.withLock { state in
      while state.hashedCount < source.count {
        let start = state.hashedCount
        hash(&state, to: min(source.count, start + RowCutter.hashedBytes))
        source.release(start..<state.hashedCount)
      }
      return state.hash.digest()
    }
  }

  private func cut(_ state: inout State) {
    let chunk = range.lowerBound + state.pieces.count * chunkBytes
    let end = min(chunk + chunkBytes, range.upperBound)
    source.fetch(chunk..<end)
    hash(&state, to: end)
    // SAFETY: the chunk lies within the file.
    let marks = MarkCounts(source.base + chunk, count: end - chunk, quote: dialect.quote)
    state.chunkLine += marks.lines
    if marks.quotes % 2 == 1 { state.isInside.toggle() }
    // A row that spans whole chunks belongs to the piece in which it starts.
    let cut = state.start >= end ? state.start : firstRow(from: end, isInside: state.isInside)
    // SAFETY: the rest of the last row lies within the file.
    let rest = MarkCounts(source.base + end, count: max(0, cut - end), quote: dialect.quote)
    let endLine = state.chunkLine + rest.lines + (cut == range.upperBound ? 1 : 0)
    // A row of a piece before may go on here with marks of its own: then too much is looked for, not less.
    state.pieces.append(
      Piece(
        range: state.start..<cut, lines: state.startLine..<endLine, mayQuote: marks.quotes + rest.quotes > 0,
        mayReturn: marks.returns + rest.returns > 0))
    (state.start, state.startLine) = (cut, endLine)
  }

  private func hash(_ state: inout State, to end: Int) {
    guard end > state.hashedCount else { return }
    // SAFETY: the bytes lie within the file.
    state.hash.update(
      UnsafeRawBufferPointer(start: source.base + state.hashedCount, count: end - state.hashedCount))
    state.hashedCount = end
  }

  /// Where the first row starts at or after `chunk`.
  private func firstRow(from chunk: Int, isInside: Bool) -> Int {
    if chunk == range.upperBound { return chunk }
    var isInside = isInside
    if !isInside, source.base[chunk - 1] == Dialect.newline { return chunk }
    // SAFETY: `offset` stays below the end of the range, which lies within the file.
    for offset in chunk..<range.upperBound {
      let byte = source.base[offset]
      if byte == dialect.quote { isInside.toggle() }
      if byte == Dialect.newline, !isInside { return offset + 1 }
    }
    return range.upperBound
  }
}
