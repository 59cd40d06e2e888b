/// A source text with the name that people know it by.
public struct SourceText: Sendable {
  /// A file's path, or `cell 3`.
  public let name: String
  /// The whole text, as it was read.
  public let text: String
  /// The UTF-8 offset at which each line starts.
  let lineStarts: [Int]

  init(name: String, text: String) {
    (self.name, self.text) = (name, text)
    lineStarts = Self.lineStarts(of: text)
  }

  /// Lines end in LF, CRLF or CR.
  private static func lineStarts(of text: String) -> [Int] {
    var starts = [0]
    var previous: UInt8 = 0
    for (offset, byte) in text.utf8.enumerated() {
      if byte == UInt8(ascii: "\n"), previous == UInt8(ascii: "\r") {
        starts[starts.count - 1] = offset + 1
      } else if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        starts.append(offset + 1)
      }
      previous = byte
    }
    return starts
  }

  /// The 1-based line in which an offset lies.
  public func line(at offset: Int) -> Int {
    var (low, high) = (0, lineStarts.count)
    while high - low > 1 {
      let middle = (low + high) / 2
      if lineStarts[middle] <= offset { low = middle } else { high = middle }
    }
    return low + 1
  }

  /// The UTF-8 range of a 1-based line, without its line break; the empty range at the end beyond the last line.
  public func range(ofLine line: Int) -> Range<Int> {
    let bytes = text.utf8
    guard lineStarts.indices.contains(line - 1) else { return bytes.count..<bytes.count }
    let lower = lineStarts[line - 1]
    var upper = line < lineStarts.count ? lineStarts[line] : bytes.count
    while upper > lower, Self.isLineBreak(bytes[bytes.index(bytes.startIndex, offsetBy: upper - 1)]) { upper -= 1 }
    return lower..<upper
  }

  private static func isLineBreak(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") }

  /// The text between two UTF-8 offsets.
  public func slice(_ range: Range<Int>) -> String {
    let bytes = text.utf8
    let lower = bytes.index(bytes.startIndex, offsetBy: max(0, min(range.lowerBound, bytes.count)))
    let upper = bytes.index(bytes.startIndex, offsetBy: min(range.upperBound, bytes.count))
    return String(decoding: bytes[lower..<upper], as: UTF8.self)
  }
}

/// The source texts of a session, so that a span can be shown in its line long after the text was read.
public struct SourceMap: Sendable {
  private var sources: [SourceText] = []

  /// A map of no texts.
  public init() {}

  /// Adds a text and returns the identity that its spans carry.
  public mutating func add(name: String, text: String) -> SourceID {
    sources.append(SourceText(name: name, text: text))
    return SourceID(rawValue: sources.count - 1)
  }

  /// The text of an identifier; nil for one of another map.
  public subscript(id: SourceID) -> SourceText? {
    sources.indices.contains(id.rawValue) ? sources[id.rawValue] : nil
  }

  /// The text that a span covers.
  public func text(of span: Span) -> String { self[span.source]?.slice(span.lower..<span.upper) ?? "" }
}
