/// All session commands.
public enum SessionCommands {
  /// Those that the build found, by what they are for and then by name.
  public static let all: [any SessionCommand.Type] = CommandList.all.sorted {
    ($0.purpose.rawValue, $0.name) < ($1.purpose.rawValue, $1.name)
  }

  static var names: [String] { all.map { $0.name } }

  static func command(_ name: String) -> (any SessionCommand.Type)? { all.first { $0.name == name } }
}
