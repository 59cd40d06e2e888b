import Language
import Session
import Testing
import Verbs
import Workbench

/// Whatever can be asked for is explained with an example.
@Suite struct ExampleHelpTests {
  private static var index: HelpIndex { HelpIndex(.standard, codes: []) }

  private static func help(_ name: String) -> String {
    index.shown(of: name).map { TextRenderer(width: 80).render($0) } ?? ""
  }

  @Test("each verb", arguments: Catalog.standard.names) func verbs(name: String) throws {
    let verb = try #require(Catalog.standard[name])
    let first = try #require(verb.examples.first)
    let lines = first.source.split(separator: "\n").map(String.init)
    let help = Self.help(name)
    #expect(lines.allSatisfy(help.contains), "\(help)")
  }

  @Test("each function, estimator, mark and word of the grammar", arguments: Catalog.standard.topics.map(\.name))
  func topics(name: String) {
    let help = Self.help(name)
    for topic in Catalog.standard.topics where topic.name == name {
      #expect(topic.example != nil || !topic.examples.isEmpty, "\(topic.kind) \(name) has none")
      if let example = topic.example { #expect(help.contains("\(example.call) gives \(example.gives)"), "\(help)") }
      // Each is one that runs.
      for example in topic.examples where topic.kind == .estimator {
        #expect(throws: Never.self) { try Run.script(example.source) }
      }
      for line in topic.examples.flatMap({ $0.source.split(separator: "\n") }) { #expect(help.contains(line)) }
    }
  }

  @Test("each command has one that it takes", arguments: SessionCommands.all.map { $0.name })
  func commands(name: String) throws {
    let command = try #require(SessionCommands.all.first { $0.name == name })
    #expect(Self.help(name).hasSuffix("\n" + command.example), "\(Self.help(name))")
    #expect(command.example == name || command.example.hasPrefix(name + " "))
    let needed = command.arguments.count { !$0.isOptional }
    #expect(command.example.split(separator: " ").count > needed)
  }
}
