import Diagnostics
import Language

/// Explains every word that the catalogue, the session commands and the codes declare: one look-up for `.help` and for
/// the command line.
public struct HelpIndex {
  let catalog: Catalog
  let codes: [DiagnosticCode]

  /// Help about a catalogue of verbs and about error codes.
  public init(_ catalog: Catalog, codes: [DiagnosticCode]) { (self.catalog, self.codes) = (catalog, codes) }

  /// All that is known of a word, of two, or of a code; nil where that is nothing. A name with two meanings gets both.
  public func shown(of typed: String) -> Shown? {
    let blocks = blocks(about: typed)
    return blocks.isEmpty ? nil : Shown(blocks: blocks)
  }

  private func blocks(about typed: String) -> [[Shown.Part]] {
    let topic = typed.prefix { $0 != "(" }.filter { $0 != "`" }.split(separator: " ").joined(separator: " ")
    var blocks = catalog[topic].map(WordHelp.blocks) ?? []
    blocks += catalog.topics.filter { $0.name == topic || $0.aliases.contains(topic) }.flatMap(WordHelp.blocks)
    if let command = SessionCommands.command(topic) ?? (blocks.isEmpty ? SessionCommands.command("." + topic) : nil) {
      blocks += WordHelp.blocks(command)
    }
    if let code = codes.first(where: { $0.code == topic.uppercased() }) { blocks.append(WordHelp.block(code)) }
    return blocks.isEmpty ? partial(topic) : blocks
  }

  /// What to say about a word that nothing is known of.
  ///
  /// - Parameter list: how the person gets a list of the words.
  public func unknown(_ topic: String, list: String) -> Shown {
    if let verb = catalog.verbs.first(where: { $0.signature.synonyms.contains(topic.lowercased()) }) {
      return Shown(.text("nothing is called `\(topic)`"), .help("Carnet calls this `\(verb.name)`"), role: .failure)
    }
    let help = Suggestions.help(for: topic, among: names) ?? "`\(list)` lists verbs, functions and commands"
    return Shown(.text("nothing is known about `\(topic)`"), .help(help), role: .failure)
  }

  /// Everything that can be asked for.
  var names: [String] {
    catalog.names + catalog.topics.map(\.name) + SessionCommands.names + codes.map(\.code)
  }

  /// Verbs, the names of everything else, and the commands.
  public var overview: Shown {
    let verbs = catalog.verbs.map { (label: $0.name, text: $0.summary) }
    let commands = SessionCommands.all.map { command in (label: command.usage, text: command.summary) }
    let more = """
      A line that starts with | extends the last cell. `.help NAME` explains a verb, with options and examples to \
      paste, a function, an estimator, a mark, a statement, a type, a word of the grammar, a command or a code.
      """
    let lists: [[Shown.Part]] = [[.heading("Commands"), .facts(commands)], [.paragraph(more)]]
    return Shown(blocks: [[.heading("Verbs"), .facts(verbs)]] + words + lists)
  }

  /// Three lines to type, for whoever is here for the first time.
  var firstSteps: Shown {
    let load = catalog.reader.map { "t = \($0.name) \"FILE.csv\"" } ?? "t = …"
    return Shown(.facts([
      (label: "  " + load, text: "reads a table; Tab completes files, names and columns"),
      (label: "  t | ", text: "and Tab: what can be done; Tab twice: how it is written"),
      (label: "  \(HelpCommand.name) NAME", text: "explains any word; all that runs is kept as a script"),
    ]))
  }

  /// The names of the words besides verbs, by kind.
  public var words: [[Shown.Part]] {
    HelpTopic.Kind.allCases.compactMap { kind in
      let names = catalog.topics(kind).map(\.name)
      return names.isEmpty ? nil : [.heading(kind.rawValue), .paragraph(names.joined(separator: ", "))]
    }
  }

  /// The verbs of two words that one of them belongs to; or, of several words, what the last one is.
  private func partial(_ topic: String) -> [[Shown.Part]] {
    let verbs = catalog.verbs.filter { $0.name.split(separator: " ").contains(Substring(topic)) }
    if !verbs.isEmpty { return [[.facts(verbs.map { ($0.name, $0.summary) })]] }
    let words = topic.split(separator: " ")
    guard words.count > 1, let last = words.last else { return [] }
    return blocks(about: String(last))
  }
}
