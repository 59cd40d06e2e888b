import Diagnostics
import Language
import TestSupport
import Testing
import Verbs

/// Calls each function, estimator and mark wrongly in every way that its declaration allows;
/// `Tests/Golden/misuse/functions` holds what is then said of functions.
@Suite struct FunctionMisuseTests {
  static let topics = Catalog.standard.topics.filter { $0.signature != nil }

  @Test("each way to misuse a function gives an error at its place", arguments: topics.indices)
  func messages(_ index: Int) throws {
    let topic = Self.topics[index]
    let maker = FunctionMisuseMaker(try #require(topic.signature), topic.kind)
    #expect(maker.cases.count >= 2)
    var parts: [String] = []
    for misuse in maker.cases {
      let what = "\(topic.name), \(misuse)\n\(misuse.script)"
      guard let problem = try problem(of: misuse.script) else {
        Issue.record("this runs: \(what)")
        continue
      }
      let span = try #require(problem.primary?.span, "a place: \(what)")
      let isInside = misuse.place.lowerBound <= span.lower && span.upper <= misuse.place.upperBound
      #expect(isInside, "the place of \(problem.code) \(problem.message): \(what)")
      let isHelpful = problem.help != nil || !problem.notes.isEmpty || !problem.labels.isEmpty
      #expect(isHelpful, "some help with \(problem.code) \(problem.message): \(what)")
      var sources = SourceMap()
      _ = sources.add(name: "test", text: misuse.script)
      parts.append("# \(misuse)\n" + DiagnosticRenderer.plain.render(problem, sources: sources))
    }
    guard topic.kind.isFunction else { return }
    let kind = "\(topic.kind)"
    let file = Repository.file("Tests/Golden/misuse/functions/\(kind)-\(topic.name).txt")
    try Golden.expect(parts.joined(separator: "\n\n") + "\n", equals: file)
  }

  @Test("every type of constant has its ways to be wrong")
  func types() {
    for topic in Self.topics {
      for parameter in topic.signature?.parameters ?? [] where parameter.rows == nil && parameter.choices.isEmpty {
        #expect(
          FunctionMisuseMaker.constants[parameter.typeName] != nil,
          "\(topic.name).\(parameter.name) is a \(parameter.typeName), which FunctionMisuseMaker does not know")
      }
    }
  }

  private func problem(of script: String) throws -> Diagnostic? {
    do { _ = try Run.outcomes(script) } catch let problem as Diagnostic { return problem }
    return nil
  }
}
