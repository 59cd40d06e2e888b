import Language
import Testing

@Suite struct DateTests {
  @Test("a note about values that fit no format names one of them")
  func misfits() throws {
    let script =
      "range 3 | derive t = if n == 1 then \"31.01.2024\" else \"x\" | derive d = date(t, format: \"%d.%m.%Y\")"
    let outcome = try #require(try Run.outcomes(script).last)
    #expect(outcome.notes == [
      "d: a value outside the function's domain in 2 rows, such as \"x\"; the result is null there"
    ])
    #expect(try Run.lines(Run.table(script + " | select d")) == "null\n2024-01-31\nnull")
  }

  @Test("patterns of other languages are translated", arguments: [
    ("dd.MM.yyyy", "%d.%m.%Y"), ("DD/MM/YY", "%d/%m/%y"), ("yyyy-mm-dd", "%Y-%m-%d"), ("d MMM yyyy", "%d %b %Y"),
    ("dd.MM.yyyy HH:mm", "%d.%m.%Y %H:%M"),
  ]) func translations(foreign: String, own: String) throws {
    let message = try #require(Run.failure("range 1 | derive d = date(\"x\", format: \"\(foreign)\")"))
    #expect(message.hasSuffix("help: write `format: \"\(own)\"`"))
    #expect(Run.failure("range 1 | derive d = date(\"x\", format: \"\(own)\")") == nil)
  }

  @Test("describe gives the ends of dates, of moments where there are some")
  func ends() throws {
    let days = "range 3 | derive { a = date \"2024-01-30\" + n, b = if n > 0 then a else null }"
    #expect(try Run.lines(Run.table(days + " | describe @date | select column, earliest, latest"))
      == "a 2024-01-30 2024-02-01\nb 2024-01-31 2024-02-01")
    let moments = days + " | derive s = \"2024-02-01 12:30:00\" | cast s, to: datetime | describe | drop @text"
    #expect(try Run.lines(Run.table(moments + " | select earliest, latest")) == """
      null null
      2024-01-30 00:00:00 2024-02-01 00:00:00
      2024-01-31 00:00:00 2024-02-01 00:00:00
      2024-02-01 12:30:00 2024-02-01 12:30:00
      """)
    #expect(try Run.table("range 3 | describe").schema.names.last == "top")
  }
}
