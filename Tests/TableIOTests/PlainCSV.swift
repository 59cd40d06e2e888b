import TableIO

/// Delimited text read in the plainest way, with the rules of the documentation and nothing shared with the reader.
enum PlainCSV {
  /// The text of a file in UTF-8 without its mark; nil for UTF-16, marked or not.
  static func text(_ bytes: [UInt8]) -> [UInt8]? {
    if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { return Array(bytes.dropFirst(3)) }
    if bytes.starts(with: [0xFF, 0xFE]) || bytes.starts(with: [0xFE, 0xFF]) { return nil }
    return bytes.prefix(512).count { $0 == 0 } * 4 >= min(512, bytes.count) && bytes.count >= 4 ? nil : bytes
  }

  /// How many characters each line has, without its end.
  static func lineLengths(_ text: [UInt8]) -> [Int] {
    var lengths = [0], index = 0
    while index < text.count {
      if text[index] == 0x0A || text[index] == 0x0D {
        if text[index] == 0x0D, index + 1 < text.count, text[index + 1] == 0x0A { index += 1 }
        lengths.append(0)
      } else if text[index] & 0xC0 != 0x80 {
        lengths[lengths.count - 1] += 1
      }
      index += 1
    }
    return lengths
  }

  /// All rows, the names among them; nil where the dialect, which may have been found out, cannot be told, or where
  /// quotes or lengths are out of the ordinary.
  static func rows(_ text: [UInt8], _ options: CSVOptions, columnCount: Int) -> [[[UInt8]]]? {
    let quote = options.quote?.asciiValue, comment = options.comment?.utf8.first
    guard options.ragged == .error, options.escape == nil, options.footerLines == 0, !options.endsAtBlankLine,
      options.blankRows == nil, options.headerRows == 1, !options.mergesBlanks, options.comment?.utf8.count ?? 1 == 1,
      options.separator?.utf8.count == 1, !options.findsQuote, columnCount > 1
    else { return nil }
    let separators = Array(options.separator?.utf8 ?? "".utf8)
    let body = dropLines(text, options.skippedLines)
    let readings = separators.filter { $0 != quote && $0 != comment }.map { separator in
      rows(body, separator: separator, quote: quote, comment: comment)
    }
    let fitting = readings.filter { rows in
      rows.allSatisfy { $0.count == columnCount }
    }
    return fitting.first
  }

  private static func dropLines(_ text: [UInt8], _ count: Int) -> [UInt8] {
    var rest = text[...]
    for _ in 0..<max(0, count) {
      guard let end = rest.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return [] }
      let isPair = rest[end] == 0x0D && rest.dropFirst(end + 1 - rest.startIndex).first == 0x0A
      rest = rest[(end + (isPair ? 2 : 1))...]
    }
    return Array(rest)
  }

  private static func rows(_ text: [UInt8], separator: UInt8, quote: UInt8?, comment: UInt8?) -> [[[UInt8]]] {
    var rows: [[[UInt8]]] = [], row: [[UInt8]] = [], field: [UInt8] = []
    var index = 0, isAtFieldStart = true, isAtRowStart = true, isQuoted = false
    func byte(_ offset: Int) -> UInt8? { index + offset < text.count ? text[index + offset] : nil }
    func endRow() {
      if !isAtRowStart { rows.append(row + [field]) }
      (row, field, isAtFieldStart, isAtRowStart) = ([], [], true, true)
    }
    while let current = byte(0) {
      if isQuoted {
        if current != quote {
          field.append(current)
        } else if byte(1) == quote {
          field.append(current)
          index += 1
        } else {
          isQuoted = false
        }
      } else if isAtRowStart, current == comment {
        while let next = byte(1), next != 0x0A, next != 0x0D { index += 1 }
      } else if current == 0x0A || current == 0x0D {
        endRow()
      } else if current == quote, isAtFieldStart {
        (isQuoted, isAtFieldStart, isAtRowStart) = (true, false, false)
      } else if current == separator {
        row.append(field)
        (field, isAtFieldStart, isAtRowStart) = ([], true, false)
      } else {
        field.append(current)
        (isAtFieldStart, isAtRowStart) = (false, false)
      }
      index += 1
    }
    endRow()
    return rows
  }
}
