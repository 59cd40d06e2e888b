/// The part of a label's span that lies in one line, in bytes from the line's start.
struct SourceMark {
  let line: Int
  let bytes: Range<Int>
  let text: String
  let isPrimary: Bool

  /// One mark for a span within a line; for a longer one a mark in its first and one in its last line.
  static func marks(for label: Label, isPrimary: Bool, in source: SourceText) -> [SourceMark] {
    let end = source.text.utf8.count
    let (lower, upper) = (min(label.span.lower, end), min(label.span.upper, end))
    let firstLine = source.line(at: lower)
    // A span that ends with a line break ends in the line before it.
    let lastLine = source.line(at: max(lower, upper - 1))
    let text = DisplayWidth.sanitised(label.text)
    let first = source.range(ofLine: firstLine)
    func mark(_ line: Int, _ range: Range<Int>, from lower: Int, to upper: Int, _ text: String) -> SourceMark {
      let start = min(max(lower, range.lowerBound), range.upperBound)
      let end = min(max(upper, start), max(start, range.upperBound))
      return SourceMark(
        line: line, bytes: start - range.lowerBound..<end - range.lowerBound, text: text, isPrimary: isPrimary)
    }
    if firstLine == lastLine { return [mark(firstLine, first, from: lower, to: upper, text)] }
    let last = source.range(ofLine: lastLine)
    let indentation = source.slice(last).utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }.count
    return [
      mark(firstLine, first, from: lower, to: first.upperBound, ""),
      mark(lastLine, last, from: last.lowerBound + indentation, to: upper, text),
    ]
  }

  func placed(in shown: DisplayLine) -> PlacedMark {
    let lower = shown.column(at: bytes.lowerBound)
    let upper = max(lower + 1, bytes.isEmpty ? lower + 1 : shown.column(behind: bytes.upperBound))
    return PlacedMark(columns: lower..<upper, text: text, isPrimary: isPrimary)
  }
}

/// A mark in columns of the shown line, at least one wide.
struct PlacedMark {
  let columns: Range<Int>
  let text: String
  let isPrimary: Bool
}
