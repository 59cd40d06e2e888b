import Diagnostics
import Language

/// Shows or changes how the prompt shows and runs things.
enum SetCommand: SessionCommand {
  static let name = ".set"
  static let usage = ".set [NAME VALUE]"
  static let summary = "Shows the settings of the prompt, or changes one."
  static let completes: CommandArgument? = .setting

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    if arguments.isEmpty {
      let facts = PromptSettings.all.map { setting in
        (label: "\(setting.name) \(setting.read(prompt.settings))", text: setting.summary)
      }
      return prompt.show(prompt.renderer.render(Presentation(facts: facts)))
    }
    guard arguments.count == 2 else { throw CommandMisuse() }
    guard let setting = PromptSettings.all.first(where: { $0.name == arguments[0] }) else {
      throw CommandMisuse(reason: "the settings are \(Prose.names(PromptSettings.all.map(\.name)))")
    }
    guard setting.write(&prompt.settings, arguments[1]) else {
      throw CommandMisuse(reason: "`\(arguments[1])` is no value for \(setting.name)")
    }
  }
}
