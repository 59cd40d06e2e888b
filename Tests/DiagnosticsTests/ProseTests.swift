import Diagnostics
import Testing

@Suite struct ProseTests {
  @Test func joinsLists() {
    #expect(Prose.list([]) == "")
    #expect(Prose.list(["a"]) == "a")
    #expect(Prose.list(["a", "b"]) == "a and b")
    #expect(Prose.names(["a", "b", "c"], conjunction: "or") == "`a`, `b` or `c`")
    #expect(Prose.list((1...14).map(String.init), limit: 2) == "1, 2, … (12 more)")
    #expect(Prose.count(1, "row") == "1 row" && Prose.count(2, "category", "categories") == "2 categories")
  }

  @Test func suggestsNearNames() {
    #expect(Suggestions.help(for: "AMT_CREDT", among: ["AMT_CREDIT", "X"]) == "did you mean `AMT_CREDIT`?")
    #expect(Suggestions.help(for: "target", among: ["TARGET"])?.contains("case-sensitive") == true)
    #expect(Suggestions.help(for: "target", among: ["SK_ID_CURR"]) == nil)
  }
}
