import Columns
import Language
import Testing

/// `if`, `??`, `and` and `or` count what fails only where it reaches a result, and follow three-valued logic.
@Suite struct NeededRowsTests {
  static let rows = "range 4 | derive { a = n, b = n % 2, t = if n < 2 then \"2024-01-01\" else \"x\" }"

  /// The values of an expression over ``rows``, and the notes about it.
  private func run(_ expression: String) throws -> (values: String, notes: [String]) {
    let outcome = try #require(try Run.outcomes("\(Self.rows) | derive x = \(expression) | select x").last)
    let notes = outcome.notes.filter { $0.hasPrefix("x: ") }
    return (Run.lines(try #require(outcome.value?.table)).replacing("\n", with: " "), notes)
  }

  @Test(
    "what is not needed fails without a word",
    arguments: [
      ("if b != 0 then a / b else 0", "0.0 1.0 0.0 3.0"),
      ("if b == 0 then 0 else a / b", "0.0 1.0 0.0 3.0"),
      ("a / b ?? 0", "0.0 1.0 0.0 3.0"),
      ("coalesce(a / b, a % b, -1)", "-1.0 1.0 -1.0 3.0"),
      ("b != 0 and a / b > 2", "no no no yes"),
      ("b == 0 or a / b > 2", "yes no yes yes"),
      ("a / b > 2 and b != 0", "no no no yes"),
      ("a / b > 2 or b == 0", "yes no yes yes"),
      ("if n < 2 then date(t) else date \"2000-01-01\"", "2024-01-01 2024-01-01 2000-01-01 2000-01-01"),
      ("if n > 1 then log(n - 1) else 0", "0.0 0.0 0.0 0.6931471805599453"),
      ("if n == 9 then 9223372036854775807 + n else n", "0 1 2 3"),
      ("if b != 0 then (if a > 1 then 6 / (a - 1) else 6 / a) else null", "null 6.0 null 3.0"),
      ("if b != 0 and a / b > 1 then round(a / b) else 0", "0.0 0.0 0.0 3.0"),
      ("if n < 4 then n else log(-1)", "0.0 1.0 2.0 3.0"),
    ] as [(String, String)])
  func unneeded(expression: String, expected: String) throws {
    let (values, notes) = try run(expression)
    #expect(values == expected, "\(expression)")
    #expect(notes == [], "\(expression)")
  }

  @Test(
    "what reaches a result is counted, each row once",
    arguments: [
      ("a / b", "null 1.0 null 3.0", "division by zero in 2 rows"),
      ("a / b + 1 / b", "null 2.0 null 4.0", "division by zero in 2 rows"),
      ("if n > 0 then a / b else 0", "0.0 1.0 null 3.0", "division by zero in 1 row"),
      ("a / b ?? a % b", "null 1.0 null 3.0", "division by zero in 2 rows"),
      ("n > 0 and a / b > 0", "no yes null yes", "division by zero in 1 row"),
      ("date(t)", "2024-01-01 2024-01-01 null null", "a value outside the function's domain in 2 rows, such as \"x\""),
      ("if n < 3 then date(t) else null", "2024-01-01 2024-01-01 null null",
        "a value outside the function's domain in 1 row, \"x\""),
    ] as [(String, String, String)])
  func needed(expression: String, expected: String, note: String) throws {
    let (values, notes) = try run(expression)
    #expect(values == expected, "\(expression)")
    #expect(notes == ["x: \(note); the result is null there"], "\(expression)")
  }

  @Test("a condition that is null holds nowhere", arguments: [
    ("range 3 | where null | count", "0"), ("range 3 | agg n = count() where null", "0"),
    ("range 3 | agg s = sum(n) where null by n", "0 null\n1 null\n2 null"),
  ])
  func nullHoldsNowhere(script: String, expected: String) throws {
    #expect(Run.lines(try Run.table(script)) == expected)
  }

  @Test(
    "null is neither equal nor unequal to anything",
    arguments: [
      ("n in [2, null]", "null null yes null"),
      ("not (n in [2, null])", "null null no null"),
      ("isin(n, [2, null])", "null null yes null"),
      ("n in [2]", "no no yes no"),
      ("nullif(n, 2) in [0]", "yes no null no"),
      ("nullif(n, 2) in [0, null]", "yes null null null"),
      ("\"a\" in [\"b\", null]", "null null null null"),
      ("n in 1..nullif(n, n)", "no null null null"),
      ("n in nullif(n, n)..1", "null null no no"),
      ("nullif(n, 2) in 1..2", "no yes null no"),
      ("nullif(n, 1) == nullif(n, 1)", "yes null yes yes"),
      ("nullif(n, 1) != 5", "yes null yes yes"),
      ("nullif(nullif(n, 1), 2)", "0 null null 3"),
      ("coalesce(null, nullif(n, 1), 7)", "0 7 2 3"),
      ("nullif(n, 1) == 1 or n == 1", "no yes no no"),
      ("nullif(n, 1) == 1 and n == 1", "no null no no"),
      ("not (nullif(n, 1) == 1)", "yes null yes yes"),
      ("if nullif(n, 1) >= 0 then 1 else 2", "1 2 1 1"),
      ("if n > 1 then \"a\" else null", "null null a a"),
      ("if n > 1 then null else n", "0 1 null null"),
      ("null ?? n", "0 1 2 3"),
      ("max(nullif(n, 1), null)", "0 null 2 3"),
    ] as [(String, String)])
  func threeValued(expression: String, expected: String) throws {
    #expect(try run(expression).values == expected, "\(expression)")
  }

  @Test("a filter keeps what is true alone, and says what failed on the way")
  func filters() throws {
    #expect(Run.lines(try Run.table("\(Self.rows) | where not (n in [2, null]) | count")) == "0")
    let outcome = try #require(try Run.outcomes("\(Self.rows) | where b != 0 and a / b >= 1 | select n").last)
    #expect(Run.lines(try #require(outcome.value?.table)) == "1\n3")
    #expect(outcome.notes == [])
  }

  @Test("blocks in which all rows take one way, and blocks in which some do")
  func blocks() throws {
    let script = """
      range 200000 | derive x = if n < 70000 then 1.0 / (n - 70000) else if n % 3 == 0 then log(n) else n * 2
        | derive y = (if n % 7 == 0 then null else n) ?? -length("ab") | agg { a = sum(x), b = sum(y), c = nulls(x) }
      """
    let outcome = try #require(try Run.outcomes(script, threads: 2).last)
    let table = try #require(outcome.value?.table)
    var a = 0.0, b = 0
    for n in 0..<200_000 {
      if n < 70_000 { a += 1 / Double(n - 70_000) } else if n % 3 != 0 { a += Double(n * 2) }
      b += n % 7 == 0 ? -2 : n
    }
    let logarithms = try Run.table("range 200000 | where n >= 70000 and n % 3 == 0 | agg s = sum(log(n))")
    let total = try #require(logarithms[0, "s"]?.number) + a
    #expect(abs(try #require(table[0, "a"]?.number) / total - 1) < 1e-12)
    #expect(table[0, "b"] == .int(Int64(b)))
    #expect(table[0, "c"] == .int(0))
    #expect(outcome.notes == [])
  }
}
