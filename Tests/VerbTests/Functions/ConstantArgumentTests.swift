import Columns
import Diagnostics
import Language
import Testing
import Verbs

/// Constant arguments are any constant expression, and nothing that was written is ever ignored.
@Suite struct ConstantArgumentTests {
  /// The values of one row, or the rows, of the last pipeline.
  private func values(_ script: String) throws -> String {
    Run.lines(try Run.table(script)).replacing("\n", with: " ")
  }

  /// The error of a script: what it underlines, and its help.
  private func failure(_ script: String) throws -> (marked: String, message: String, help: String) {
    do { _ = try Run.outcomes(script) } catch let problem as Diagnostic {
      let span = try #require(problem.primary?.span)
      let bytes = Array(script.utf8)[span.lower..<span.upper]
      return (String(decoding: bytes, as: UTF8.self), problem.message, problem.help ?? "")
    }
    Issue.record("this runs: \(script)")
    return ("", "", "")
  }

  // Expected values: numpy.quantile(range(101), q).
  @Test(arguments: [
    ("quantile(n, 1 - 0.1)", "90.0"), ("quantile(n, 9 / 10)", "90.0"), ("quantile(n, 0)", "0.0"),
    ("quantile(n, 1)", "100.0"), ("quantile(n, if yes then 0.25 else 0.5)", "25.0"),
    ("quantile(n, abs(-0.5))", "50.0"), ("quantile(n, min(0.1, 0.2))", "10.0"), ("quantile(n, null ?? 0.2)", "20.0"),
  ])
  func quantileTakesAnyConstant(_ call: String, _ value: String) throws {
    #expect(try values("range 101 | agg q = \(call)") == value)
  }

  @Test(arguments: [
    ("quantile(n, 95)", "95", "quantile(n, 0.95)"), ("quantile(n, -0.1)", "-0.1", ""), ("quantile(n, n)", "n", ""),
    ("quantile(n, n / 100)", "n", ""), ("quantile(n, 1 / 0)", "1 / 0", ""), ("quantile(n)", "quantile(n)", ""),
    ("quantile(n, 0.5, 0.6)", "0.6", ""), ("quantile(n, mean(n))", "n", ""), ("quantile(n, yes)", "yes", ""),
  ])
  func quantileRefusesWhatIsNoShare(_ call: String, _ marked: String, _ help: String) throws {
    let failure = try failure("range 101 | agg q = \(call)")
    #expect(failure.marked == marked)
    #expect(help.isEmpty || failure.help.contains(help), "\(failure.help)")
  }

  @Test func loopVariablesAndParametersAreConstants() throws {
    #expect(try values("range 101 | agg quantile(n, $q / 100) as \"q{q}\" for q in [10, 90]") == "10.0 90.0")
    #expect(
      try values("param q: float = 0.3\nrange 101 | agg a = quantile(n, $q), b = quantile(n, 1 - $q)") == "30.0 70.0")
    #expect(try values("range 101 | agg quantile(n, $q) as \"q{q}\" for q in [1 / 4, 3 / 4]") == "25.0 75.0")
  }

  @Test func windowsTakeConstantExpressions() throws {
    let script =
      "range 5 | derive { a = lag(n, 1 + 1), b = lead(n, 1 + 1), c = diff(n, 1 + 1), d = lag(n, 4 / 2) }, order: n"
    #expect(Run.lines(try Run.table(script)) == """
      0 null 2 null null
      1 null 3 null null
      2 0 4 2 0
      3 1 null 2 1
      4 2 null 2 2
      """)
    let loop = "range 5 | derive lag(n, $m * 2) as \"lag_{m}\" for m in [1, 2], order: n"
    #expect(Run.lines(try Run.table(loop)) == "0 null null\n1 null null\n2 0 null\n3 1 null\n4 2 0")
    #expect(try values("range 3 | derive r = lag(n, 0), order: n | select r") == "0 1 2")
    #expect(try values("range 3 | derive r = lag(n, 1000000000000), order: n | select r") == "null null null")
  }

  @Test(arguments: [
    ("lag(n, 1.5)", "1.5", ""), ("lag(n, -1)", "-1", "`lead(n, 1)`"), ("lead(n, -2)", "-2", "`lag(n, 2)`"),
    ("diff(n, -1)", "-1", "`n - lead(n, 1)`"), ("lag(n, n)", "n", ""), ("lag(n, null)", "null", ""),
    ("lag(n, \"1\")", "\"1\"", ""), ("lag(n, 1, 2)", "2", ""), ("lag(n, order: n)", "order", ""),
    ("cumsum(n, 2)", "2", ""), ("row_number(n)", "n", ""), ("rank(n, order: n)", "order", ""),
    ("lag(n, n: 2)", "n", "`lag(n, 2)`"),
  ])
  func windowsRefuseTheRest(_ call: String, _ marked: String, _ help: String) throws {
    let failure = try failure("range 5 | derive r = \(call), order: n")
    #expect(failure.marked == marked)
    #expect(help.isEmpty || failure.help.contains(help), "\(failure.help)")
  }

  @Test(arguments: [
    ("clip(n, min: 4, max: 2)", "4", "`clip(n, min: 2, max: 4)`"), ("clip(n, min: n - 1)", "n", ""),
    ("clip(n)", "clip(n)", "`clip(n, min: 0)`"), ("clip(n, 0, 5)", "0", ""), ("clip(n, min: null)", "null", ""),
    ("clip(n, min: \"a\")", "\"a\"", ""), ("clip(n, min: 1, min: 2)", "min", ""), ("clip(n, low: 2)", "low", ""),
    ("round(n, digits: 2)", "digits", "`round(n, 2)`"), ("round(n, 1.5)", "1.5", ""), ("round(n, n)", "n", ""),
    ("round(n, 400)", "400", ""), ("round(n, 1, 2)", "2", ""), ("round()", "round()", ""),
    ("cut(n, [20, 5, 30])", "5", "`[5, 20, 30]`"), ("cut(n, [5, 5])", "5", "`[5]`"),
    ("cut(n, [1, null])", "null", "`[1]`"), ("cut(n, [\"a\", 2])", "\"a\"", "`[2]`"), ("cut(n, [])", "[]", ""),
    ("cut(n, 3)", "3", "| bin n"), ("cut(n, [n])", "n", ""), ("isin(n, 3)", "3", "`[3]`"),
    ("isin(n, [\"a\"])", "\"a\"", ""), ("isin(n, [1, n])", "n", ""), ("n in [1, \"a\"]", "\"a\"", ""),
    ("n in [date \"2024-01-01\"]", "date \"2024-01-01\"", ""),
    ("substr(\"abc\", 0)", "0", ""), ("substr(\"abc\", 1, -1)", "-1", ""), ("substr(\"abc\", 1.5)", "1.5", ""),
    ("split(\"a-b\", \"\", 1)", "\"\"", ""), ("split(\"a-b\", \"-\", 0)", "0", ""),
    ("replace(\"ab\", \"\", \"c\")", "\"\"", ""), ("extract(\"ab\", \"(\")", "\"(\"", ""),
    ("extract(\"ab\", lower(\"A\" ?? n))", "n", ""), ("abs([1])", "[1]", ""), ("row_sum([1, 2])", "[1, 2]", ""),
    ("row_sum()", "row_sum()", ""), ("date(\"2024\", format: 3)", "3", ""),
    ("date(\"2024\", format: null)", "null", ""),
    ("date(\"2024\", format: \"%Y\")", "\"%Y\"", ""),
    ("date(date \"2024-01-01\", format: \"%d.%m.%Y\")", "\"%d.%m.%Y\"", ""),
    ("rank(n, 2)", "2", ""), ("min(n, \"a\")", "\"a\"", ""),
  ])
  func scalarFunctionsRefuse(_ call: String, _ marked: String, _ help: String) throws {
    let failure = try failure("range 4 | derive r = \(call)")
    #expect(failure.marked == marked, "\(failure.message)")
    #expect(help.isEmpty || failure.help.contains(help), "\(failure.help)")
    // The same where rows are kept.
    let isWindow = call.hasPrefix("rank")
    let operand = call.contains(" in ") ? "(\(call))" : call
    if !isWindow { #expect(try self.failure("range 4 | where \(operand) is null").marked == marked) }
  }

  @Test(arguments: [
    ("clip(n, min: $low - 1, max: 2 + 1)", "1 1 2 3 3"), ("clip(n, min: 0.5)", "0.5 1.0 2.0 3.0 4.0"),
    ("clip(n, max: 1e0)", "0 1 1 1 1"), ("round(n / 3, $low)", "0.0 0.33 0.67 1.0 1.33"),
    ("round(n * 12, -1)", "0 10 20 40 50"),
    ("cut(n, [$low - 1, $low + 1])", "< 1 [1, 3) [1, 3) >= 3 >= 3"), ("isin(n, [$low, $low + 1])", "no no yes yes no"),
    ("n in [$low, $low * 2]", "no no yes no yes"), ("isin(n, $some)", "no yes no no yes"),
    ("substr(\"abcdef\", $low, 1 + 1)", "bc bc bc bc bc"), ("split(\"a-b\", \"-\", $low)", "b b b b b"),
    ("extract(\"ab1\", \"[0-9]\")", "1 1 1 1 1"), ("substr(\"abcdef\", n + 1, 1)", "a b c d e"),
    ("substr(\"abc\", nullif(n, 0), 1)", "null a b c "), ("split(\"a-b-c\", \"-\", nullif(n, 0))", "null a b c null"),
    ("substr(\"abc\", n, 1)", "null a b c "), ("substr(\"abc\", 1, 2 - n)", "ab a  null null"),
  ])
  func scalarFunctionsTakeConstants(_ call: String, _ expected: String) throws {
    let script = "param low: int = 2\nparam some: list = [1, 4]\nrange 5 | derive r = \(call) | select r"
    #expect(try values(script) == expected)
  }

  @Test func optionsOfVerbsTakeConstants() throws {
    #expect(try values("range 10 | head 2 * 2") == "0 1 2 3")
    #expect(try values("range 10 | head 6 / 2") == "0 1 2")
    #expect(try values("param k: int = 3\nrange 10 | tail $k - 1") == "8 9")
    #expect(try values("range 10 | sample 1 / 5 | count") == "2")
    #expect(try failure("range 10 | head n + 1").marked == "n")
    #expect(try failure("range 10 | head 5 / 2").marked == "5 / 2")
    #expect(try failure("param k: int = 3\nrange 10 | head k * 2").help.contains("`$k`"))
  }

  @Test func assertionsAndCostsAreCheckedAlike() throws {
    #expect(try failure("assert round(2.5, 400) == 2").marked == "400")
    #expect(try failure("assert clip(3, min: 4, max: 2) == 2").marked == "4")
    #expect(try failure("cost total 10 * clip(fn, min: fp) + fp").marked == "fp")
    #expect(try failure("cost total round(fn, 1.5)").marked == "1.5")
    #expect(try failure("range 3 | where isin(n, 2)").marked == "2")
  }
}
