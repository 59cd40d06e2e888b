import Columns
import Language
import TestSupport
import Testing
import Verbs

/// `bin …, method: optimal`, `bins` and `iv` on rows whose bands are known.
@Suite struct OptimalBinTests {
  /// 120 rows: a number with gaps and a special value, and a text with a rare level.
  private static let rows = """
    d = range 120 | derive {
      x = if n % 10 == 0 then null else if n % 10 == 1 then 365243 else n,
      t = if n < 50 then "a" else if n < 100 then "b" else "c",
      bad = if n < 60 then n % 6 == 0 else n % 3 != 0 } | roles target: bad

    """

  private static func lines(_ script: String) throws -> String { Run.lines(try Run.table(rows + script)) }

  private static func numbers(_ script: String) throws -> [Double] {
    try #require(try Run.table(rows + script).columns[0].doubles())
  }

  @Test("special values and gaps are bands of their own")
  func specials() throws {
    #expect(
      try Self.lines("d | bins n, special: [30, -1], cuts: [60] | select band, from, rows, events")
        == "< 60 null 59 9\n>= 60 60.0 60 40\n= 30 30.0 1 1\n= -1 -1.0 0 0\nmissing null 0 0")
    #expect(
      try Self.lines("d | bins x, special: [365243] | where from > 1000 or band == \"missing\" | select rows, events")
        == "12 4\n12 6")
    #expect(
      try Self.lines("d | bins x, special: [365243] | agg { rows = sum(rows), ones = sum(events) }") == "120 50")
  }

  @Test("a special value has the weight of its own rows, whatever its type")
  func specialWeight() throws {
    let weight = try Self.numbers("d | bins x, special: [365243] | where band == \"= 365243\" | select weight")
    #expect(weight.count == 1 && weight[0] != 0)
    let bin = "bin x, method: optimal, special: [365243], output: woe | where n % 10 == 1 | distinct x | select x"
    #expect(try Self.numbers("d | \(bin)") == weight)
    #expect(try Self.numbers("d | derive x = x * 1.0 | \(bin)") == weight)
  }

  @Test("levels are grouped by rate, and one that training did not have weighs nothing and is named")
  func levels() throws {
    #expect(
      try Self.lines("d | bins t | select band, rows, events") == "a 50 9\nb 50 27\nc 20 14\nmissing 0 0")
    let model = "prep = recipe | bin t, method: optimal, output: woe\nm = d | fit scorecard, features: t, prep: prep\n"
    let reports = try Run.outcomes(
      Self.rows + model + "range 1 | derive t = \"z\" | points m | select points\n"
        + "m | points | where feature == \"(base)\" | select points")
    let points = reports.suffix(2).map { $0.value?.table?.columns[0].doubles() }
    #expect(points[0] != nil && points[0] == points[1])
    #expect(reports[reports.count - 2].notes.contains { $0.contains("`t` has values unseen in training in 1 row") })
  }

  @Test("the sign turns weights round to the last bit, and no zero is negative")
  func sign() throws {
    let good = try Self.numbers("d | bins { x, t } | select weight")
    let bad = try Self.numbers("d | bins { x, t }, sign: bad | select weight")
    #expect(zip(good, bad).allSatisfy { $0 == -$1 })
    #expect((good + bad).allSatisfy { $0 != 0 || $0.sign == .plus })
    #expect(good.contains { $0 != 0 })
  }

  @Test("bounds by hand are kept as they are, and joined bands have the rows of both")
  func byHand() throws {
    #expect(
      try Self.lines("d | bins n, cuts: [30, 60.5, 90] | select band, rows")
        == "< 30 30\n[30, 60.5) 31\n[60.5, 90) 29\n>= 90 30\nmissing 0")
    #expect(
      try Self.lines("d | bins n, cuts: [30, 60.5, 90], merge: [2, 3] | select band, rows")
        == "< 30 30\n[30, 90) 60\n>= 90 30\nmissing 0")
  }

  @Test("no way to keep what is asked for leaves one band")
  func infeasible() throws {
    #expect(try Self.lines("d | bins n, min_events: 100 | select band, rows") == "all 120\nmissing 0")
  }

  @Test("columns without a value, and of one value, are one band")
  func empty() throws {
    #expect(
      try Self.lines(
        "d | derive { none = if n < 0 then 1 else null, one = 7, gap = if n < 0 then \"a\" else null } "
          + "| bins { none, one, gap } | select column, band, rows")
        == "none all 0\nnone missing 120\none all 120\none missing 0\ngap missing 120")
  }

  @Test("parts add up to the whole, and equal parts are stable")
  func parts() throws {
    #expect(
      try Self.lines(
        "d | derive late = n >= 60 | bins n, by: late | agg { rows = sum(rows), ones = sum(events) } by band")
        == Self.lines("d | bins n | select band, rows, events"))
    #expect(
      try Self.numbers("d | derive odd = n % 2 | bins t, by: odd | agg psi = sum(stability) by odd | select psi")
        == [0, 0])
  }

  @Test("a column that tells the target without error, or nearly, shows as such")
  func telling() throws {
    let lines = try Self.lines(
      "d | derive { leak = if bad then 1 else 0, near = if bad == (n != 17) then 1 else 0, "
        + "text = if bad then \"x\" else \"y\" } | iv { leak, near, text } | select column, bands, strength")
    #expect(Set(lines.split(separator: "\n")) == ["leak 2 suspicious", "near 2 suspicious", "text 2 suspicious"])
  }

  @Test("who asks for rows of both classes gets them, however telling the column is")
  func bothClasses() throws {
    let rows = "range 100 | derive bad = n >= 50 | bins n, target: bad | select rows, events"
    #expect(Run.lines(try Run.table(rows)) == "50 0\n50 50\n0 0")
    #expect(Run.lines(try Run.table(rows.replacing("bad |", with: "bad, min_events: 1 |"))) == "100 50\n0 0")
  }

  @Test("levels of a few rows each do not tell the target of those rows")
  func rareLevels() throws {
    let lines = try Self.lines("d | derive id = \"id {n}\" | iv id | select column, bands, iv")
    #expect(lines == "id 1 0.0")
    let many = "range 3000 | derive { g = \"v{n * 7919 % 300}\", bad = n * 104729 % 1009 % 4 == 0 } | iv g, target: bad"
    #expect(try #require(try Run.table(many)["iv"]?.doubles()?.first) < 0.02)
  }

  @Test("whole numbers beyond 53 bits are counted where they are put")
  func large() throws {
    let script = "range 3000 | derive { g = 9007199254740992 + n % 7, bad = n % 7 > 3 and n % 5 > 0 } "
    let counted = Run.lines(try Run.table(script + "| bins g, target: bad | where rows > 0 | select rows, events"))
    let put = Run.lines(try Run.table(
      script + "| bin g, method: optimal, target: bad | agg { rows = count(), events = sum(bad) } by g "
        + "| sort g | select rows, events"))
    #expect(counted == put)
  }

  @Test("a level called as gaps are gets a number, and gaps keep the name")
  func names() throws {
    #expect(
      try Self.lines("d | derive t = if t == \"a\" then \"missing\" else t | bins t | select band, rows")
        == "missing (2) 50\nb 50\nc 20\nmissing 0")
  }

  @Test("what goes with other methods or one column alone is refused", arguments: [
    ("bin n, method: quantile, special: [1]", "`special` goes with `method: optimal` only"),
    ("bin n, method: woe, trend: peak", "`trend` goes with `method: optimal` only"),
    ("bin n, method: optimal, sign: bad", "`sign` goes with `output: woe` only"),
    ("bin { n, x }, method: optimal, cuts: [3]", "`cuts` is for one column, and 2 are chosen"),
    ("bin t, method: optimal, cuts: [3]", "`cuts` is for numbers, and `t` is text"),
    ("bin n, method: optimal, cuts: [5, 3]", "`cuts` takes numbers that rise"),
    ("bin n, method: optimal, merge: [1, 3]", "`merge` takes numbers of neighbouring bands"),
    ("bin n, method: optimal, cuts: [5], merge: [2, 3]", "`merge` names band 3, and `n` has 2"),
    ("bin n, method: optimal, special: [\"a\"]", "`special` takes a list of numbers"),
    ("bin n, method: optimal, cuts: [5], trend: peak", "`trend` is for a search, and `cuts` sets the bounds"),
    ("bin n, method: optimal, special: [5, 5]", "`special` names a number twice"),
    ("bin n, method: optimal, merge: [1.5, 2.5]", "`merge` takes numbers of neighbouring bands"),
    ("bin t, method: optimal, trend: peak", "`trend` is for numbers, and no column of numbers is chosen"),
    ("bin n, method: optimal, cuts: []", "`cuts` names no number"),
    ("iv bad", "ranks features, and `bad` is the target"),
    ("bin t, method: woe", "`bin` takes numbers, and `t` is text"),
  ])
  func refused(_ stage: String, _ message: String) throws {
    #expect(try #require(Run.failure(Self.rows + "d | \(stage)")).contains(message))
  }
}
