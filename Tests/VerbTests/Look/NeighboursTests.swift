import Language
import Testing

/// The verb `neighbours`: its rows, notes, refusals, and what is known of its columns.
@Suite struct NeighboursTests {
  private static let clients = """
    d = range 60 | derive { id = n + 100, x = n % 10, y = n * n % 7, bad = n % 2 } | drop n | roles key: id, target: bad

    """

  private func rows(_ script: String) throws -> String { Run.lines(try Run.table(Self.clients + script)) }

  @Test func aTableWithoutItsRowsIsSearchedForOthers() throws {
    // Two equal rows are each other's nearest, at distance 0; a row is never its own.
    let script = "range 4 | derive x = if n < 2 then 5 else 100 * n | neighbours x, k: 2"
    #expect(
      Run.lines(try Run.table(script))
        == "0 1 0.0 1\n0 2 195.0 2\n1 1 0.0 0\n1 2 195.0 2\n2 1 100.0 3\n2 2 195.0 0\n3 1 100.0 2\n3 2 295.0 0")
  }

  @Test func keysTellTheRows() throws {
    #expect(try rows("d | neighbours x, y, k: 1 | head 2") == "100 1 1.0 120\n101 1 0.0 141")
    let table = try Run.table(Self.clients + "d | neighbours @num, k: 1, also: bad")
    #expect(table.schema.names == ["id", "rank", "distance", "neighbour_id", "neighbour_bad"])
    #expect(table.schema.roles.key == ["id"] && table.schema.roles.target == nil)
  }

  @Test("every metric by hand", arguments: [
    ("euclidean", "distance", "0 1 5.0 1"), ("sqeuclidean", "distance", "0 1 25.0 1"),
    ("inner_product", "product", "0 1 8.0 2"), ("cosine", "distance", "0 1 0.0 2"),
  ])
  func metrics(_ metric: String, _ name: String, _ line: String) throws {
    let table = "range 3 | derive { a = if n == 0 then 1 else 4 * n, b = if n == 1 then 4 else 0 }"
    let script = "\(table) | neighbours a, b, k: 1, metric: \(metric)"
    let found = try Run.table(script + " | head 1")
    #expect(found.schema.names[2] == name)
    #expect(Run.lines(found) == line)
  }

  @Test func scalesAreThoseOfTheSearchedTable() throws {
    let script = """
      pool = range 5 | derive x = 10 * n
      one = range 1 | derive x = 17
      pool | neighbours x, k: 2, of: one, scale: minmax
      """
    #expect(Run.lines(try Run.table(script)) == "0 1 0.07500000000000001 2\n0 2 0.175 1")
  }

  @Test func nearDuplicatesAreThoseWithin() throws {
    #expect(try rows("d | neighbours x, y, within: 0 | agg count() | select count") == "42")
    #expect(try rows("d | neighbours x, y, within: 0, k: 1 | agg count() | select count") == "42")
  }

  @Test("notes", arguments: [
    ("range 3 | neighbours n, k: 9", "3 rows with fewer than 9"),
    ("range 3 | derive x = 100 * n | neighbours x, within: 1", "3 rows of 3 with no neighbour within 1.0"),
    ("range 9 | derive x = n * 1000, y = n % 2 | neighbours x, y", "`x` makes > 99.9 % of the squared distances"),
    ("range 3 | derive x = nullif(n, 1) | neighbours x, gaps: shared, k: 1", "1 row of 3 with no neighbour"),
    ("range 3 | derive x = 9007199254740993 + n | neighbours x, k: 1", "neighbours: `x`"),
  ])
  func notes(_ script: String, _ note: String) throws {
    let notes = try Run.outcomes(script).last?.notes ?? []
    #expect(notes.contains { $0.contains(note) }, "\(notes)")
  }

  @Test("refusals", arguments: [
    ("range 3 | derive x = nullif(n, 1) | neighbours x", "`x` is null in 1 row"),
    ("range 3 | derive t = \"a\" | neighbours t", "`neighbours` takes numbers, and `t` is text"),
    ("range 3 | neighbours n, metric: inner_product, within: 1", "an inner product is none"),
    ("range 3 | neighbours n, metric: cosine, gaps: shared", "goes with distances only"),
    ("range 3 | neighbours n, metric: cosine", "Row 1 is 0 in all columns"),
    ("range 3 | derive x = 1e200 | neighbours x, metric: inner_product", "too large to be multiplied"),
    ("o = range 2 | derive y = n\nrange 3 | derive x = n | neighbours x, of: o", "`o` has no column `x`"),
    ("o = range 2 | derive x = \"a\"\nrange 3 | derive x = n | neighbours x, of: o", "`x` is text in `o`"),
    ("o = range 2 | derive x = nullif(n, 0)\nrange 3 | derive x = n | neighbours x, of: o", "null in 1 row in `o`"),
    ("r = recipe | scale @num, method: robust\nrange 3 | neighbours n, of: r", "`r` is a recipe, not a table"),
    ("range 3 | roles target: n | derive x = n | neighbours n", "`n` is the target here"),
    (
      "range 3 | derive { rank = n, x = n } | roles key: rank | neighbours x",
      "two columns of the result would be called `rank`"
    ),
    ("range 3 | neighbours n, k: 0", "k"),
  ])
  func refusals(_ script: String, _ message: String) throws {
    #expect(try #require(try Run.failure(script)).contains(message))
  }

  @Test func aDefaultRateOfNeighboursIsKnownToComeFromTheTarget() throws {
    let script = Self.clients + """
      near = d | neighbours x, y, k: 3, also: bad | agg rate = mean(neighbour_bad) by id
      d | left join near on id | cv logistic, folds: 3
      """
    let failure = try #require(try Run.failure(script))
    #expect(failure.contains("rate") && failure.contains("target"))
  }

  @Test func noRowsGiveNoPairs() throws {
    #expect(Run.lines(try Run.table("range 3 | where n > 9 | neighbours n")) == "")
    #expect(Run.lines(try Run.table("range 1 | neighbours n")) == "")
    #expect(Run.lines(try Run.table("o = range 3 | where n > 9\nrange 3 | neighbours n, of: o")) == "")
  }
}
