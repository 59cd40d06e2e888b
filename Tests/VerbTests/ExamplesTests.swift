import Columns
import Foundation
import Language
import TestSupport
import Testing
import Verbs

@Suite(.serialized) struct ExamplesTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  @Test("every verb has two examples or more, a summary and a documented signature")
  func declarations() {
    #expect(Catalog.standard.verbs.count >= 20)
    for verb in Catalog.standard.verbs {
      #expect(verb.examples.count >= 2, "\(verb.name) needs two examples")
      #expect(verb.summary.hasSuffix("."), "the summary of \(verb.name) is a sentence")
      for parameter in verb.signature.positional + verb.signature.options {
        #expect(parameter.documentation.hasSuffix("."), "\(verb.name).\(parameter.name) is documented by a sentence")
      }
      let isTwoWords = verb.name.split(separator: " ").count <= 2
      #expect(isTwoWords, "\(verb.name) is one word or two")
    }
  }

  @Test("every example runs and prints what it says", arguments: Catalog.standard.verbs.map { $0.name })
  func runs(_ name: String) throws {
    let verb = try #require(Catalog.standard[name])
    for example in verb.examples {
      for file in example.files {
        #expect(FileManager.default.fileExists(atPath: Repository.file(file)), "\(file) is part of the project")
      }
      let folder = OutputFolder()
      defer { withExtendedLifetime(folder) {} }
      let value = try Run.script(folder.script(example.source))
      let difference = example.gives.difference(from: value)
      #expect(difference == nil, "\(example.source)")
      #expect(try value.map(Drawn.isSound) ?? true, "\(example.source)")
      if case .untold(let reason) = example.gives { #expect(reason.count > 10, "\(example.source) says why") }
    }
  }

  @Test("the examples of the grammar run and print what they say", arguments: HelpTopic.grammar.map(\.name))
  func grammar(_ name: String) throws {
    for topic in HelpTopic.grammar.filter({ $0.name == name }) {
      #expect(topic.summary.hasSuffix(".") && !topic.examples.isEmpty, "\(name)")
      for example in topic.examples {
        let value = try? Run.script(example.source)
        #expect(value != nil, "\(example.source): \(Run.failure(example.source) ?? "")")
        let difference = example.gives.difference(from: value)
        #expect(difference == nil, "\(example.source)")
      }
    }
  }

  @Test("what people ask help for", arguments: [
    "param", "define", "assert", "seed", "carnet", "if", "then", "else", "null", "is null", "@", "@num", "num", "int",
    "float", "text", "bool", "date", "datetime", "list", "in", "and", "or", "not", "for", "as", "by", "on", "~", "??",
    "$", "yes", "selector", "=",
  ])
  func words(_ word: String) {
    #expect(Catalog.standard.topics.contains { $0.name == word || $0.aliases.contains(word) })
  }

  @Test("a verb does not give the same result with one thread and with two only by chance")
  func threads() throws {
    let script = "range 300000 | derive { g = n * 7919 % 1000, x = n / 7 } | agg [sum, mean, var](x) as \"{fn}\" by g"
    #expect(Run.lines(try Run.table(script, threads: 1)) == Run.lines(try Run.table(script, threads: 2)))
  }
}
