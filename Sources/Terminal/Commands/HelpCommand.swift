import Diagnostics
import Language

/// Lists verbs and commands, or explains one verb, command or error code.
enum HelpCommand: SessionCommand {
  static let name = ".help"
  static let usage = ".help [VERB|CODE|COMMAND]"
  static let summary = "Lists verbs and commands, or explains one of them, or an error code."
  static let completes: CommandArgument? = .topic

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    let topic = arguments.joined(separator: " ")
    let catalog = prompt.session.catalog
    if topic.isEmpty {
      prompt.show(overview(catalog, prompt.renderer))
    } else if let verb = catalog[topic] {
      prompt.show(VerbHelp.text(verb, prompt.renderer))
    } else if let command = SessionCommands.command(topic) ?? SessionCommands.command("." + topic) {
      prompt.show("\(prompt.renderer.ink.bold(command.usage))\n\(command.summary)")
    } else if let code = prompt.codes.first(where: { $0.code == topic.uppercased() }) {
      prompt.show(([prompt.renderer.ink.bold("\(code.code): \(code.title)")]
        + CutText.wrapped(code.explanation, to: prompt.renderer.width)).joined(separator: "\n"))
    } else if catalog.planned.contains(topic) {
      prompt.show("`\(topic)` is not available in this version")
    } else {
      let known = catalog.names + SessionCommands.names + prompt.codes.map(\.code)
      let help = Suggestions.help(for: topic, among: known) ?? "`.help` lists verbs and commands"
      prompt.show("nothing is known about `\(DisplayWidth.sanitised(topic))`\nhelp: \(help)")
    }
  }

  private static func overview(_ catalog: Catalog, _ renderer: TextRenderer) -> String {
    let verbs = catalog.verbs.map { (label: $0.name, text: $0.summary) }
    let commands = SessionCommands.all.map { command in (label: command.usage, text: command.summary) }
    let more = "A line that starts with | extends the last cell. `.help VERB` shows options and examples."
    return ([
      renderer.ink.bold("Verbs"), renderer.render(Presentation(facts: verbs)), "", renderer.ink.bold("Commands"),
      renderer.render(Presentation(facts: commands)), "",
    ] + CutText.wrapped(more, to: renderer.width)).joined(separator: "\n")
  }
}
