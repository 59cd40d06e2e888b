import Diagnostics
import Language

/// Explains every word that the catalogue, the session commands and the codes declare: one look-up for `.help` and for
/// the command line.
public struct HelpIndex {
  let catalog: Catalog
  let codes: [DiagnosticCode]
  let renderer: TextRenderer

  /// Help about a catalogue of verbs and about error codes.
  public init(_ catalog: Catalog, codes: [DiagnosticCode], _ renderer: TextRenderer) {
    (self.catalog, self.codes, self.renderer) = (catalog, codes, renderer)
  }

  /// All that is known of a word, of two, or of a code; nil where that is nothing. A name with two meanings gets both.
  public func text(of typed: String) -> String? {
    let topic = typed.prefix { $0 != "(" }.filter { $0 != "`" }.split(separator: " ").joined(separator: " ")
    var parts = catalog[topic].map { [VerbHelp.text($0, renderer)] } ?? []
    parts += catalog.topics.filter { $0.name == topic || $0.aliases.contains(topic) }.map(text)
    if let command = SessionCommands.command(topic) ?? (parts.isEmpty ? SessionCommands.command("." + topic) : nil) {
      parts.append("\(renderer.ink.bold(command.usage))\n\(command.summary)")
    }
    if let code = codes.first(where: { $0.code == topic.uppercased() }) { parts.append(text(code)) }
    if parts.isEmpty { parts += partial(topic) }
    return parts.isEmpty ? nil : parts.joined(separator: "\n\n")
  }

  /// What to say about a word that nothing is known of.
  public func unknown(_ topic: String) -> (message: String, help: String?) {
    if catalog.planned.contains(topic) { return ("`\(topic)` is not available in this version", nil) }
    let shown = DisplayWidth.sanitised(topic)
    if let verb = catalog.verbs.first(where: { $0.signature.synonyms.contains(topic.lowercased()) }) {
      return ("nothing is called `\(shown)`", "Carnet calls this `\(verb.name)`")
    }
    return ("nothing is known about `\(shown)`", Suggestions.help(for: topic, among: names))
  }

  /// Everything that can be asked for.
  var names: [String] {
    catalog.names + catalog.topics.map(\.name) + SessionCommands.names + codes.map(\.code)
  }

  /// Verbs, the names of everything else, and the commands.
  var overview: String {
    let verbs = catalog.verbs.map { (label: $0.name, text: $0.summary) }
    let commands = SessionCommands.all.map { command in (label: command.usage, text: command.summary) }
    let more = """
      A line that starts with | extends the last cell. `.help NAME` explains a verb, with options and examples to \
      paste, a function, an estimator, a mark, a statement, a type, a word of the grammar, a command or a code.
      """
    return ([renderer.ink.bold("Verbs"), renderer.render(Presentation(facts: verbs)), ""] + words + [
      renderer.ink.bold("Commands"), renderer.render(Presentation(facts: commands)), "",
    ] + CutText.wrapped(more, to: renderer.width)).joined(separator: "\n")
  }

  /// The names of the words besides verbs, by kind.
  public var words: [String] {
    HelpTopic.Kind.allCases.flatMap { kind -> [String] in
      let names = catalog.topics(kind).map(\.name)
      guard !names.isEmpty else { return [] }
      let list = CutText.wrapped(names.joined(separator: ", "), to: renderer.width)
      return [renderer.ink.bold(kind.rawValue)] + list + [""]
    }
  }

  private func text(_ topic: HelpTopic) -> String {
    let labels = topic.arguments.map { (label: $0.name, text: $0.text) }
      + topic.labels.filter { !$0.text.isEmpty }.map { (label: $0.name + ":", text: $0.text) }
    let example = topic.example.map { ["", "\($0.call) gives \($0.gives)"] } ?? []
    let head = [renderer.ink.bold(topic.usage)] + CutText.wrapped(topic.summary, to: renderer.width) + example
    let examples = topic.examples.isEmpty ? "" : "\n\n" + VerbHelp.text(of: topic.examples, renderer)
    let list = labels.isEmpty ? "" : "\n\n" + renderer.render(Presentation(facts: labels))
    return head.joined(separator: "\n") + list + examples
  }

  private func text(_ code: DiagnosticCode) -> String {
    ([renderer.ink.bold("\(code.code): \(code.title)")] + CutText.wrapped(code.explanation, to: renderer.width))
      .joined(separator: "\n")
  }

  /// The verbs of two words that one of them belongs to; or, of several words, what the last one is.
  private func partial(_ topic: String) -> [String] {
    let verbs = catalog.verbs.filter { $0.name.split(separator: " ").contains(Substring(topic)) }
    if !verbs.isEmpty { return [renderer.render(Presentation(facts: verbs.map { ($0.name, $0.summary) }))] }
    let words = topic.split(separator: " ")
    guard words.count > 1, let last = words.last else { return [] }
    return text(of: String(last)).map { [$0] } ?? []
  }
}
