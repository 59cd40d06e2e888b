/// Text broken into lines that fit a number of terminal columns.
public enum WrappedText {
  /// Lines of at most `width` columns, broken between words; a longer word is broken where the line ends.
  ///
  /// - Parameter indent: columns that stay free before each line but the first of the text.
  public static func lines(_ text: String, width: Int, indent: Int = 0) -> [String] {
    var lines: [String] = []
    let lead = String(repeating: " ", count: indent)
    for paragraph in text.split(separator: "\n", omittingEmptySubsequences: false) {
      var line = lines.isEmpty ? "" : lead, isBlank = true
      for word in paragraph.split(separator: " ", omittingEmptySubsequences: false) {
        let joined = isBlank ? line + word : line + " " + word
        if DisplayWidth.of(joined) <= width {
          (line, isBlank) = (joined, false)
          continue
        }
        if !isBlank {
          lines.append(line)
          line = lead
        }
        (line, isBlank) = (line + word, false)
        while DisplayWidth.of(line) > width {
          let head = DisplayWidth.prefix(of: line, width: max(indent + 2, width))
          lines.append(head)
          line = lead + line.dropFirst(head.count)
        }
      }
      lines.append(line)
    }
    return lines
  }
}

extension DisplayWidth {
  /// The longest beginning of a text that takes at most `width` columns.
  public static func prefix(of text: String, width: Int) -> String {
    var result = "", used = 0
    for character in text {
      used += of(character)
      if used > width { break }
      result.append(character)
    }
    return result
  }
}
