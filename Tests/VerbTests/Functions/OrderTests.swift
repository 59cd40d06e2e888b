import Columns
import Diagnostics
import Language
import Syntax
import Testing
import Verbs

/// An order has one key or several, wherever it is taken.
@Suite struct OrderTests {
  static let table = "t = range 4 | derive { day = 1, hour = 3 - n }\n"

  private func rows(_ script: String) throws -> String { Run.lines(try Run.table(Self.table + script)) }
  private func list(_ script: String) throws -> String { try rows(script).replacing("\n", with: " ") }

  private func failure(_ script: String) throws -> (marked: String, message: String) {
    do { _ = try Run.outcomes(script) } catch let problem as Diagnostic {
      let span = try #require(problem.primary?.span)
      return (String(decoding: Array(script.utf8)[span.lower..<span.upper], as: UTF8.self), problem.message)
    }
    Issue.record("this runs: \(script)")
    return ("", "")
  }

  @Test(arguments: [
    "order: day, hour", "order: [day, hour]", "order: @(day + hour)", "order: hour", "order: @hour", "order: `hour`",
    "order: -day, hour", "order: [@day, @hour]",
  ])
  func severalKeys(_ order: String) throws {
    #expect(try list("t | derive rn = row_number(), \(order) | select rn") == "4 3 2 1")
    // Options may stand in front of the items and behind a clause.
    #expect(try list("t | derive \(order), rn = row_number() | select rn") == "4 3 2 1")
    #expect(try list("t | derive { rn = row_number() } by day, \(order) | select rn") == "4 3 2 1")
    #expect(try list("t | derive { rn = row_number() }, \(order) by day | select rn") == "4 3 2 1")
    #expect(try list("t | sort \(order.dropFirst(7)) | select n") == "3 2 1 0")
    #expect(try list("t | agg a = first(n, \(order)), b = last(n, \(order))") == "3 0")
    #expect(try list("t | derive a = first(n, \(order)) by day | select a") == "3 3 3 3")
  }

  @Test func aMinusSortsFromHighToLow() throws {
    #expect(try list("t | derive rn = row_number(), order: day, -hour | select rn") == "1 2 3 4")
    #expect(try list("t | derive b = lag(n), order: -hour | select b") == "null 0 1 2")
    #expect(try list("t | agg a = first(n, order: day, -hour), b = last(n, order: [day, -hour])") == "0 3")
    #expect(try list("t | agg a = first(n, order: -hour), b = first(hour, order: -abs(n - 2))") == "0 3")
  }

  @Test func tiesAreInRowOrder() throws {
    #expect(try list("t | derive rn = row_number(), order: day | select rn") == "1 2 3 4")
    #expect(try list("t | sort hour | derive rn = row_number(), order: -day | select rn") == "1 2 3 4")
    #expect(
      try list("t | agg a = first(n, order: day), b = last(n, order: -day), c = last(n, order: [day, -day * 2])")
        == "0 3 3")
  }

  @Test func nullsComeLast() throws {
    let nulls = "t | derive { k = nullif(hour, 2), g = 1 } | "
    #expect(try list(nulls + "agg a = last(n, order: k), b = last(n, order: -k), c = last(n, order: g, -k)") == "1 1 1")
    #expect(try list(nulls + "derive rn = row_number(), order: g, -k | select rn") == "1 4 2 3")
  }

  /// A selector's columns count in the order written, not in that of the table.
  @Test func selectorsKeepTheirOrder() throws {
    let table = "range 4 | derive { a = n % 2, b = n / 2 >= 1 } | "
    #expect(Run.lines(try Run.table(table + "sort @(b + a) | select n")) == "0\n1\n2\n3")
    #expect(Run.lines(try Run.table(table + "sort @(a + b) | select n")) == "0\n2\n1\n3")
    #expect(Run.lines(try Run.table(table + "derive r = row_number(), order: @(a + b) | select r")) == "1\n3\n2\n4")
  }

  @Test func theCanonicalLayoutSaysTheSame() throws {
    let script = "t | derive { rn = row_number() }, order: day, -hour\n"
    let (tree, problems) = Parser.parse(script, source: SourceID(rawValue: 0), compoundVerbs: [])
    #expect(problems.isEmpty)
    let text = Formatter.format(tree)
    #expect(text == "t | derive { rn = row_number() }, order: [day, -hour]\n")
  }

  @Test(arguments: [
    ("t | derive rn = row_number(), order: day, day", "day"), ("t | sort day, -day", "-day"),
    ("t | derive rn = row_number(), order: day * 2", "day * 2"), ("t | sort n where day > 1", "day > 1"),
    ("t | sort k = n", "k"), ("t | sort n as \"k\"", "\"k\""), ("t | agg first(n, order: 5)", "5"),
    ("t | agg first(n, order: day, \"a\")", "\"a\""), ("t | derive rn = row_number(), order: nothing", "nothing"),
    ("t | agg sum(n, order: day)", "order"), ("t | agg first(n, order: day, order: hour)", "order"),
    ("t | derive m = n * 2, order: day", "day"), ("t | derive m = mean(n) by day, order: hour", "hour"),
    ("t | derive m = n * 2 by day", "day"), ("t | select n where n > 1", "n > 1"), ("t | drop n as \"k\"", "\"k\""),
    ("t | agg count() by day where n > 2", "n > 2"), ("t | derive r = lag(n) by k = day", "k"),
    ("t | derive { a = n as \"b\" }", "\"b\""), ("t | head 3 where n > 1", "n > 1"), ("t | head 3 for k in [1]", "[1]"),
    ("t | rename a = n, b = n", "b = n"), ("t | rename a = n where n > 1", "n > 1"),
    ("t | split 0.5 as \"a\", 0.5", "\"a\""),
    ("t | where n in 3..1", "3..1"), ("t | where n in null..1", "null"), ("t | select @nulls(> 60)", "60"),
    ("t | derive a = nullif(n, null)", "null"), ("t | where hour in 2 + 1..1", "2 + 1..1"),
    ("t | agg x = 5 where n > 1", "n > 1"),
  ])
  func nothingIsIgnored(_ script: String, _ marked: String) throws {
    let failure = try failure(Self.table + script)
    #expect(failure.marked == marked, "\(failure.message)")
  }

  @Test func aFilterBehindAQuotientSaysWhatItIsFor() throws {
    #expect(try failure("range 5 | agg r = sum(n) / sum(n) where n > 2").marked == "n > 2")
    #expect(try failure("range 5 | agg r = (sum(n)) / (sum(n)) where n > 2").marked == "n > 2")
    #expect(Run.lines(try Run.table("range 5 | agg r = (sum(n) / count()) where n > 2")) == "3.5")
    #expect(Run.lines(try Run.table("range 5 | agg r = 2 * sum(n) where n > 2")) == "14")
    let script = "t | agg r = (sum(n) / count()) where n > 2\n"
    let tree = Parser.parse(script, source: SourceID(rawValue: 0), compoundVerbs: []).script
    #expect(Formatter.format(tree) == script)
  }
}
