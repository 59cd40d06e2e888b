/// Text with or without terminal colours (ECMA-48 SGR).
public struct Ink: Sendable {
  public let colours: Bool
  public init(colours: Bool) { self.colours = colours }

  public func dim(_ text: String) -> String { wrap(text, "2") }
  public func bold(_ text: String) -> String { wrap(text, "1") }
  public func accent(_ text: String) -> String { wrap(text, "36") }

  private func wrap(_ text: String, _ code: String) -> String {
    colours && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
