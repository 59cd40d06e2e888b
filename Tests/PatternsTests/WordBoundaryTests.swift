import Patterns
import Testing

/// `\B` between the bytes of a character is nowhere.
@Suite struct WordBoundaryTests {
  @Test(arguments: [
    // In `aéb` each place between two scalars is a boundary, as é is no word character; in `éé` none is.
    ("\\B", "a\u{E9}b", false), ("\\B", "\u{E9}\u{E9}", true), ("\\B", "a", false), ("\\B", "ab", true),
    ("\\B", "", true), ("\\B", "\u{E9}", true), ("\\Bb", "a\u{E9}b", false), ("\\Bb", "ab", true),
    ("a\\B", "a\u{E9}", false), ("a\\B", "ab", true), ("(\\B)", "a\u{4E2D}b", false), ("\\B$", "a\u{1F600}b", false),
  ] as [(String, String, Bool)])
  func occurs(pattern: String, text: String, expected: Bool) throws {
    #expect(try Pattern(pattern).occurs(in: text) == expected)
    let first = try #require(try Pattern(pattern).first(in: text, unless: { false }) as String??)
    #expect((first != nil) == expected)
  }

  /// A long text is searched on a thread of its own.
  @Test func inLongTexts() throws {
    let text = String(repeating: "a\u{E9}b ", count: 600_000), pattern = try Pattern("\\B\\B[a-z]{1,900}")
    #expect(pattern.occurs(in: text, unless: { false }) == false)
    #expect(pattern.occurs(in: text + "xy", unless: { false }) == true)
  }
}
