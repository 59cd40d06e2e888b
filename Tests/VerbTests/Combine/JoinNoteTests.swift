import Language
import Testing

/// What a join says of the rows that it brought together.
@Suite struct JoinNoteTests {
  private static let tables = """
    left = range 6 | derive k = nullif(n, 5)
    one = range 9 | where n != 1 | derive { k = nullif(n, 8), v = n }
    many = range 12 | derive { k = n % 4, w = n }
    none = range 3 | where n > 5 | derive k = n

    """

  private func notes(_ stages: String) throws -> [String] {
    try Run.outcomes(Self.tables + "left | \(stages)").last?.notes ?? []
  }

  @Test("each kind of join tells what it found", arguments: [
    // Of 0, 1, 2, 3, 4 and null the key 1 is missing; 5, 6, 7 and null are only right.
    ("left join one on k", "left join one: 4 of 6 rows matched, 2 only left, 4 rows of one only right"),
    ("inner join one on k", "inner join one: 4 of 6 rows matched, 2 only left, 4 rows of one only right"),
    ("full join one on k", "full join one: 4 of 6 rows matched, 2 only left, 4 rows of one only right"),
    ("semi join one on k", "semi join one: 4 of 6 rows matched, 2 only left, 4 rows of one only right"),
    ("anti join one on k", "anti join one: 4 of 6 rows matched, 2 only left, 4 rows of one only right"),
    ("left join many on k m:m",
      "left join many: 4 of 6 rows matched in 12 pairs, 2 only left, 0 rows of many only right"),
    ("inner join many on k m:m",
      "inner join many: 4 of 6 rows matched in 12 pairs, 2 only left, 0 rows of many only right"),
    ("semi join many on k", "semi join many: 4 of 6 rows matched, 2 only left, 0 rows of many only right"),
    ("left join none on k", "left join none: 0 of 6 rows matched, 6 only left, 0 rows of none only right"),
    ("where n > 9 | full join one on k", "full join one: 0 of 0 rows matched, 0 only left, 8 rows of one only right"),
    ("where n == 2 | left join one on k", "left join one: 1 of 1 row matched, 0 only left, 7 rows of one only right"),
  ])
  func note(_ stages: String, _ expected: String) throws {
    #expect(try notes(stages).filter { $0.contains(" join ") } == [expected])
  }

  @Test func countsAreGrouped() throws {
    let script = "r = range 300 | derive v = 1\nrange 307511 | derive k = n * 2 | left join r on k == n"
    #expect(try Run.outcomes(script).last?.notes.last
      == "left join r: 150 of 307 511 rows matched, 307 361 only left, 150 rows of r only right")
  }
}
