import Diagnostics

/// Text made to fit into a number of terminal columns.
package enum CutText {
  /// The text, or its beginning and `…`.
  package static func end(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    return DisplayWidth.prefix(of: text, width: width - 1) + "…"
  }

  /// The text, or its beginning, `…` and its end: long column names differ in their ends.
  static func middle(_ text: String, to width: Int) -> String {
    guard DisplayWidth.of(text) > width else { return text }
    let tail = (width - 1) / 2
    let reversedEnd = DisplayWidth.prefix(of: String(text.reversed()), width: tail)
    return DisplayWidth.prefix(of: text, width: width - 1 - tail) + "…" + String(reversedEnd.reversed())
  }

  /// Lines of at most `width` columns, broken between words; a longer word is broken where the line ends.
  static func wrapped(_ text: String, to width: Int) -> [String] { WrappedText.lines(text, width: width) }

  /// The text with spaces up to a width, before it for numbers and behind it for everything else.
  static func padded(_ text: String, to width: Int, toTheRight: Bool) -> String {
    let gap = String(repeating: " ", count: max(0, width - DisplayWidth.of(text)))
    return toTheRight ? gap + text : text + gap
  }
}
