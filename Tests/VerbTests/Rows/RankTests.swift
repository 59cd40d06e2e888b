import Columns
import Language
import Testing
import Verbs

@Suite struct RankTests {
  static let table = """
    d = range 10 | derive { g = if n % 3 == 0 then "a" else "b", x = if n == 4 then null else n * 7 % 5 - 1.5 }

    """

  /// As `d.groupby("g").x.rank(method="min")` of pandas 3.1.
  @Test func equalValuesShareTheLowestPlace() throws {
    let table = try Run.table(Self.table + "d | derive r = rank(x) by g | select r")
    #expect(Run.lines(table) == "1\n3\n4\n2\nnull\n1\n3\n4\n2\n4")
  }

  /// As `d.x.rank(method="min")`.
  @Test func withoutKeysAllRowsAreRanked() throws {
    let table = try Run.table(Self.table + "d | derive r = rank(x) | select r")
    #expect(Run.lines(table) == "1\n5\n8\n3\nnull\n1\n5\n8\n3\n7")
  }

  @Test func textsRankInSortingOrder() throws {
    let table = try Run.table(
      "range 3 | derive t = if n == 0 then \"z\" else \"y\" | derive r = rank(t), order: n | select r")
    #expect(Run.lines(table) == "3\n1\n1")
  }
}
