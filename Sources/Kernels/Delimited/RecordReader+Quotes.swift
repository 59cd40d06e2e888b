extension RecordReader {
  /// Reads the quoted part at the start of a field into `contents`, up to the separator or line end behind it; false,
  /// and nothing read but perhaps the quote, where the field has none.
  mutating func readQuoted() -> Bool {
    guard let quote = dialect.quote else { return false }
    let start = offset, contentStart = contents.count
    while offset < end, dialect.isBlank(source[offset]) { offset += 1 }
    guard offset < end, source[offset] == quote else {
      offset = start
      return false
    }
    let open = offset
    offset += 1
    guard let close = readToQuote(from: open) else { return giveUp(start, open, contentStart) }
    if skipsToEnd(behind: close) {
      if open > start || offset > close + 1 { paddedQuoteCount += 1 }
      return true
    }
    // What seems to close is followed by text: a quote out of place, or one that opens another field.
    guard !holdsLineEnd(open..<close), !opensField(close, after: open) else {
      return giveUp(start, open, contentStart)
    }
    looseQuoteCount += 1
    if source[close - 1] == UInt8(ascii: "\\") { backslashCount += 1 }
    if readLoose(from: close) { return true }
    readPlainly(from: start, past: close, contentStart)
    return false
  }

  /// Reads on to the quote that may close the field, and returns its place; nil where none does.
  private mutating func readToQuote(from open: Int) -> Int? {
    let limit = quotedLimit < end - open ? open + quotedLimit : end
    while offset < limit {
      let byte = source[offset]
      if byte == dialect.escape, let escaped = escapedByte {
        contents.append(escaped)
        offset += 2
      } else if byte != dialect.quote {
        contents.append(byte)
        offset += 1
      } else if offset + 1 < end, source[offset + 1] == dialect.quote {
        contents.append(byte)
        offset += 2
      } else {
        return offset
      }
    }
    return nil
  }

  /// Moves behind the quote at `close` and blanks after it, if nothing else stands before the end of the field.
  private mutating func skipsToEnd(behind close: Int) -> Bool {
    var after = close + 1
    while after < end, dialect.isBlank(source[after]), separatorLength(after) == 0 { after += 1 }
    guard after >= end || isLineEnd(source[after]) || separatorLength(after) > 0 else { return false }
    offset = after
    return true
  }

  private func holdsLineEnd(_ range: Range<Int>) -> Bool { range.contains { isLineEnd(source[$0]) } }

  /// Whether a quote stands where a field begins: behind a separator, blanks aside.
  private func opensField(_ place: Int, after open: Int) -> Bool {
    var before = place - 1
    if dialect.mergesBlanks { return before > open && (source[before] == 0x20 || source[before] == 0x09) }
    while before > open, dialect.isBlank(source[before]) { before -= 1 }
    return before > open && source[before] == (dialect.separatorTail.last { $0 != 0x20 } ?? dialect.separator)
  }

  /// Goes on from a quote out of place to the one that closes the field on the same line; false where there is none, or
  /// another field opens before.
  private mutating func readLoose(from place: Int) -> Bool {
    let before = (offset, contents.count)
    contents.append(source[place])
    offset = place + 1
    while offset < end, !isLineEnd(source[offset]) {
      let byte = source[offset]
      if byte == dialect.quote {
        if skipsToEnd(behind: offset) { return true }
        if opensField(offset, after: place) { break }
        if offset + 1 < end, source[offset + 1] == dialect.quote {
          offset += 1
          contents.append(byte)
          if skipsToEnd(behind: offset) { return true }
          contents.removeLast()
        }
      }
      contents.append(byte)
      offset += 1
    }
    offset = before.0
    contents.removeLast(contents.count - before.1)
    return false
  }

  /// Takes the text from the start of the field to behind a quote as it is.
  private mutating func readPlainly(from start: Int, past quote: Int, _ contentStart: Int) {
    contents.removeLast(contents.count - contentStart)
    contents += source.bytes(start..<quote + 1)
    offset = quote + 1
  }

  /// Leaves out a quote that closes nowhere.
  private mutating func giveUp(_ start: Int, _ open: Int, _ contentStart: Int) -> Bool {
    contents.removeLast(contents.count - contentStart)
    if brokenQuote == nil { brokenQuote = open }
    offset = open + 1
    return false
  }
}
