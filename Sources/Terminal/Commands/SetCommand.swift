import Diagnostics
import Language

/// Shows or changes how the prompt shows and runs things.
enum SetCommand: SessionCommand {
  static let name = ".set"
  static let usage = ".set [NAME VALUE|NAME=VALUE]"
  static let summary =
    "Shows the settings, or changes one; `NAME=VALUE` gives a parameter another value, `NAME=` the script's own."
  static let completes: CommandArgument? = .setting

  static func run(_ arguments: [String], at prompt: Prompt) throws {
    if arguments.isEmpty {
      let facts = PromptSettings.all.map { setting in
        (label: "\(setting.name) \(setting.read(prompt.settings))", text: setting.summary)
      }
      let set = prompt.session.overrides.sorted { $0.key < $1.key }.map { name, value in
        (label: "\(name)=\(value)", text: "the value that this parameter was given instead of the script's")
      }
      return prompt.show(prompt.renderer.render(Presentation(facts: facts + set)))
    }
    if let (name, value) = parameter(arguments, prompt) { return try set(name, value, prompt) }
    guard arguments.count == 2 else { throw CommandMisuse() }
    guard let setting = PromptSettings.all.first(where: { $0.name == arguments[0] }) else {
      throw CommandMisuse(reason: "the settings are \(Prose.names(PromptSettings.all.map(\.name)))")
    }
    guard setting.write(&prompt.settings, arguments[1]) else {
      throw CommandMisuse(reason: "`\(arguments[1])` is no value for \(setting.name)")
    }
  }

  /// `k=3` and `k = 3`: a parameter of the session, unless a setting alone has this name.
  private static func parameter(_ arguments: [String], _ prompt: Prompt) -> (name: String, value: String?)? {
    let text = arguments.joined(separator: " ")
    guard let sign = text.firstIndex(of: "=") else { return nil }
    let name = text[..<sign].trimmingSpaces, value = text[text.index(after: sign)...].trimmingSpaces
    return (name, value.isEmpty ? nil : value)
  }

  private static func set(_ name: String, _ value: String?, _ prompt: Prompt) throws {
    let isParameter = prompt.session.scope.scalars[name] != nil
    if !isParameter, let value, PromptSettings.all.contains(where: { $0.name == name }) {
      return try run([name, value], at: prompt)
    }
    let before = prompt.staleCells
    try prompt.watched("running") { try prompt.session.set(name, to: value, $0) }
    if let scalar = prompt.session.scope.scalars[name] {
      prompt.show("\(name) is \(DisplayWidth.sanitised(scalar.literal))")
    }
    prompt.sayStale(since: before)
  }
}

extension Substring {
  fileprivate var trimmingSpaces: String {
    var text = self
    while text.first == " " { text.removeFirst() }
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
