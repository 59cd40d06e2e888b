/// A session command as it was typed, with its arguments matched to what it declares.
public struct CommandCall: Sendable {
  /// The texts of the arguments that were written, by their names.
  private let texts: [String: String]

  /// The value of an argument that the command declares.
  public subscript<Value>(_ argument: CommandArgument<Value>) -> Value {
    guard let value = argument.read(texts[argument.info.name]) else {
      preconditionFailure("`\(argument.info.name)` is not declared by the command")
    }
    return value
  }

  /// Matches a line with what its command declares.
  ///
  /// - Throws: ``CommandMisuse`` for an argument that is missing, one too many, unknown, given twice, or no number
  ///   where one is needed.
  init(_ line: CommandLineText, of command: any SessionCommand.Type) throws {
    var texts: [String: String] = [:], rest = line.words.dropFirst()
    let labelled = command.arguments.filter { $0.label != nil }
    var places = command.arguments.filter { $0.label == nil }[...]
    while let word = rest.first {
      if let argument = labelled.first(where: { $0.label == word }), argument.kind == .flag {
        guard texts.updateValue(word, forKey: argument.name) == nil else { throw CommandMisuse() }
        rest = rest.dropFirst()
        continue
      }
      if let argument = labelled.first(where: { $0.label == word }) {
        guard rest.count > 1, texts[argument.name] == nil else { throw CommandMisuse() }
        texts[argument.name] = rest.dropFirst().first
        rest = rest.dropFirst(2)
        continue
      }
      guard let argument = places.popFirst(), labelled.isEmpty || !word.hasPrefix("--") else { throw CommandMisuse() }
      texts[argument.name] = argument.kind == .pipeline ? line.rest
        : argument.kind.takesRest ? rest.joined(separator: " ") : word
      rest = argument.kind.takesRest ? [] : rest.dropFirst()
    }
    for argument in command.arguments {
      guard let text = texts[argument.name] else {
        if argument.isOptional { continue }
        throw CommandMisuse()
      }
      guard argument.kind.fits(text) else { throw CommandMisuse() }
    }
    self.texts = texts
  }
}

/// A line that starts with a dot, taken apart.
struct CommandLineText {
  /// Its words, the first of which is the name; what stands between double quotes is one word.
  let words: [String]
  /// What stands behind the name, as it was typed.
  let rest: String

  /// The name with its dot; nil for a line of spaces.
  var name: String? { words.first }

  init(_ line: String) {
    words = Self.words(of: line)
    rest = String(line.drop(while: \.isWhitespace).drop { !$0.isWhitespace })
  }

  private static func words(of line: String) -> [String] {
    var words: [String] = [], word = "", isQuoted = false, isWord = false
    for character in line {
      switch character {
      case "\"":
        isQuoted.toggle()
        isWord = true
      case let space where space.isWhitespace && !isQuoted:
        if isWord { words.append(word) }
        (word, isWord) = ("", false)
      default:
        word.append(character)
        isWord = true
      }
    }
    return isWord ? words + [word] : words
  }
}
