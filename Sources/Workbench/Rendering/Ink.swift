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
