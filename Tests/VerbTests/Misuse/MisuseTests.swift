import Diagnostics
import Foundation
import Kernels
import Language
import Syntax
import TestSupport
import Testing
import Verbs

/// Calls each verb wrongly in every way that its signature allows; `Tests/Golden/misuse` holds what it then says.
@Suite(.serialized) struct MisuseTests {
  init() { _ = FileManager.default.changeCurrentDirectoryPath(Repository.root.path) }

  @Test("each way to misuse a verb gives the expected message at its place", arguments: Catalog.standard.names)
  func messages(_ name: String) throws {
    let verb = try #require(Catalog.standard[name])
    let maker = try #require(MisuseMaker(verb) { Run.failure($0) == nil }, "an example of \(name) runs")
    var parts: [String] = []
    for misuse in maker.cases {
      guard let problem = try problem(of: misuse) else {
        #expect(misuse.kind.mayRun, "\(name), \(misuse): this runs\n\(misuse.script)")
        continue
      }
      check(problem, of: misuse, verb: name)
      var sources = SourceMap()
      _ = sources.add(name: "test", text: misuse.script)
      parts.append("# \(misuse)\n" + DiagnosticRenderer.plain.render(problem, sources: sources))
    }
    expectCoverage(of: verb.signature, by: maker.cases)
    let file = Repository.file("Tests/Golden/misuse/\(name.replacing(" ", with: "-")).txt")
    let text = parts.joined(separator: "\n\n") + "\n"
    try Golden.expect(text.replacing(FileManager.default.currentDirectoryPath, with: "…"), equals: file)
  }

  @Test("every type of parameter has its ways to be wrong")
  func types() {
    for verb in Catalog.standard.verbs {
      for parameter in verb.signature.positional + verb.signature.options {
        #expect(
          !MisuseMaker.wrongValues(of: parameter).isEmpty,
          "\(verb.name).\(parameter.name) is a \(parameter.typeName), which MisuseMaker does not know")
      }
    }
  }

  /// The error of a script, after which the session has what it had before and goes on; nil where the script runs.
  private func problem(of misuse: Misuse) throws -> Diagnostic? {
    var sources = SourceMap()
    let source = sources.add(name: "test", text: misuse.script)
    let parsed = Parser.parse(
      misuse.script, source: source, compoundVerbs: Catalog.standard.compoundNames,
      functions: Catalog.standard.functionNames)
    if let problem = parsed.diagnostics.first { return problem }
    var session = Interpreter(catalog: .standard)
    let execution = Execution(threads: 1)
    for statement in parsed.script.statements {
      let names = session.scope.bindings.keys.sorted()
      do { _ = try session.run(statement, execution) } catch let problem as Diagnostic {
        #expect(session.scope.bindings.keys.sorted() == names)
        let next = Parser.parse("range 2 | count", source: source, compoundVerbs: [])
        #expect(try session.run(next.script.statements[0], execution).value != nil, "the session goes on")
        return problem
      }
    }
    return nil
  }

  private func check(_ problem: Diagnostic, of misuse: Misuse, verb: String) {
    let what = "\(verb), \(misuse): \(problem.code) \(problem.message)\n\(misuse.script)"
    #expect(problem.code.first == "E" && problem.code.count == 3, "a code: \(what)")
    guard let span = problem.primary?.span else {
      Issue.record("a place: \(what)")
      return
    }
    #expect(span.upper <= misuse.script.utf8.count, "the place is in the source: \(what)")
    // What is wrong with a column of text may be what the other arguments make of it.
    let isInside = misuse.place.lowerBound <= span.lower && span.upper <= misuse.place.upperBound
    #expect(isInside || misuse.kind == .textColumn, "the place: \(what)")
    if misuse.kind.isOmission { #expect(span.upper - span.lower <= verb.utf8.count, "the verb or an end: \(what)") }
    // `bins` takes a number from 1 to 1000: there is no more to say.
    let isHelpful = misuse.kind == .negative || problem.help != nil || !problem.notes.isEmpty || !problem.labels.isEmpty
    #expect(isHelpful, "some help: \(what)")
  }

  /// Each kind of misuse that the signature makes possible is there.
  private func expectCoverage(of signature: Signature, by cases: [Misuse]) {
    var wanted: Set<MisuseKind> = [.unknownOption, signature.isSource ? .inputToSource : .noInput]
    let parameters = signature.positional + signature.options
    if !signature.isSource { wanted.insert(.wrongInput) }
    if signature.positional.contains(where: \.isRequired) { wanted.insert(.missingArgument) }
    if signature.options.contains(where: \.isRequired) { wanted.insert(.missingOption) }
    if !parameters.isEmpty { wanted.insert(.wrongType) }
    if parameters.contains(where: { $0.typeName.hasPrefix("column") }) { wanted.insert(.missingColumn) }
    if parameters.contains(where: { $0.typeName == "columns" }) { wanted.insert(.emptySelector) }
    if parameters.contains(where: { $0.choices.contains { $0.count > 3 } }) { wanted.insert(.unknownWord) }
    let missing = wanted.subtracting(cases.map(\.kind))
    #expect(missing.isEmpty, "\(signature.name): no case for \(missing.map(\.rawValue))")
  }
}
