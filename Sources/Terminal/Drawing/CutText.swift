import Diagnostics

/// Text made to fit into a number of terminal columns.
enum CutText {
  /// The text, or its beginning and `…`.
  static func end(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    return prefix(text, width: width - 1) + "…"
  }

  /// The text, or its beginning, `…` and its end: long column names differ in their ends.
  static func middle(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    let tail = (width - 1) / 2
    let reversedEnd = prefix(String(text.reversed()), width: tail)
    return prefix(text, width: width - 1 - tail) + "…" + String(reversedEnd.reversed())
  }

  /// Lines of at most `width` columns, broken between words; a longer word is broken where the line ends.
  static func wrapped(_ text: String, to width: Int) -> [String] {
    var lines: [String] = []
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = ""
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        let joined = line.isEmpty ? String(word) : line + " " + word
        if DisplayWidth.of(joined) <= width {
          line = joined
          continue
        }
        if !line.isEmpty { lines.append(line) }
        line = String(word)
        while DisplayWidth.of(line) > width {
          let head = prefix(line, width: max(2, width))
          lines.append(head)
          line = String(line.dropFirst(head.count))
        }
      }
      lines.append(line)
    }
    return lines
  }

  /// The text with spaces up to a width, before it for numbers and behind it for everything else.
  static func padded(_ text: String, to width: Int, toTheRight: Bool) -> String {
    let gap = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    return toTheRight ? gap + text : text + gap
  }

  private static func prefix(_ text: String, width: Int) -> String {
    var result = "", used = 0
    for character in text {
      used += DisplayWidth.of(character)
      if used > width { break }
      result.append(character)
    }
    return result
  }
}
