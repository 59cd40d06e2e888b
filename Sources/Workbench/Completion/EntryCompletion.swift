import Language
import Session

/// What can stand at the end of a line: a path inside of a string, a command with its arguments, or words of the
/// language. It is a picture of the workbench at one moment, so that a front end may ask it from anywhere.
public struct EntryCompletion: Sendable {
  private let completer: Completer
  private let topics: [String]
  private let cells: [String]

  init(_ workbench: Workbench) {
    let session = workbench.session
    completer = Completer(catalog: session.catalog, scope: session.scope, lastValue: session.cells.last?.value)
    topics = workbench.help.names
    cells = session.cells.map { "\($0.number)" }
  }

  /// The texts that fit, and where the word that they replace begins in the line, in bytes.
  ///
  /// - Parameters:
  ///   - line: what was typed of the line.
  ///   - precedingLines: the lines of the entry above it, each with its newline.
  public func completions(of line: String, below precedingLines: String = "") -> (start: Int, texts: [String]) {
    if isInPath(line, below: precedingLines), let start = PathCompletion.start(in: line) {
      return (line.utf8.count - line[start...].utf8.count, PathCompletion.paths(from: String(line[start...])))
    }
    if precedingLines.isEmpty, Entry.isCommand(line) { return completions(ofCommand: line) }
    let (start, texts) = completer.completions(of: precedingLines + line)
    return (max(0, start - precedingLines.utf8.count), texts)
  }

  /// Whether the line breaks off in the path of a file that stands in quotes.
  public func isInPath(_ line: String, below precedingLines: String = "") -> Bool {
    if precedingLines.isEmpty, Entry.isCommand(line) { return PathCompletion.start(in: line) != nil }
    return completer.isInPath(precedingLines + line)
  }

  /// How the verb, the function or the command is called that the line breaks off in, and what the argument there is
  /// for; nil where it breaks off in none.
  public func hint(of line: String, below precedingLines: String = "") -> Shown? {
    if precedingLines.isEmpty, Entry.isCommand(line) {
      return CommandLineText(line).name.flatMap(SessionCommands.command).map { Shown(blocks: WordHelp.blocks($0)) }
    }
    guard let hint = completer.hint(of: precedingLines + line) else { return nil }
    let usage = hint.pieces.map { StyledLine.Piece($0.text, $0.isCurrent ? .strong : .plain) }
    let argument = hint.argument.map { [StyledLine.Piece($0 + ": ", .strong)] } ?? []
    let text = [StyledLine.Piece(hint.explanation, .dim)]
    return Shown(
      .line(StyledLine(usage, fit: .wrapped(hanging: 4))),
      .line(StyledLine(argument + text, fit: .wrapped(hanging: 4))))
  }

  /// The commands that a line can become, or what can stand behind one.
  private func completions(ofCommand line: String) -> (start: Int, texts: [String]) {
    let word = String(line.reversed().prefix { !$0.isWhitespace }.reversed())
    let before = CommandLineText(String(line.dropLast(word.count))).words
    let start = line.utf8.count - word.utf8.count
    guard let name = before.first else {
      let names = SessionCommands.all.map { $0.arguments.isEmpty ? $0.name : $0.name + " " }
      return (start, names.filter { $0.hasPrefix(word) }.sorted())
    }
    guard let command = SessionCommands.command(name) else { return (start, []) }
    let argument = argument(of: command, behind: before.dropFirst(), word)
    if argument?.kind == .file { return (start, PathCompletion.paths(from: word)) }
    if argument?.kind == .pipeline {
      let pipeline = CommandLineText(line).rest
      let (inner, texts) = completer.completions(of: pipeline)
      return (line.utf8.count - pipeline.utf8.count + inner, texts)
    }
    if argument?.kind == .setting, before.count == 2 {
      let words = WorkbenchSettings.all.first { $0.name == before[1] }?.words ?? []
      return (start, words.filter { $0.hasPrefix(word) })
    }
    let labels = command.arguments.compactMap(\.label).filter { !before.contains($0) }.map { $0 + " " }
    let candidates = argument.map(candidates) ?? labels
    return (start, Set(candidates).filter { $0.hasPrefix(word) }.sorted())
  }

  /// The argument that is being written; nil where only the label of one can stand.
  private func argument(
    of command: any SessionCommand.Type, behind words: ArraySlice<String>, _ word: String
  ) -> CommandArgumentInfo? {
    let labelled = command.arguments.filter { $0.label != nil }
    let followed = labelled.filter { $0.kind != .flag }
    if let last = words.last, let argument = followed.first(where: { $0.label == last }) { return argument }
    if !labelled.isEmpty, word.hasPrefix("-") { return nil }
    let places = command.arguments.filter { $0.label == nil }
    let written = words.indices.count { index in
      let isLabel = labelled.contains { $0.label == words[index] }
      let isLabelled = index > words.startIndex && followed.contains { $0.label == words[index - 1] }
      return !isLabel && !isLabelled
    }
    return places.dropFirst(written).first ?? places.last.flatMap { $0.kind.takesRest ? $0 : nil }
  }

  private func candidates(for argument: CommandArgumentInfo) -> [String] {
    switch argument.kind {
    case .result: completer.scope.resultNames
    case .column: completer.scope.columnOrigins.values.flatMap(\.keys).filter { !$0.contains(where: \.isWhitespace) }
    case .cell: cells
    case .topic: topics
    case .setting: WorkbenchSettings.all.map(\.name) + completer.scope.scalars.keys.map { $0 + "=" }
    case .file, .pipeline, .count, .words, .flag: []
    }
  }
}

extension Workbench {
  /// What can be typed at this moment.
  public var completion: EntryCompletion { EntryCompletion(self) }
}
