/// Reads delimited text row by row exactly as it is found in the wild, one byte at a time.
///
/// A quote at the start of a field opens a quoted part, in which a doubled quote stands for one and everything else for
/// itself; after the closing quote the field goes on as plain text. A quote inside plain text is an ordinary character.
/// Rows end with LF, CR LF or CR; rows without any character are skipped, and so are lines of comment.
public struct RecordReader: Sendable {
  private let source: FileBytes
  private let dialect: Dialect
  /// Where the next row starts.
  public private(set) var offset: Int
  /// The content of the fields of the current row, unquoted, and where each starts in the source.
  public private(set) var fields: [[UInt8]] = []
  public private(set) var starts: [Int] = []
  /// How many blank rows were skipped in front of others, and how many fields go on behind their closing quote.
  public private(set) var blankRowCount = 0
  public private(set) var looseQuoteCount = 0
  /// Where the quote stands that is still open at the end of the source.
  public private(set) var unclosedQuote: Int?

  public init(_ source: FileBytes, dialect: Dialect, from offset: Int = 0) {
    (self.source, self.dialect, self.offset) = (source, dialect, offset)
  }

  /// Reads the next row into `fields`; false at the end.
  public mutating func next() -> Bool {
    skipBlankRows()
    guard offset < source.count else { return false }
    fields.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    while !readField() {}
    return true
  }

  private mutating func skipBlankRows() {
    var blankRows = 0
    while offset < source.count {
      if source[offset] == dialect.comment {
        while offset < source.count, !isLineEnd(source[offset]) { offset += 1 }
        if offset < source.count { skipLineEnd() }
      } else if isLineEnd(source[offset]) {
        skipLineEnd()
        blankRows += 1
      } else {
        blankRowCount += blankRows
        return
      }
    }
  }

  private mutating func skipLineEnd() {
    let isPair = source[offset] == Dialect.carriageReturn && offset + 1 < source.count && source[offset + 1] == Dialect.newline
    offset += isPair ? 2 : 1
  }

  private func isLineEnd(_ byte: UInt8) -> Bool { byte == Dialect.newline || byte == Dialect.carriageReturn }

  /// Reads one field and what ends it; true if that was the end of the row.
  private mutating func readField() -> Bool {
    var content: [UInt8] = []
    starts.append(offset)
    defer { fields.append(content) }
    if offset < source.count, source[offset] == dialect.quote {
      readQuoted(into: &content)
      if offset < source.count, source[offset] != dialect.separator, !isLineEnd(source[offset]) { looseQuoteCount += 1 }
    }
    while offset < source.count {
      let byte = source[offset]
      offset += 1
      if byte == dialect.separator { return false }
      if isLineEnd(byte) {
        if byte == Dialect.carriageReturn, offset < source.count, source[offset] == Dialect.newline { offset += 1 }
        return true
      }
      content.append(byte)
    }
    return true
  }

  private mutating func readQuoted(into content: inout [UInt8]) {
    let start = offset
    offset += 1
    while offset < source.count {
      let byte = source[offset]
      offset += 1
      if byte != dialect.quote {
        content.append(byte)
      } else if offset < source.count, source[offset] == dialect.quote {
        content.append(byte)
        offset += 1
      } else {
        return
      }
    }
    unclosedQuote = start
  }
}
