import Columns
import Language

/// A character in quotes, or the word `none`.
struct CharacterOrNone: ParameterType {
  let character: Character?

  static var typeName: String { "text or `none`" }

  static func bind(_ syntax: ArgumentSyntax) throws -> CharacterOrNone {
    if case .name(let word) = try syntax.expression().kind, word.text == "none" {
      return CharacterOrNone(character: nil)
    }
    guard case .text(let text) = try Cell.bind(syntax), let character = text.first, text.count == 1 else {
      throw syntax.wrongValue("takes one character in quotes, or `none`")
    }
    return CharacterOrNone(character: character)
  }
}
