/// An argument of a session command, as help and completion know it.
public struct CommandArgumentInfo: Sendable {
  /// What an argument can be; it tells what Tab offers, and what fits.
  public enum Kind: Sendable, CaseIterable {
    /// A name of the session.
    case result
    /// The name of a column.
    case column
    /// The path of a file.
    case file
    /// The number of a cell.
    case cell
    /// A number from 1 up.
    case count
    /// All that follows: a word that there is help about.
    case topic
    /// All that follows: a setting or a parameter, with its new value.
    case setting
    /// All that follows: words of a person.
    case words
    /// A word of its own that is there or not: `--replace`.
    case flag
    /// All that follows, as it was typed: a pipeline.
    case pipeline

    /// Whether the argument is all that follows.
    var takesRest: Bool { self == .topic || self == .setting || self == .pipeline || self == .words }

    /// Whether a text can be one.
    func fits(_ text: String) -> Bool {
      switch self {
      case .cell: Int(text) != nil
      case .count: (Int(text) ?? 0) > 0
      default: true
      }
    }
  }

  /// What it is called: `FILE`.
  public let name: String
  /// What it can be.
  public let kind: Kind
  /// The word that stands before it, `--for`; nil where its place tells what it is.
  public let label: String?
  /// Whether it may be left out.
  public let isOptional: Bool
  /// What it is for, in a sentence.
  public let documentation: String

  /// `[--for NAME]`
  var usage: String { isOptional ? "[\(written)]" : written }
  /// `--for NAME`
  var written: String { kind == .flag ? label ?? name : (label.map { $0 + " " } ?? "") + name }
}

/// An argument of a session command, with the type that its value has in a ``CommandCall``.
public struct CommandArgument<Value: Sendable>: Sendable {
  /// What help and completion know of it.
  public let info: CommandArgumentInfo
  /// The value of what was written, or of nothing; nil where that does not fit.
  let read: @Sendable (String?) -> Value?
}

extension CommandArgument<String> {
  /// A text that must be there.
  public init(_ name: String, _ kind: CommandArgumentInfo.Kind, _ documentation: String) {
    info = CommandArgumentInfo(name: name, kind: kind, label: nil, isOptional: false, documentation: documentation)
    read = { $0 }
  }
}

extension CommandArgument<String?> {
  /// A text that may be left out.
  /// - Parameter label: the word that stands before it.
  public init(
    optional name: String, _ kind: CommandArgumentInfo.Kind, label: String? = nil, _ documentation: String
  ) {
    info = CommandArgumentInfo(name: name, kind: kind, label: label, isOptional: true, documentation: documentation)
    read = { .some($0) }
  }
}

extension CommandArgument<Bool> {
  /// A word that is there or not.
  public init(flag word: String, _ documentation: String) {
    info = CommandArgumentInfo(name: word, kind: .flag, label: word, isOptional: true, documentation: documentation)
    read = { $0 != nil }
  }
}

extension CommandArgument<Int> {
  /// A number from 1 up, which must be there.
  public init(count name: String, _ documentation: String) {
    info = CommandArgumentInfo(name: name, kind: .count, label: nil, isOptional: false, documentation: documentation)
    read = { $0.flatMap { Int($0) } }
  }

  /// The number of a cell, which must be there.
  public init(cell name: String, _ documentation: String) {
    info = CommandArgumentInfo(name: name, kind: .cell, label: nil, isOptional: false, documentation: documentation)
    read = { $0.flatMap { Int($0) } }
  }
}

extension CommandArgument<Int?> {
  /// A number from 1 up, which may be left out.
  public init(optional name: String, _ kind: CommandArgumentInfo.Kind, _ documentation: String) {
    info = CommandArgumentInfo(name: name, kind: kind, label: nil, isOptional: true, documentation: documentation)
    read = { text in text.map { Int($0) } ?? .some(nil) }
  }
}
