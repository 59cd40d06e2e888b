import Diagnostics

/// A line that starts with a dot: it asks or changes something about the session and is not recorded.
///
/// A command is one file; `.help` and completion are made from its declaration.
protocol SessionCommand: Sendable {
  /// With the dot: `.save`.
  static var name: String { get }
  /// The command with its arguments in short.
  static var usage: String { get }
  /// One line for the list of commands.
  static var summary: String { get }
  /// What can be written behind it.
  static var completes: CommandArgument? { get }
  /// - Throws: `Diagnostic`, `Cancelled` or ``CommandMisuse``; the session is then unchanged.
  static func run(_ arguments: [String], at prompt: Prompt) throws
  /// - Parameter text: what stands behind the name, as it was typed.
  static func run(_ arguments: [String], text: String, at prompt: Prompt) throws
}

extension SessionCommand {
  static func run(_ arguments: [String], text: String, at prompt: Prompt) throws {
    try run(arguments, at: prompt)
  }
  static var completes: CommandArgument? { nil }
}

/// What a command takes, for completion.
enum CommandArgument {
  /// A name of the session.
  case result
  /// A verb, a function or another word, a command or a code.
  case topic
  /// A path, or a name of the session behind `--for`.
  case file
  case setting
}

/// Arguments that do not fit a command; the person is shown how it is used.
struct CommandMisuse: Error {
  var reason: String?
}

/// All session commands, in the order in which `.help` lists them.
enum SessionCommands {
  static let all: [any SessionCommand.Type] = [
    HelpCommand.self, CellsCommand.self, ListCommand.self, SchemaCommand.self, LastCommand.self,
    WhyCommand.self, PlanCommand.self,
    EditCommand.self, UndoCommand.self, RedoCommand.self, RerunCommand.self, SaveCommand.self, VerifyCommand.self,
    OpenCommand.self, SourceCommand.self, SetCommand.self, QuitCommand.self,
  ]

  static var names: [String] { all.map { $0.name } }

  static func command(_ name: String) -> (any SessionCommand.Type)? { all.first { $0.name == name } }

  /// The words of a command line; what stands between double quotes is one word.
  static func words(of line: String) -> [String] {
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
