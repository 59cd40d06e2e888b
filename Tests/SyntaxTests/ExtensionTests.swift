import Diagnostics
import Syntax
import Testing

/// Stages that extend an earlier cell have no source: none of their words is taken for one.
@Suite struct ExtensionTests {
  @Test func theFirstWordIsAVerb() {
    let (_, diagnostics) = Parser.parseStages("| sort n desc", source: SourceID(rawValue: 0), compoundVerbs: [])
    #expect(diagnostics.map(\.help) == ["write `sort -n`"])
  }
}
