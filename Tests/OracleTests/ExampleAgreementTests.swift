import Foundation
import Language
import Oracle
import TestSupport
import Testing
import Verbs

/// Every example of the documentation, run by both engines.
@Suite(.serialized) struct ExampleAgreementTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  @Test("a plan has the same rows in both engines", arguments: Catalog.standard.verbs.map { $0.name })
  func verbs(_ name: String) throws {
    let verb = try #require(Catalog.standard[name])
    for example in verb.examples { expectAgreement(example.source) }
  }

  @Test("the examples of the grammar have the same rows in both engines")
  func grammar() {
    for topic in HelpTopic.grammar { for example in topic.examples { expectAgreement(example.source) } }
  }

  @Test("the examples of the functions have the same values in both engines")
  func functions() {
    for function in ScalarFunction.all.values { expectAgreement("range 4 | derive r = \(function.example.call)") }
    for function in GroupedFunction.all {
      let isWindow = if case .window = function.implementation { true } else { false }
      let call = function.example.call
      expectAgreement(isWindow ? "range 4 | derive r = \(call), order: n" : "range 4 | agg r = \(call)")
    }
  }

  private func expectAgreement(_ script: String) {
    // Other tests run the examples at the same time, and write the same files.
    let folder = FileManager.default.temporaryDirectory.appending(path: "carnet-plans-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }
    try? FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    let run = ExampleRun(script.replacing("\"out/", with: "\"\(folder.path)/"))
    #expect(run.difference == nil, "\(script)\n\(run.difference ?? "")")
  }
}
