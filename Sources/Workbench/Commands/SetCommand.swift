import Diagnostics
import Language

/// Shows or changes how results are shown and things run.
enum SetCommand: SessionCommand {
  static let setting = CommandArgument<String?>(
    optional: "NAME VALUE|NAME=VALUE", .setting,
    "A setting and its new value; or a parameter and its new value, or nothing for the script's own.")
  static let name = ".set"
  static let purpose = CommandPurpose.program
  static let summary =
    "Shows the settings, or changes one; `NAME=VALUE` gives a parameter another value, `NAME=` the script's own."
  static let arguments = [setting.info]
  static let example = ".set rows 50"

  static func run(_ call: CommandCall, in workbench: Workbench) throws -> Next {
    guard let text = call[setting] else { return workbench.show(overview(workbench)) }
    if let sign = text.firstIndex(of: "=") {
      let name = text[..<sign].trimmingSpaces, value = text[text.index(after: sign)...].trimmingSpaces
      return try set(name, value.isEmpty ? nil : value, workbench)
    }
    let words = text.split(separator: " ", maxSplits: 1).map(String.init)
    guard words.count == 2 else { throw CommandMisuse() }
    return try change(words[0], to: words[1], workbench)
  }

  private static func overview(_ workbench: Workbench) -> Shown {
    let facts = WorkbenchSettings.all.map { setting in
      (label: "\(setting.name) \(setting.read(workbench.settings))", text: setting.summary)
    }
    let set = workbench.session.overrides.sorted { $0.key < $1.key }.map { name, value in
      (label: "\(name)=\(value)", text: "the value that this parameter was given instead of the script's")
    }
    return Shown(.facts(facts + set))
  }

  private static func change(_ name: String, to value: String, _ workbench: Workbench) throws -> Next {
    guard let setting = WorkbenchSettings.all.first(where: { $0.name == name }) else {
      throw CommandMisuse(reason: "the settings are \(Prose.names(WorkbenchSettings.all.map(\.name)))")
    }
    guard setting.write(&workbench.settings, value) else {
      throw CommandMisuse(reason: "`\(value)` is no value for \(setting.name), which is \(setting.values)")
    }
    return .entry
  }

  /// `k=3` and `k = 3`: a parameter of the session, unless a setting alone has this name.
  private static func set(_ name: String, _ value: String?, _ workbench: Workbench) throws -> Next {
    let session = workbench.session
    let isParameter = session.scope.scalars[name] != nil
    if !isParameter, let value, WorkbenchSettings.all.contains(where: { $0.name == name }) {
      return try change(name, to: value, workbench)
    }
    try workbench.withStaleCells {
      try workbench.watched("running") { try session.set(name, to: value, $0) }
      if let scalar = session.scope.scalars[name] { workbench.show("\(name) is \(scalar.literal)") }
    }
    return .entry
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
