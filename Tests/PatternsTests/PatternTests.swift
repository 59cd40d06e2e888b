import Patterns
import Testing

@Suite struct PatternTests {
  /// The first match, with nobody who stops the search.
  private func first(_ source: String, in text: String) throws -> String? {
    try #require(try Pattern(source).first(in: text, unless: { false }))
  }

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
    #expect(try first("[0-9]+", in: "no 12, 13") == "12")
    #expect(try first("no ([0-9]+)", in: "no 12") == "12")
    #expect(try first("(?<number>[0-9]+)", in: "no 12") == "12")
    #expect(try first("(a)|b", in: "b") == nil)
    #expect(try first("x", in: "no 12") == nil)
    #expect(try first("()", in: "no 12") == "")
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
      let time = try clock.measure { () throws -> Void in
        #expect(!pattern.occurs(in: text))
        #expect(try first(source, in: text) == nil)
      }
      #expect(time < .seconds(2), "\(source) took \(time)")
    }
  }

  @Test func threadsShareAPattern() async throws {
    let pattern = try Pattern("(b+)c")
    let found = await withTaskGroup(of: String?.self) { group in
      for _ in 0..<50 { group.addTask { pattern.first(in: "aabbbc", unless: { false }) ?? nil } }
      return await group.reduce(into: [String?]()) { $0.append($1) }
    }
    #expect(found.allSatisfy { $0 == "bbb" })
  }

  @Test("a long text gives what short ones give")
  func longTexts() throws {
    let text = String(repeating: "a", count: 5_000_000) + "\u{E9}12"
    #expect(try first("\\p{L}([0-9]+)$", in: text) == "12")
    #expect(try first("\u{E9}", in: text) == "\u{E9}")
    #expect(try first("(x)|[0-9]", in: text) == nil)
    #expect(try first("x", in: text) == nil)
    #expect(try Pattern("a1?2").occurs(in: text, unless: { false }) == false)
    #expect(try Pattern("\u{E9}").occurs(in: text, unless: { false }) == true)
  }

  @Test("a long search ends soon after it is not wanted")
  func unwanted() throws {
    let text = String(repeating: "a", count: 20_000_000), clock = ContinuousClock()
    var asked = [clock.now]
    let pattern = try Pattern("^(([a-z]){1,200}.)+[A-Z]([a-z]{0,50})+$")
    let found = pattern.occurs(in: text) {
      asked.append(clock.now)
      return asked.count == 3
    }
    // It asks often, and ends when it hears that it is unwanted.
    #expect(found == nil && asked.count == 3)
    #expect(zip(asked, asked.dropFirst() + [clock.now]).allSatisfy { $1 - $0 < .milliseconds(400) })
  }
}
