import Language
import Testing

/// Single records, keys that repeat, and rows as columns.
@Suite struct RecordTests {
  private func notes(_ script: String) throws -> [String] { try Run.outcomes(script).last?.notes ?? [] }

  @Test func aCardShowsEveryColumn() throws {
    let script = "range 3 | derive { a = nullif(n, 0), t = \"\", d = date \"2024-02-29\", b = n > 0 } | card"
    let value = try #require(try Run.script(script))
    #expect(value.presentation.facts.map(\.label) == ["n", "a", "t", "d", "b"])
    #expect(value.presentation.facts.map(\.text) == ["0", "·", "\"\"", "2024-02-29", "no"])
    #expect(value.presentation.tables.isEmpty)
    #expect(try notes(script) == ["card: the first of 3 rows; `row 2 | card` shows the next"])
    #expect(try notes("range 3 | row 2 | card") == [])
  }

  @Test func thereIsNoCardOfNothing() throws {
    #expect(try #require(Run.failure("range 3 | where n > 9 | card")).contains("there is no row to show"))
    let message = try #require(Run.failure("range 3 | row 4"))
    #expect(message.contains("there is no row 4") && message.contains("`row 3`"))
  }

  @Test("duplicates of the declared key, of columns, of whole rows, and of nulls", arguments: [
    ("range 6 | derive k = n % 4 | roles key: k | duplicates", "0 2\n1 2", "2 of 4 keys repeat, with 2 rows more than"),
    ("range 3 | derive k = 1 | select k | duplicates", "1 3", "1 of 1 keys repeat, with 2 rows more than"),
    ("range 4 | derive k = if n < 3 then null else n | duplicates k", "null 3", "1 of 2 keys repeat"),
    ("range 3 | derive rows = n % 2 | duplicates rows", "0 2", "1 of 2 keys repeat, with 1 row more than"),
    ("range 3 | where n > 9 | duplicates n", "", "0 of 0 keys repeat"),
  ])
  func duplicates(_ script: String, _ rows: String, _ note: String) throws {
    #expect(Run.lines(try Run.table(script)) == rows)
    let notes = try notes(script)
    #expect(notes.contains { $0.contains(note) }, "\(notes)")
  }

  @Test("transposing says what it loses", arguments: [
    ("range 2 | derive t = \"x\" | transpose", "column text, row_1 text, row_2 text", "int and text"),
    ("range 2 | derive h = n / 2 | transpose", "column text, row_1 float, row_2 float", "int and float"),
    ("range 2 | derive b = cut(n, [1]) | select b | transpose", "column text, row_1 text, row_2 text", "bands of `b`"),
    ("range 2 | derive m = n | transpose", "column text, row_1 int, row_2 int", ""),
    ("range 2 | derive { k = \"c{n}\", m = n } | transpose, names: k", "column text, c0 int, c1 int", ""),
  ])
  func transpose(_ script: String, _ columns: String, _ note: String) throws {
    let table = try Run.table(script)
    #expect(table.schema.fields.map { "\($0.name) \($0.type.rawValue)" }.joined(separator: ", ") == columns)
    let notes = try notes(script)
    #expect(note.isEmpty ? notes.isEmpty : notes.contains { $0.contains(note) }, "\(notes)")
  }

  @Test func transposingBackGivesTheSame() throws {
    let script = "range 4 | derive { k = \"c{n}\", a = n * 10, b = n - 1 } | select k, a, b"
    let back = try Run.table(script + " | transpose, names: k | transpose, names: column | rename k = column")
    #expect(Run.lines(back) == Run.lines(try Run.table(script)))
  }

  @Test func whatCannotBeTransposed() throws {
    #expect(try #require(Run.failure("range 1001 | transpose")).contains("each of 1 001 rows would become a column"))
    #expect(
      try #require(Run.failure("range 3 | derive k = n % 2 | transpose, names: k")).contains("it has `0` twice"))
    #expect(try #require(Run.failure("range 3 | transpose, names: n")).contains("there is no column to turn"))
  }
}
