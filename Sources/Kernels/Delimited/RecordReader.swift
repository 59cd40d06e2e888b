/// Reads delimited text row by row exactly as it is found in the wild, one byte at a time.
///
/// A quote at the start of a field, blanks before it aside, opens a quoted part, in which a doubled quote stands for
/// one and everything else for itself. Where the quote that should close it is followed by other text than blanks, the
/// quotes are ordinary characters: inside the field where another one closes it on that line, else around its
/// beginning. A quote that closes nowhere is told as ``brokenQuote``; its field then ends at the next separator. Rows
/// end with LF, CR LF or CR; rows without any character are skipped unless they are asked for, and so are lines of
/// comment.
public struct RecordReader: Sendable {
  let source: FileBytes
  let dialect: Dialect
  let end: Int
  /// How far a quoted field is looked through for its end.
  let quotedLimit: Int
  private let keepsBlankRows: Bool
  /// Where the next row starts.
  public internal(set) var offset: Int
  /// Where the current row starts, and where its last field ends.
  public private(set) var rowStart = 0
  /// Where the current row's last field ends.
  public private(set) var rowEnd = 0
  /// The contents of the current row's fields, unquoted, one behind the other, and where each ends in them.
  var contents: [UInt8] = []
  private var ends: [Int] = []
  /// Where each field of the current row starts in the source, and whether it stood in quotes.
  public private(set) var starts: [Int] = []
  /// Whether each field of the row stood in quotes.
  public private(set) var wasQuoted: [Bool] = []
  /// The first quote of the current row that opens a field and closes nowhere.
  public internal(set) var brokenQuote: Int?
  /// How many blank rows stand before the current row, and how many of them before rows in all.
  public private(set) var blankRowsBefore = 0
  /// How many blank rows stand before rows in all.
  public private(set) var blankRowCount = 0
  /// How many fields hold quotes out of place, how many of those a quote behind a backslash, and how many fields in
  /// quotes have blanks around them.
  public internal(set) var looseQuoteCount = 0
  /// How many fields hold a quote behind a backslash.
  public internal(set) var backslashCount = 0
  /// How many fields in quotes have blanks around them.
  public internal(set) var paddedQuoteCount = 0
  /// How many fields without quotes around them hold an odd number of quotes.
  public private(set) var oddQuoteCount = 0

  /// - Parameters:
  ///   - end: where the text ends; nil for the end of the source.
  ///   - quotedLimit: how many bytes a quoted field may have; a longer one counts as never closed.
  ///   - keepsBlankRows: whether a row without any character is a row of one empty field.
  public init(
    _ source: FileBytes, dialect: Dialect, from offset: Int = 0, to end: Int? = nil, quotedLimit: Int = .max,
    keepsBlankRows: Bool = false
  ) {
    (self.source, self.dialect, self.offset) = (source, dialect, offset)
    (self.end, self.quotedLimit, self.keepsBlankRows) = (end ?? source.count, quotedLimit, keepsBlankRows)
  }

  /// How many fields the current row has.
  public var count: Int { ends.count }
  /// The bytes of a field of the row, without its quotes.
  public func field(_ index: Int) -> ArraySlice<UInt8> { contents[(index == 0 ? 0 : ends[index - 1])..<ends[index]] }
  /// Copies of all fields of the row.
  public var fields: [[UInt8]] { ends.indices.map { Array(field($0)) } }

  /// Reads the next row; false at the end.
  public mutating func next() -> Bool {
    skipBlankRows()
    guard offset < end else { return false }
    contents.removeAll(keepingCapacity: true)
    ends.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
    wasQuoted.removeAll(keepingCapacity: true)
    brokenQuote = nil
    if dialect.mergesBlanks { skipBlanks() }
    rowStart = offset
    while !readField() {}
    return true
  }

  /// Goes on at another place, which starts a line.
  public mutating func skip(to place: Int) { offset = place }

  private mutating func skipBlankRows() {
    blankRowsBefore = 0
    while offset < end {
      if isAtComment {
        while offset < end, !isLineEnd(source[offset]) { offset += 1 }
        if offset < end { skipLineEnd() }
      } else if isLineEnd(source[offset]), !keepsBlankRows {
        skipLineEnd()
        blankRowsBefore += 1
      } else {
        blankRowCount += blankRowsBefore
        return
      }
    }
  }

  private var isAtComment: Bool {
    guard let first = dialect.comment.first, source[offset] == first, offset + dialect.comment.count <= end
    else { return false }
    return dialect.comment.indices.allSatisfy { source[offset + $0] == dialect.comment[$0] }
  }

  private mutating func skipLineEnd() {
    let isPair = source[offset] == Dialect.carriageReturn && offset + 1 < end && source[offset + 1] == Dialect.newline
    offset += isPair ? 2 : 1
  }

  mutating func skipBlanks() {
    while offset < end, source[offset] == 0x20 || source[offset] == 0x09 { offset += 1 }
  }

  @inline(__always)
  func isLineEnd(_ byte: UInt8) -> Bool { byte == Dialect.newline || byte == Dialect.carriageReturn }

  /// How many bytes the separator at a place has; 0 where there is none.
  @inline(__always)
  func separatorLength(_ place: Int) -> Int {
    let byte = source[place]
    if dialect.mergesBlanks { return byte == 0x20 || byte == 0x09 ? blankLength(place) : 0 }
    guard byte == dialect.separator else { return 0 }
    return dialect.separatorTail.isEmpty ? 1 : longSeparatorLength(place)
  }

  private func blankLength(_ place: Int) -> Int {
    var after = place
    while after < end, source[after] == 0x20 || source[after] == 0x09 { after += 1 }
    return after - place
  }

  private func longSeparatorLength(_ place: Int) -> Int {
    for (index, byte) in dialect.separatorTail.enumerated() {
      let at = place + 1 + index
      // Blanks at the end of a line get lost easily.
      if byte == 0x20, at >= end || isLineEnd(source[at]) { return 1 + index }
      guard at < end, source[at] == byte else { return 0 }
    }
    return 1 + dialect.separatorTail.count
  }

  /// Reads one field and what ends it; true if that was the end of the row.
  private mutating func readField() -> Bool {
    starts.append(offset)
    let isQuoted = readQuoted()
    wasQuoted.append(isQuoted)
    let first = contents.count
    var quotes = 0
    while offset < end {
      let byte = source[offset]
      if byte == dialect.escape, let escaped = escapedByte {
        contents.append(escaped)
        offset += 2
        continue
      }
      let length = separatorLength(offset)
      if length > 0 {
        endField(isQuoted, first, quotes)
        offset += length
        // What stands before the end of a row parts nothing.
        guard dialect.mergesBlanks, offset >= end || isLineEnd(source[offset]) else { return false }
        if offset < end { skipLineEnd() }
        return true
      }
      if isLineEnd(byte) {
        endField(isQuoted, first, quotes)
        skipLineEnd()
        return true
      }
      if byte == dialect.quote { quotes += 1 }
      contents.append(byte)
      offset += 1
    }
    endField(isQuoted, first, quotes)
    return true
  }

  private mutating func endField(_ isQuoted: Bool, _ first: Int, _ quotes: Int) {
    ends.append(contents.count)
    rowEnd = offset
    if !isQuoted, quotes % 2 == 1 { oddQuoteCount += 1 }
  }

  /// The byte behind the escape character at the current place, where it makes a difference there.
  var escapedByte: UInt8? {
    guard offset + 1 < end else { return nil }
    let next = source[offset + 1]
    let isSpecial = next == dialect.quote || next == dialect.escape || next == dialect.separator || isLineEnd(next)
    return isSpecial ? next : nil
  }
}
