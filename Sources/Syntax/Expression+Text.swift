extension Expression {
  /// The expression in the canonical layout.
  public var sourceText: String { Formatter.text(self) }

  /// The text of a string's pieces, where no column can stand; nil where a scalar is among them.
  static func text(of pieces: [StringPiece]) -> String? {
    var result = ""
    for piece in pieces {
      switch piece {
      case .text(let text): result += text
      case .column(let name): result += name.insertion
      case .scalar: return nil
      }
    }
    return result
  }

  /// A template keeps its insertions as they were typed; they are resolved together with `{col}`.
  static func templateText(of pieces: [StringPiece]) -> String {
    pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .scalar(let names): "{$" + names.map(\.text).joined(separator: ".") + "}"
      case .column(let name): name.insertion
      }
    }.joined()
  }
}

extension Name {
  /// The column's name as it stands in a text: `{AGE}`.
  public var insertion: String { "{\(Formatter.text(self))}" }
}
