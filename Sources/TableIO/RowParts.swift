import Kernels

/// A row cut at every separator, whether or not that stands in quotes.
struct RowParts {
  /// One part, or several, as one field.
  struct Span {
    let partCount: Int
    let field: RowRepairer.Field
    let cost: Int
    var kind: RepairKind?
  }

  private let bytes: ArraySlice<UInt8>
  private let dialect: Dialect
  private let parts: [Range<Int>]
  /// Whether the parts of a text may have been parted by blanks in it.
  private let joinsTexts: Bool
  /// How many ways of closing a quote are tried.
  private static let closings = 12

  var count: Int { parts.count }

  init(_ bytes: ArraySlice<UInt8>, _ dialect: Dialect) {
    (self.bytes, self.dialect) = (bytes, dialect)
    joinsTexts = dialect.separator == 0x20 && !dialect.mergesBlanks
    parts = Self.parts(bytes, dialect)
  }

  private static func parts(_ bytes: ArraySlice<UInt8>, _ dialect: Dialect) -> [Range<Int>] {
    let separator = [dialect.separator] + dialect.separatorTail
    var parts: [Range<Int>] = [], start = bytes.startIndex, place = start
    while place < bytes.endIndex {
      if bytes[place] == dialect.escape {
        place = min(bytes.endIndex, place + 2)
      } else if bytes[place] == dialect.separator,
        bytes[place...].starts(with: separator) || place + 1 == bytes.endIndex
      {
        parts.append(start..<place)
        place = min(bytes.endIndex, place + separator.count)
        if dialect.mergesBlanks { while place < bytes.endIndex, bytes[place] == 0x20 { place += 1 } }
        start = place
      } else {
        place += 1
      }
    }
    return parts + [start..<bytes.endIndex]
  }

  /// The fields that may begin with a part.
  func spans(from first: Int) -> [Span] {
    let part = trimmed(parts[first])
    guard let quote = dialect.quote, bytes[part].contains(quote) else {
      return [plain(parts[first], cost: 0, nil)] + (joinsTexts ? joins(from: first) : [])
    }
    var spans: [Span] = []
    let opens = bytes[part.lowerBound] == quote
    if opens, let span = quoted(part, partCount: 1) { spans.append(span) }
    if !opens {
      let isOdd = bytes[part].count { $0 == quote } % 2 == 1
      spans.append(plain(parts[first], cost: isOdd ? RowRepairer.Cost.looseQuote : 0, isOdd ? .strayQuote : nil))
    }
    spans += closings(from: first, opens: opens, quote)
    if opens {
      // The quote is never closed: it ends with its field, or with its line.
      let kept = part.lowerBound + 1..<parts[first].upperBound
      spans.append(plain(kept, cost: RowRepairer.Cost.openQuote, .openQuote))
      if first + 1 < parts.count {
        let all = part.lowerBound + 1..<bytes.endIndex
        let cost = RowRepairer.Cost.openQuote + RowRepairer.Cost.scale / 2
        spans.append(plain(all, partCount: parts.count - first, cost: cost, .openQuote))
      }
    }
    return spans
  }

  /// Fields of several parts that end with a quote.
  private func closings(from first: Int, opens: Bool, _ quote: UInt8) -> [Span] {
    var spans: [Span] = []
    for last in first + 1..<max(first + 1, parts.count) {
      let part = trimmed(parts[last])
      guard !part.isEmpty, bytes[part.upperBound - 1] == quote else { continue }
      let range = trimmed(parts[first]).lowerBound..<part.upperBound
      let count = last - first + 1
      if opens, let span = quoted(range, partCount: count) { spans.append(span) }
      if !opens {
        spans.append(
          plain(range, partCount: count, cost: RowRepairer.Cost.looseQuote + RowRepairer.Cost.scale, .strayQuote))
      }
      if spans.count >= Self.closings { break }
    }
    return spans
  }

  private func joins(from first: Int) -> [Span] {
    (first + 1..<max(first + 1, min(parts.count, first + Self.closings))).map { last in
      let range = parts[first].lowerBound..<parts[last].upperBound
      let count = last - first + 1
      return plain(range, partCount: count, cost: RowRepairer.Cost.joinedPart * (count - 1), nil)
    }
  }

  private func plain(_ range: Range<Int>, partCount: Int = 1, cost: Int, _ kind: RepairKind?) -> Span {
    Span(partCount: partCount, field: .init(content: unescaped(range, doubled: false)), cost: cost, kind: kind)
  }

  /// The field in the quotes at both ends of a range; nil where there are none.
  private func quoted(_ range: Range<Int>, partCount: Int) -> Span? {
    guard range.count >= 2, let quote = dialect.quote, bytes[range.upperBound - 1] == quote else { return nil }
    let inner = range.lowerBound + 1..<range.upperBound - 1
    let loose = looseQuotes(inner, quote)
    let field = RowRepairer.Field(content: unescaped(inner, doubled: true), isQuoted: true)
    return Span(
      partCount: partCount, field: field, cost: loose * RowRepairer.Cost.looseQuote, kind: loose > 0 ? .strayQuote : nil
    )
  }

  /// How many quotes within a range are not doubled; those that seem to open or close another field count twice.
  private func looseQuotes(_ range: Range<Int>, _ quote: UInt8) -> Int {
    var count = 0, place = range.lowerBound
    while place < range.upperBound {
      if bytes[place] == dialect.escape, dialect.escape != quote {
        place += 2
      } else if bytes[place] == quote {
        if place + 1 < range.upperBound, bytes[place + 1] == quote {
          place += 2
        } else {
          let isBorder = place > range.lowerBound && bytes[place - 1] == dialect.separator
            || place + 1 < range.upperBound && bytes[place + 1] == dialect.separator
          count += isBorder ? 2 : 1
          place += 1
        }
      } else {
        place += 1
      }
    }
    return count
  }

  private func unescaped(_ range: Range<Int>, doubled: Bool) -> ArraySlice<UInt8> {
    let raw = bytes[range]
    guard raw.contains(where: { $0 == dialect.escape || (doubled && $0 == dialect.quote) }) else { return raw }
    var content: [UInt8] = [], place = range.lowerBound
    while place < range.upperBound {
      let next = place + 1 < range.upperBound ? bytes[place + 1] : nil
      let isEscape = bytes[place] == dialect.escape && next != nil
        && [dialect.quote, dialect.escape, dialect.separator].contains(next)
      if isEscape || doubled && bytes[place] == dialect.quote && next == dialect.quote { place += 1 }
      content.append(bytes[place])
      place += 1
    }
    return content[...]
  }

  /// A range without blanks around it.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, bytes[start] == 0x20 { start += 1 }
    while end > start, bytes[end - 1] == 0x20 { end -= 1 }
    return start..<end
  }

  /// What stands inside a row that is one field in quotes, where that holds separators.
  static func unwrapped(_ bytes: [UInt8], _ dialect: Dialect) -> [UInt8]? {
    guard let quote = dialect.quote, bytes.count > 2, bytes.first == quote, bytes.last == quote else { return nil }
    let parts = RowParts(bytes[...], dialect)
    let inner = 1..<bytes.count - 1
    guard parts.looseQuotes(inner, quote) == 0, bytes[inner].contains(dialect.separator) else { return nil }
    return Array(parts.unescaped(inner, doubled: true))
  }
}
