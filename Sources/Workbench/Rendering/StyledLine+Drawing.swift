import Diagnostics

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
