import Language
import Testing

@Suite struct ProfilePageTests {
  static let source = """
    range 400 | derive {
      days = if n % 4 == 0 then 365243 else -n
      same = n
      one = 1
      gaps = if n < 300 then null else n % 7
      amount = if n == 7 then 1000000 else n % 11
      name = if n % 3 == 0 then "a" else "b"
      late = n % 4 == 0
    }
    """

  @Test func thePageTellsWhatStandsOut() throws {
    let page = try #require(try Run.script(Self.source + "| profile")).presentation
    #expect(page.facts.first?.text == "400" && page.tables.isEmpty)
    let findings = Dictionary(uniqueKeysWithValues: try #require(page.sections.first).facts.map { ($0.label, $0.text) })
    #expect(findings["constant"] == "one")
    #expect(findings["equal columns"] == "same = n")
    #expect(findings["sentinels"] == "days 365243 25.0 %")
    #expect(findings["mostly null"] == "gaps 75.0 %")
    #expect(findings["skewed"] == "amount 20")
    #expect(findings["identifiers"] == "n, same")
    #expect(findings["nothing"] == nil)
    #expect(page.sections.map(\.title) == ["worth a look", "numbers (6)", "texts, bools (2)"])
  }

  @Test func withATargetTheMostRelatedColumnsComeFirst() throws {
    let value = try #require(try Run.script(Self.source + "| profile, target: late"))
    let listing = try #require(value.presentation.sections[1].listing)
    #expect(listing.rows.first?.first == "days")
    #expect(
      value.presentation.sections[0].facts.contains { $0.label == "tell the target" && $0.text.hasPrefix("days 1") })
  }

  @Test func itIsATableAllTheSame() throws {
    let script = "p = \(Self.source) | profile\np | where constant | select column"
    #expect(Run.lines(try Run.table(script)) == "one")
    let value = try #require(try Run.script(Self.source + "| profile"))
    #expect(value.kind == .table && value.contents.map(\.table.rowCount) == [8])
  }

  @Test("a sentinel reads as the column's values do, however large", arguments: [
    ("if n % 4 == 0 then 1e20 else n / 7", "1e+20"), ("if n % 4 == 0 then 99.99 else n / 70", "99.99"),
    ("if n % 4 == 0 then -1e300 else n / 7", "-1e+300"),
    ("if n % 4 == 0 then 9223372036854775807 else n", "9223372036854775807"),
    ("if n % 4 == 0 then -9223372036854775807 - 1 else n", "-9223372036854775808"),
    ("if n % 4 == 0 then 365243 else n", "365243"), ("if n % 4 == 0 then 999.0 else n / 7", "999.0"),
  ])
  func sentinels(expression: String, text: String) throws {
    let script = "p = range 40 | derive e = \(expression) | profile e\np | select sentinel"
    #expect(Run.lines(try Run.table(script)) == text)
    let page = try #require(try Run.script("range 40 | derive e = \(expression) | profile e")).presentation
    #expect(page.sections[0].facts.first { $0.label == "sentinels" }?.text == "e \(text) 25.0 %")
  }

  @Test("a figure beyond the range of a double is none")
  func noInfinity() throws {
    let profile = "range 40 | derive e = if n % 2 == 0 then 1.5e308 else -1.5e308 | profile e"
    #expect(Run.lines(try Run.table("p = \(profile)\np | select median, max")) == "null 1.5e+308")
    let page = try #require(try Run.script(profile)).presentation
    #expect(page.sections[1].listing?.rows[0].contains("·") == true)
  }

  @Test(arguments: [(0.14567, "0.146"), (25229, "25229"), (117_000_000, "117M"), (-0.5, "-0.5"), (0.00012, "1.2e-4"),
    (100_000, "100k"), (3, "3"), (12.34, "12.3"), (0, "0"), (2e15, "2e15"),
  ])
  func numbersAreShort(value: Double, text: String) throws {
    let page = try #require(try Run.script("range 2 | derive x = \(value) + n * 0 | profile x")).presentation
    #expect(page.sections[1].listing?.rows[0][3] == text)
  }
}
