extension Expression {
  /// The expression in the canonical layout.
  public var sourceText: String { Formatter.text(self) }

  /// The text of a string's pieces; nil where a scalar is among them.
  static func text(of pieces: [StringPiece]) -> String? {
    var result = ""
    for piece in pieces {
      guard case .text(let text) = piece else { return nil }
      result += text
    }
    return result
  }

  /// A template keeps its insertions as they were typed; they are resolved together with `{col}`.
  static func templateText(of pieces: [StringPiece]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .scalar(let names): "{$" + names.map(\.text).joined(separator: ".") + "}"
      }
    }.joined()
  }
}
