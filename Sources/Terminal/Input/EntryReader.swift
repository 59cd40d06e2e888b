import Workbench

/// Reads entries, which may have several lines: as long as a bracket is open or the line goes on in the next.
package struct EntryReader {
  private let source: any LineSource
  private let ink: Ink

  package init(source: any LineSource, ink: Ink) { (self.source, self.ink) = (source, ink) }

  package enum Reading: Equatable {
    case text(String)
    /// Dropped with Ctrl-C, or empty.
    case nothing
    case end
  }

  /// Reads an entry at the prompt with a number.
  ///
  /// - Parameters:
  ///   - onLine: told of the lines that precede the one being typed, so that completion knows the whole entry.
  package func next(number: Int, preset: String = "", onLine: (String) -> Void = { _ in }) -> Reading {
    let prompt = Self.prompt(number)
    var text = "", shownLines: [(prompt: String, line: String)] = []
    onLine(text)
    while true {
      let isFirst = shownLines.isEmpty
      let lead = isFirst ? prompt : Self.continuation(of: prompt)
      let shown = Self.invisible(ink.accent(lead))
      switch source.readLine(prompt: shown, preset: isFirst ? preset : "") {
      case .interrupted: return .nothing
      case .end: return isFirst ? .end : .nothing
      case .text(let line):
        text += isFirst ? line : "\n" + line
        shownLines.append((lead, line))
        if isFirst, line.allSatisfy(\.isWhitespace) { return .nothing }
        // An empty line ends an entry in any case: the person wants to see what is wrong with it.
        let isAbandoned = !isFirst && line.isEmpty
        if isAbandoned || !Entry.goesOn(text) {
          source.remember(text)
          redraw(text, shownLines)
          return .text(text)
        }
        onLine(text + "\n")
      }
    }
  }

  /// Draws an entry once more, in colours.
  private func redraw(_ text: String, _ lines: [(prompt: String, line: String)]) {
    guard ink.colours else { return }
    // What one line holds may be several: only behind its first one stands a prompt.
    var prompts: [String] = []
    for (prompt, line) in lines { prompts += [prompt] + line.filter { $0 == "\n" }.map { _ in "" } }
    let typed = text.split(separator: "\n", omittingEmptySubsequences: false)
    let coloured = ink.entry(text).split(separator: "\n", omittingEmptySubsequences: false)
    guard typed.count == prompts.count, coloured.count == prompts.count else { return }
    source.redraw(
      zip(prompts, typed).map { $0 + $1 }.joined(separator: "\n"),
      as: zip(prompts, coloured).map { ink.accent($0) + $1 }.joined(separator: "\n"))
  }

  /// Reads pasted lines up to an empty one, or what is pasted at once; nil where that is given up.
  package func pasted() -> String? {
    var text = ""
    while true {
      switch source.readData(prompt: Self.invisible(ink.accent("paste> "))) {
      case .interrupted: return nil
      case .end: return text
      case .text(let line):
        if line.isEmpty { return text }
        text += line + "\n"
        if line.contains("\n") { return text }
      }
    }
  }

  static func prompt(_ number: Int) -> String { "carnet [\(number)]> " }

  /// A prompt whose colours are between the marks that tell readline not to count them.
  private static func invisible(_ prompt: String) -> String {
    prompt.replacing(/\u{1B}\[[0-9;]*m/) { "\u{1}\($0.output)\u{2}" }
  }

  /// `...>` below the end of the prompt.
  static func continuation(of prompt: String) -> String {
    let mark = "...> "
    return String(repeating: " ", count: max(0, prompt.count - mark.count)) + mark
  }
}
