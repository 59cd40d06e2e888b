import Syntax

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
