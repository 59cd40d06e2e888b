import Language
import Testing

/// Values that stand for something else are named with their share, however rare they are.
@Suite struct SuspectValueTests {
  @Test("codes among numbers", arguments: [
    // Counts of late payments in which 96 and 98 say that nobody knows.
    ("if n == 5 then 96 else if n in [7, 8] then 98 else n % 18", "96 < 0.1 %, 98 0.1 %"),
    ("if n in [3, 9] then 365243 else -n", "365243 0.1 %"),
    ("if n == 3 then -999 else n % 40", "-999 < 0.1 %"),
    ("if n == 3 then -1 else n % 40", "null"),
    ("if n < 20 then -1 else n % 40", "-1 1.0 %"),
    ("if n in [3, 9] then 7777 else if n in [4, 5] then 8888 else if n == 6 then 9999 else n % 30",
      "7777 0.1 %, 8888 0.1 %, 9999 < 0.1 %"),
    // One single far value is an outlier, not a code; so are the values of an indicator and of a heavy tail.
    ("if n == 3 then 117000000 else n", "null"),
    ("n % 2", "null"),
    ("n * n * n / 7", "null"),
    ("if n == 1 then 99 else 100 + n", "null"),
  ])
  func numbers(expression: String, suspects: String) throws {
    #expect(try listed(expression) == suspects)
  }

  @Test("words among texts", arguments: [
    ("if n == 4 then \"XNA\" else \"F\"", "XNA < 0.1 %"),
    ("if n < 1000 then \" ? \" else if n < 1500 then \"Unknown\" else \"x\"", " ?  50.0 %, Unknown 25.0 %"),
    ("if n == 4 then \"\" else \"F\"", "\"\" < 0.1 %"),
    ("if n < 1000 then \"Nathan\" else \"nonesuch\"", "null"),
  ])
  func texts(expression: String, suspects: String) throws {
    #expect(try listed(expression) == suspects)
  }

  @Test("days at the ends of calendars")
  func dates() throws {
    #expect(try listed("if n < 2 then date \"1900-01-01\" else date \"2020-01-01\" + n") == "1900-01-01 0.1 %")
    #expect(try listed("date \"2020-01-01\" + n") == "null")
  }

  private func listed(_ expression: String) throws -> String {
    Run.lines(try Run.table("range 2000 | derive e = \(expression) | profile e | select suspects"))
  }

  @Test("rows without values and rows that repeat others", arguments: [
    ("range 10 | derive { a = if n > 7 then null else n, b = if n > 6 then null else n } | drop n", "2", nil),
    ("range 10 | derive { a = n % 4, b = n % 2 } | drop n", nil, "6, which equal an earlier one in every column"),
    ("range 10 | derive a = n % 4", nil, nil),
    ("range 0", nil, nil),
  ] as [(String, String?, String?)])
  func rows(source: String, blank: String?, repeated: String?) throws {
    let page = try #require(try Run.script(source + " | profile")).presentation
    let findings = page.sections[0].facts
    #expect(findings.first { $0.label == "blank rows" }?.text == blank)
    let told = findings.first { $0.label == "repeated rows" }?.text
    // The blank rows of the first table equal each other, too.
    #expect(told == (blank == nil ? repeated : "1, which equal an earlier one in every column"))
  }
}
