import Columns
import Language
import Testing

/// Whole numbers are exact to 64 bits in every function, list, comparison and verb, or a note says what was lost.
@Suite struct WholeNumberTests {
  static let large = "range 3 | derive id = n + 9007199254740992"

  @Test(
    "lists, comparisons, functions and verbs keep all digits",
    arguments: [
      ("\(large) | where id in [9007199254740992] | count", "1"),
      ("\(large) | where isin(id, [9007199254740993]) | select id", "9007199254740993"),
      (
        "\(large) | agg { a = sum(n) where id in [9007199254740993], b = count() where not (id in "
          + "[9007199254740993]) }",
        "1 2"
      ),
      ("\(large) | where id in [9007199254740992.0] | select n", "0"),
      ("\(large) | where id == 9007199254740992.0 | select n", "0"),
      ("\(large) | where id > 9007199254740992.0 | select n", "1\n2"),
      ("\(large) | derive f = n * 0 + 9007199254740992.0 | where f < id | select n", "1\n2"),
      ("\(large) | where id in 9007199254740993..9007199254740993 | select n", "1"),
      ("\(large) | derive x = nullif(id, 9007199254740993) | select x", "9007199254740992\nnull\n9007199254740994"),
      ("\(large) | derive x = nullif(id, 9007199254740992.0) | select x", "null\n9007199254740993\n9007199254740994"),
      (
        "range 2 | derive id = n + 24650000000000001 | derive c = clip(id, max: 24650000000000002) "
          + "| clip id, max: 24650000000000001",
        "0 24650000000000001 24650000000000001\n1 24650000000000001 24650000000000002"
      ),
      (
        "range 2 | derive { a = clip(n, max: -1e308), b = clip(n, min: 1e308), c = clip(n, min: -1e308, max: 1e308) }",
        "0 null null 0\n1 null null 1"
      ),
      (
        "range 1 | derive { id = 9007199254740993, z = 1 } | derive { a = max(id, z), b = row_max(@(id + z)), "
          + "c = row_sum(@(id)), d = row_min(@(id)), e = min(id, 9007199254740994) } | drop n, id, z",
        "9007199254740993 9007199254740993 9007199254740993 9007199254740993 9007199254740993"
      ),
      ("range 4 | derive x = nullif(n, 1) + 9007199254740993 | impute x, method: median | select x",
        "9007199254740993\n9007199254740995\n9007199254740995\n9007199254740996"),
      ("range 3 | derive x = nullif(n, 1) + 9007199254740993 | impute x, method: mean | select x",
        "9007199254740993\n9007199254740994\n9007199254740995"),
      ("range 3 | derive x = nullif(n, 1) + 9007199254740993 | impute x, method: mode | select x",
        "9007199254740993\n9007199254740993\n9007199254740995"),
      (
        "range 2 | derive x = nullif(n, 1) + 9007199254740993 | impute x, method: constant, value: 9007199254740997 "
          + "| select x",
        "9007199254740993\n9007199254740997"),
      ("\(large) | describe | select column, min, max", "n 0 2\nid 9007199254740992 9007199254740994"),
      ("\(large) | derive b = cut(id, [9007199254740993]) | select b",
        "< 9007199254740993\n>= 9007199254740993\n>= 9007199254740993"),
      ("\(large) | replace id, values: [9007199254740993], with: 9007199254740995 | select id",
        "9007199254740992\n9007199254740995\n9007199254740994"),
      (
        "\(large) | derive f = n * 0 + 9007199254740992.0 | replace f, values: [9007199254740993], with: 0 | agg "
          + "max(f) as \"f\"",
        "9007199254740992.0"),
      ("\(large) | sort -id | select n", "2\n1\n0"),
      ("\(large) | count by id | select n", "1\n1\n1"),
      ("\(large) | agg { a = min(id), b = max(id), c = first(id), d = last(id), e = mode(id), f = sum(id) }",
        "9007199254740992 9007199254740994 9007199254740992 9007199254740994 9007199254740992 27021597764222979"),
      ("\(large) | derive k = 0 | derive { a = lag(id), b = diff(id), c = cumsum(id) } by k | select a, b, c",
        "null null 9007199254740992\n9007199254740992 1 18014398509481985\n9007199254740993 1 27021597764222979"),
      (
        "\(large) | derive k = \"x\" | pivot n, values: id by k", "x 9007199254740992 9007199254740993 9007199254740994"
      ),
      (
        "\(large) | derive x = round(id) | derive y = floor(id) - ceil(id) + abs(id) | where x == id and y == id | "
          + "count",
        "3"
      ),
      ("range 1 | derive x = round(9007199254740996, -1) | select x", "9007199254741000"),
      ("range 1 | derive t = \"9007199254740993.0\" | cast t, to: int | select t", "9007199254740993"),
      (
        "f = range 3 | derive k = n * 1.0 + 9007199254740992.0\n\(large) | derive k = id | inner join f on k, "
          + "suffix: \"_f\" "
        + "| count", "0"),
    ] as [(String, String)])
  func exact(script: String, expected: String) throws {
    if script.hasPrefix("f = ") {
      // The key of three floats is two numbers, since 2⁵³ + 1 is none.
      let joined = try Run.table(
        "f = range 2 | derive k = n * 2 + 9007199254740992.0\n\(Self.large) | inner join f on id == k | select id")
      #expect(Run.lines(joined) == "9007199254740992\n9007199254740994")
      return
    }
    #expect(Run.lines(try Run.table(script)) == expected, "\(script)")
  }

  @Test(
    "what leaves 64 bits is null and counted",
    arguments: [
      ("-m", 1), ("abs(m)", 1), ("m * -1", 1), ("m - 1", 1), ("m + m", 1), ("big + 1", 1), ("big * 2", 1),
      ("row_sum(@(big + big2))", 1), ("round(big, -1)", 1), ("0 - m", 1), ("abs(-big)", 0), ("m % -1", 0), ("-big", 0),
      ("round(m, -19)", 1), ("1e308 * 10", 1), ("exp(1000)", 1),
    ] as [(String, Int)])
  func overflow(expression: String, count: Int) throws {
    let script =
      "range 1 | derive { m = n - 9223372036854775807 - 1, big = n + 9223372036854775807, big2 = big } "
      + "| derive { x = \(expression) } | select x"
    let outcomes = try Run.outcomes(script)
    let table = try #require(outcomes.last?.value?.table)
    #expect(table.columns[0].nullCount == count, "\(expression) gives \(table.columns[0][0])")
    #expect((outcomes.last?.notes ?? []).count { $0.hasPrefix("x: ") } == count, "\(expression)")
  }

  @Test("sums and windows outside 64 bits are null, counted once for each group or row")
  func groups() throws {
    let rows = "range 3 | derive { k = n % 2, x = n + 9223372036854775805 }"
    let sums = try Run.outcomes("\(rows) | agg s = sum(x) by k")
    #expect(Run.lines(try #require(sums.last?.value?.table)) == "0 null\n1 9223372036854775806")
    #expect(sums.last?.notes == ["s: a whole number left the range of 64 bits in 1 group; the result is null there"])
    let windows = try Run.outcomes(
      "\(rows) | derive g = 0 | derive { c = cumsum(x), d = diff(-x * (n - 1)) } by g | select c, d")
    #expect(Run.lines(try #require(windows.last?.value?.table)).hasPrefix("9223372036854775805 null\nnull "))
    // The sum may pass outside and come back.
    let back = "range 3 | derive x = if n == 0 then 9223372036854775807 else if n == 1 then 1 else -2"
    #expect(Run.lines(try Run.table("\(back) | agg s = sum(x)")) == "9223372036854775806")
    #expect(Run.lines(try Run.table("\(back) | derive g = 0 | derive c = cumsum(x) by g | select c"))
      == "9223372036854775807\nnull\n9223372036854775806")
  }

  @Test(
    "a note says where a float could not hold a whole number",
    arguments: [
      "\(large) | derive x = id / 1", "\(large) | derive x = id + 0.5", "\(large) | agg x = mean(id)",
      "\(large) | agg x = var(id)", "\(large) | agg x = median(id)", "\(large) | agg x = quantile(id, 0.9)",
      "\(large) | derive x = sqrt(id)", "\(large) | derive x = if n == 1 then id else 0.5",
      "\(large) | derive x = id ?? 0.5", "\(large) | derive x = max(id, 0.5)", "\(large) | cast id, to: float",
      "\(large) | scale id, method: standard", "\(large) | describe id",
      "\(large) | derive g = 0 | derive x = cummean(id) by g",
      "f = range 1 | derive id = 0.5 | select id\n\(large) | select id | append f",
      "\(large) | derive f = 0.5 | unpivot id, f",
      "\(large) | derive f = n + 0.5 | corr id, f", "\(large) | derive x = row_mean(@(id))",
    ])
  func lostDigits(script: String) throws {
    let notes = try Run.outcomes(script).last?.notes ?? []
    let hasNote = notes.contains { $0.contains("lost digits as a float") }
    #expect(hasNote, "\(script): \(notes)")
  }

  @Test("no note where no digit was lost")
  func nothingLost() throws {
    let script =
      "range 3 | derive id = n * 2 + 9007199254740992 "
      + "| derive { x = id / 2, y = if n == 1 then id else 0.5, z = row_mean(@(id)) }"
    #expect(try Run.outcomes(script).last?.notes == [])
    // The branch that is not taken loses nothing.
    let branch = "\(Self.large) | derive x = if n == 1 then 0.5 else n * 1.0 | derive y = if n > 5 then id else 0.5"
    #expect(try Run.outcomes(branch).last?.notes == [])
  }

  @Test("a full join keeps keys that only the right side has, whatever their number")
  func fullJoin() throws {
    let halves = "f = range 2 | derive k = n + 0.5\nrange 1 | derive k = n | full join f on k | select k"
    #expect(Run.lines(try Run.table(halves)) == "0.0\n0.5\n1.5")
    let wholes = "f = range 2 | derive k = n + 1.0\nrange 1 | derive k = n | full join f on k | select k"
    #expect(Run.lines(try Run.table(wholes)) == "0\n1\n2")
  }

  @Test("remainders of floats are exact, with the divisor's sign")
  func remainders() throws {
    // Python: [x % y for …]
    let script =
      "range 1 | derive { a = 1e17 % 3.0, b = -1e17 % 3.0, c = 5.5 % -2.0, d = 1e300 % 7.0, e = 1e16 % 0.1 } | drop n"
    #expect(Run.lines(try Run.table(script)) == "1.0 2.0 -0.5 1.0 0.04488848768742176")
  }
}
