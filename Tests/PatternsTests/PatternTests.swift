import Patterns
import Testing

@Suite struct PatternTests {
  @Test(
    arguments: [
      ("^Cash", "Cash loans", true), ("^Cash", "no Cash", false), ("b+", "abbbc", true), ("a.c", "a\nc", false),
      ("(?s)a.c", "a\nc", true), ("(?i)JOS\u{C9}", "jos\u{E9}", true), ("\\p{L}{4}", "Jos\u{E9}", true),
      ("^.{5}$", "Jose\u{301}", true), ("^.{4}$", "Jos\u{E9}", true), ("\\d", "\u{664}", false), ("x", "", false),
      ("", "", true), ("\r\n", "a\r\nb", true), ("\n", "a\r\nb", true), ("^\\W$", "\u{E9}", true),
    ] as [(String, String, Bool)])
  func occurs(pattern: String, text: String, expected: Bool) throws {
    #expect(try Pattern(pattern).occurs(in: text) == expected)
  }

  @Test func theFirstMatchOrItsFirstGroup() throws {
    #expect(try Pattern("[0-9]+").first(in: "no 12, 13") == "12")
    #expect(try Pattern("no ([0-9]+)").first(in: "no 12") == "12")
    #expect(try Pattern("(?<number>[0-9]+)").first(in: "no 12") == "12")
    #expect(try Pattern("(a)|b").first(in: "b") == nil)
    #expect(try Pattern("x").first(in: "no 12") == nil)
    #expect(try Pattern("()").first(in: "no 12") == "")
  }

  @Test(
    arguments: [
      ("a(b", 1..<2), ("a)b", 1..<2), ("a[b", 1..<2), ("a\\", 1..<2), ("*a", 0..<1), ("a**", nil), ("[b-a]", 1..<4),
      ("x\\1", 1..<3), ("a(?=b)", 1..<4), ("\\q", nil), ("a{2,1}", 1..<6), ("[[:no:]]", 1..<7), ("(\u{E9}", 0..<1),
    ] as [(String, Range<Int>?)])
  func mistakesAreShown(pattern: String, place: Range<Int>?) {
    do {
      _ = try Pattern(pattern)
      Issue.record("\(pattern) is read")
    } catch let error as PatternError {
      #expect(!error.message.isEmpty)
      if let place { #expect(error.place == place, "\(pattern): \(error)") }
    } catch { Issue.record("\(error)") }
  }

  @Test("nested repetitions take time linear in the text")
  func linear() throws {
    let text = String(repeating: "a", count: 200_000) + "!"
    let clock = ContinuousClock()
    for source in ["^(a+)+$", "^(a|a)*$", "(a*)*b", "^(a|aa)+$", "(.*)*x", "^(([a-z])+.)+[A-Z]([a-z])+$"] {
      let pattern = try Pattern(source)
      let time = clock.measure {
        #expect(!pattern.occurs(in: text))
        #expect(pattern.first(in: text) == nil)
      }
      #expect(time < .seconds(2), "\(source) took \(time)")
    }
  }

  @Test func threadsShareAPattern() async throws {
    let pattern = try Pattern("(b+)c")
    let found = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<50 { group.addTask { pattern.first(in: "aabbbc") } }
      return await group.reduce(into: [String?]()) { $0.append($1) }
    }
    #expect(found.allSatisfy { $0 == "bbb" })
  }
}
