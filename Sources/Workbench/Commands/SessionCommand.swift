import Diagnostics

/// A line that starts with a dot: it asks or changes something about the session and is not recorded.
///
/// A command is one file, which the build finds by its name: usage, help, completion and the test of its misuse are
/// made from its declaration.
public protocol SessionCommand: Sendable {
  /// With the dot: `.save`.
  static var name: String { get }
  /// What it is for, which is its place in lists.
  static var purpose: CommandPurpose { get }
  /// One line for the list of commands.
  static var summary: String { get }
  /// A line that can be typed.
  static var example: String { get }
  /// What stands behind the name, in order.
  static var arguments: [CommandArgumentInfo] { get }
  /// Carries it out; what there is to see goes to ``Workbench/show(_:)``.
  ///
  /// - Throws: `Diagnostic`, `Cancelled` or ``CommandMisuse``; the session is then unchanged.
  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next
}

extension SessionCommand {
  /// The name, where nothing has to follow it.
  public static var example: String { name }
  /// None.
  public static var arguments: [CommandArgumentInfo] { [] }
  /// The command with its arguments in short: `.save FILE [--for NAME]`.
  public static var usage: String { ([name] + arguments.map(\.usage)).joined(separator: " ") }
}

/// What a command is for; lists have the commands in this order.
public enum CommandPurpose: Int, Sendable, CaseIterable {
  /// It shows something.
  case look
  /// It changes cells.
  case change
  /// It has to do with files and what is recorded.
  case keep
  /// It is about the program itself.
  case program
}

/// Arguments that do not fit a command; the person is shown how it is used.
public struct CommandMisuse: Error {
  /// What does not fit, in a sentence; nil where the usage says it all.
  public var reason: String?
  /// Arguments that do not fit, and why.
  public init(reason: String? = nil) { self.reason = reason }
}
