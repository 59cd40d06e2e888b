import Markdown
import Testing

struct MarkdownTests {
  @Test func marksBecomeHTML() {
    #expect(
      Markdown.html("# Clients\n\n* of *one* branch\n* `x < 1`") == """
        <h2>Clients</h2>
        <ul>
        <li>of <em>one</em> branch</li>
        <li><code>x &lt; 1</code></li>
        </ul>

        """)
    #expect(Markdown.html("") == "" && Markdown.html("###### deep") == "<h6>deep</h6>\n")
  }

  @Test(arguments: [
    ("<script>alert(1)</script>", "<script"), ("a <b onclick=x>b</b>", "onclick"),
    ("[x](javascript:alert(1))", "javascript"),
    ("![a *b*](https://example.org/x.png \"t\")", "<img"), ("[![a](http://e.org/x.png)](http://e.org)", "<img"),
  ])
  func nothingRunsAndNothingIsAskedFor(text: String, part: String) { #expect(!Markdown.html(text).contains(part)) }

  @Test func aPictureIsALink() {
    #expect(
      Markdown.html("![a *b*](https://example.org/x.png)")
        == "<p><a href=\"https://example.org/x.png\">a <em>b</em></a></p>\n")
  }

  @Test func anyTextIsRead() {
    #expect(Markdown.html("a\0b") == "<p>a\u{FFFD}b</p>\n")
    #expect(!Markdown.html(String(repeating: "> ", count: 2000) + "x").isEmpty)
    #expect(!Markdown.html(String(repeating: "![", count: 500) + "x" + String(repeating: "](y)", count: 500)).isEmpty)
  }
}
