import Diagnostics
import Syntax

/// A line of prose, some pieces of which have more or less weight than others.
public struct StyledLine: Sendable, Equatable {
  /// How much weight a piece has.
  public enum Emphasis: String, Sendable {
    case plain, dim, strong
    /// The colour of what can be typed.
    case accent
  }

  /// A text of one weight.
  public struct Piece: Sendable, Equatable {
    /// The text.
    public let text: String
    /// Its weight.
    public let emphasis: Emphasis

    /// A text of some weight.
    public init(_ text: String, _ emphasis: Emphasis = .plain) { (self.text, self.emphasis) = (text, emphasis) }
  }

  /// What becomes of a line that is longer than there is room for.
  public enum Fit: Sendable, Equatable {
    /// It is as long as it is.
    case whole
    /// It is broken between words, and goes on so many columns further in.
    case wrapped(hanging: Int)
    /// Its end is left out.
    case cut
  }

  /// What it consists of.
  public let pieces: [Piece]
  /// What becomes of it where there is not enough room.
  public let fit: Fit

  /// A line of several pieces.
  public init(_ pieces: [Piece], fit: Fit = .whole) { (self.pieces, self.fit) = (pieces, fit) }

  /// A line of one weight.
  public init(_ text: String, _ emphasis: Emphasis = .plain, fit: Fit = .whole) {
    self.init([Piece(text, emphasis)], fit: fit)
  }

  /// The line without weights.
  public var text: String { pieces.map(\.text).joined() }
}

extension StyledLine {
  /// The lines that it takes up: one, or several where it is broken.
  ///
  /// - Parameter width: `.max` breaks and cuts nothing.
  func drawn(width: Int, _ ink: Ink) -> [String] {
    let pieces = pieces.map { Piece(DisplayWidth.sanitised($0.text), $0.emphasis) }
    let whole = pieces.map { ink.drawn($0.text, $0.emphasis) }.joined()
    let text = pieces.map(\.text).joined()
    guard width < .max, fit != .whole, DisplayWidth.of(text) > width - hanging else { return [whole] }
    let lines = fit == .cut ? [CutText.end(text, to: width)] : CutText.wrapped(text, to: width - hanging)
    var characters = pieces.flatMap { piece in piece.text.map { (character: $0, emphasis: piece.emphasis) } }[...]
    return lines.enumerated().map { index, line in
      let indent = index == 0 ? "" : String(repeating: " ", count: hanging)
      return indent + Self.coloured(line, &characters, ink)
    }
  }

  private var hanging: Int { if case .wrapped(let columns) = fit { columns } else { 0 } }

  /// A line with the weights of the characters that it begins with. The spaces at which it was broken are none of it.
  private static func coloured(
    _ line: String, _ rest: inout ArraySlice<(character: Character, emphasis: Emphasis)>, _ ink: Ink
  ) -> String {
    var runs: [(text: String, emphasis: Emphasis)] = []
    for character in line {
      while rest.count > 1, rest.first?.character == " ", character != " " { rest.removeFirst() }
      let emphasis = rest.popFirst()?.emphasis ?? runs.last?.emphasis ?? .plain
      if runs.last?.emphasis == emphasis {
        runs[runs.count - 1].text.append(character)
      } else {
        runs.append((String(character), emphasis))
      }
    }
    return runs.map { ink.drawn($0.text, $0.emphasis) }.joined()
  }
}

/// Text with or without terminal colours (ECMA-48 SGR).
public struct Ink: Sendable {
  /// Whether there are colours at all; without them every text stays as it is.
  public let colours: Bool
  /// Ink for a terminal that has colours or not.
  public init(colours: Bool) { self.colours = colours }

  /// A text in weak letters.
  public func dim(_ text: String) -> String { wrap(text, "2") }
  /// A text in strong letters.
  public func bold(_ text: String) -> String { wrap(text, "1") }
  /// A text in the colour of what can be typed.
  public func accent(_ text: String) -> String { wrap(text, "36") }

  /// A text with the colours of letters and ground exchanged.
  func reversed(_ text: String) -> String { wrap(text, "7") }

  /// A text with its weight.
  func drawn(_ text: String, _ emphasis: StyledLine.Emphasis) -> String {
    switch emphasis {
    case .plain: text
    case .dim: dim(text)
    case .strong: bold(text)
    case .accent: accent(text)
    }
  }

  /// A text in a colour of the terminal's own.
  func paint(_ text: String, _ code: String) -> String { wrap(text, code) }

  private func wrap(_ text: String, _ code: String) -> String {
    colours && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}

extension Ink {
  /// An entry as it was typed, in colours: words of the language, texts, numbers, selectors and comments.
  public func entry(_ text: String) -> String {
    guard colours, !Entry.isCommand(text) else { return text }
    let bytes = Array(text.utf8)
    func part(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }
    var drawn = "", end = 0
    for (range, role) in TextRole.pieces(of: text) where range.lowerBound >= end && range.upperBound <= bytes.count {
      drawn += part(end..<range.lowerBound) + coloured(part(range), role)
      end = range.upperBound
    }
    return drawn + part(end..<bytes.count)
  }

  private func coloured(_ text: String, _ role: TextRole) -> String {
    switch role {
    case .keyword: paint(text, "35")
    case .verb: paint(text, "34")
    case .text: paint(text, "32")
    case .number, .column: paint(text, "33")
    case .comment: dim(text)
    }
  }
}

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
