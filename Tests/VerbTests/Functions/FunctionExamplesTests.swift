import Columns
import Language
import Testing
import Verbs

/// The example that each function declares.
@Suite struct FunctionExamplesTests {
  static let topics = Catalog.standard.topics.filter(\.kind.isFunction)

  @Test func everyFunctionIsThere() {
    #expect(Self.topics.count == ScalarFunction.all.count + GroupedFunction.all.count)
  }

  @Test("the example of each function gives what it says", arguments: topics.indices)
  func examples(_ index: Int) throws {
    let topic = Self.topics[index]
    let example = try #require(topic.example)
    let script =
      switch topic.kind {
      case .aggregate: "range 4 | agg r = \(example.call)"
      case .window: "range 4 | derive r = \(example.call), order: n | select r"
      default: "range 1 | derive r = \(example.call) | select r"
      }
    #expect(Run.lines(try Run.table(script)).replacing("\n", with: " ") == example.gives, "\(script)")
    #expect(topic.summary.hasSuffix("."), "the summary of \(topic.name) is a sentence")
    for parameter in topic.signature?.parameters ?? [] where parameter.rows == nil {
      #expect(parameter.documentation.hasSuffix("."), "\(topic.name).\(parameter.name) is documented by a sentence")
    }
  }
}
