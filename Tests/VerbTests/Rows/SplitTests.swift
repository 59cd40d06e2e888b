import Columns
import Language
import Testing
import Verbs

@Suite struct SplitTests {
  static let table = """
    seed 7
    d = range 1000 | derive { id = n * 7919 % 10007, x = n * 37 % 101, bad = n % 9 == 0 } | drop n

    """

  /// The part of each id.
  private func parts(_ pipeline: String) throws -> [Double: Cell] {
    let table = try Run.table(Self.table + pipeline)
    let ids = table["id"]?.doubles() ?? []
    return Dictionary(
      ids.indices.map { (ids[$0], table[$0, "split"] ?? .null) }, uniquingKeysWith: { first, _ in first })
  }

  @Test(arguments: ["key: id", "key: id, stratify: bad", "by: x"])
  func aPartDoesNotDependOnTheOrderOfTheRows(_ options: String) throws {
    let split = "split 0.6, 0.2, 0.2, \(options)"
    let whole = try parts("d | \(split)")
    #expect(whole.count == 1000 && Set(whole.values).count == 3)
    #expect(try parts("d | sort x, -id | \(split)") == whole)
  }

  @Test func theSeedMoves() throws {
    #expect(try parts("seed 8\nd | split 0.5, 0.5, key: id") != parts("d | split 0.5, 0.5, key: id"))
  }

  /// 112 of the rows are bad: the cumulative shares end at 67.2 and 89.6, rounded 67 and 90.
  @Test func everyStratumHasItsShareInEachPart() throws {
    let split = "d | split 0.6, 0.2, 0.2, stratify: bad, key: id"
    let counts = try Run.table(
      "\(Self.table)\(split) | agg { all = count(), bad = sum(bad) } by split | sort split")
    #expect(Run.lines(counts) == "train 600 67\nvalid 200 23\ntest 200 22")
  }

  @Test func earlierRowsNeverFollowLaterOnes() throws {
    let script = "d | split 0.5, 0.3, 0.2, by: x | agg { low = min(x), high = max(x) } by split | sort split"
    let table = try Run.table(Self.table + script)
    let lows = table["low"]?.doubles() ?? [], highs = table["high"]?.doubles() ?? []
    #expect(lows.count == 3 && highs[0] < lows[1] && highs[1] < lows[2])
  }

  @Test func aRowWithoutATimeBelongsToNoPart() throws {
    let table = try Run.table("range 4 | derive t = nullif(n, 0) | split 0.5, 0.5, by: t | select split")
    #expect(Run.lines(table) == "null\ntrain\ntrain\ntest")
  }
}
