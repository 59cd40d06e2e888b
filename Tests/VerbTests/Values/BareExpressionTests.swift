import Columns
import Language
import Session
import Testing
import Verbs

/// Expressions that are statements by themselves.
@Suite struct BareExpressionTests {
  @Test("what they come to", arguments: [
    ("2 + 2", "4"), ("-3", "-3"), ("(1 + 2) * 3", "9"), ("7 / 2", "3.5"), ("round(1234.5678, 1)", "1234.6"),
    ("\"a\" == \"a\"", "yes"), ("upper(\"ab\")", "\"AB\""), ("if 1 > 2 then \"x\" else \"y\"", "\"y\""),
    ("not yes", "no"), ("null ?? 3", "3"), ("date \"2024-01-31\"", "date \"2024-01-31\""),
    ("log(100) / log(10)", "2.0"),
    ("param k: int = 3\n$k * 2", "6"), ("t = range 4\n$t.rows", "4"), ("1 / 0", "null"),
    ("days_between(date(\"2024-01-01\"), date \"2024-03-01\")", "60"),
    ("9223372036854775807", "9223372036854775807"),
  ]) func values(_ script: String, _ text: String) throws {
    let value = try #require(try Run.script(script) as? ScalarValue)
    #expect(value.presentation.text == text)
  }

  @Test func whatHappenedOnTheWayIsSaid() throws {
    #expect(try Run.outcomes("1 / 0")[0].notes == ["1 / 0: division by zero in 1 row; the result is null there"])
    #expect(try !Run.outcomes("9223372036854775807 + 1")[0].notes.isEmpty)
  }

  @Test("what needs a table is an error that says how to go on", arguments: [
    ("t = range 3\n$t.rows + n", "a statement without a table knows no columns"),
    ("t = range 3\nround(t)", "`$t.rows`"), ("param k: int = 2\n2 * k", "`$k`"),
    ("2 +", "a value is missing behind `+`"),
    ("sqrt(@num)", "a statement without a table"),
  ]) func failures(_ script: String, _ message: String) throws {
    let text = try #require(Run.failure(script))
    #expect(text.contains(message), "\(text)")
  }

  @Test("pipelines stay pipelines", arguments: [
    ("range (2 + 1)", "0\n1\n2"), ("range(3)", "0\n1\n2"), ("round = range 2\nround | head 1", "0"),
    ("date = range 1\ndate", "0"),
  ]) func pipelines(_ script: String, _ rows: String) throws { #expect(try Run.lines(Run.table(script)) == rows) }

  @Test func theyAreCellsThatAreRecorded() throws {
    let session = Session(catalog: .standard)
    _ = session.run("t = range 4\n$t.rows  / 2 # half", .serial)
    #expect(session.cells.map(\.text) == ["t = range 4", "$t.rows / 2  # half"])
    #expect(session.cells[1].reads == [.name("t"): 1])
    _ = session.edit(1, to: "t = range 6", .serial)
    #expect(session.cells[1].state == .stale)
    _ = session.run("| head 2", .serial)
    #expect(session.cells.count == 2, "a value has no rows to go on with")
  }
}
