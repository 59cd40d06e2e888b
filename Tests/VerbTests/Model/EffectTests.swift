import Columns
import Language
import Testing
import Verbs

@Suite struct EffectTests {
  private static let data =
    "d = range 300 | derive { id = n * 7919 % 1009, x = n * 37 % 101 / 3, y = n % 7, "
    + "g = if n % 3 == 0 then \"a\" else \"b\", noise = n * 61 % 89, "
    + "bad = x * 3 + y * 4 + n * 53 % 61 > 95 } | drop n | roles key: id, target: bad\n"
    + "prep = recipe | onehot g | scale x, method: robust\n"

  @Test func partialIsTheMeanScoreOfRowsThatAllHaveAValue() throws {
    let fitted = Self.data + "m = d | fit lightgbm(n_estimators: 12), prep: prep\n"
    let found = try Run.table(fitted + "m | partial y, of: d")
    #expect(Run.lines(found).split(separator: "\n").count == 7)
    for row in 0..<found.rowCount {
      let value = CellFormat.literal(found.columns[0][row])
      let mean = try Run.table(fitted + "d | derive y = \(value) | predict m | agg mean(score)")
      let (own, other) = try (#require(found[row, "score"]?.number), #require(mean.columns[0][0].number))
      #expect(abs(own - other) < 1e-14, "y = \(value)")
    }
    let levels = try Run.table(fitted + "m | partial g, of: d")
    #expect(levels["g"].map { (0..<$0.count).map { row in CellFormat.plain(levels.columns[0][row]) } } == ["a", "b"])
    let grid = try Run.table(fitted + "m | partial x, of: d, points: 5, each: yes")
    #expect(grid.rowCount == 1500)
    #expect(Run.failure(fitted + "m | partial yy, of: d")?.contains("knows no column `yy`") == true)
  }

  @Test func shufflingHurtsWhatIsReliedOn() throws {
    let found = try Run.table(Self.data + "d | permutation logistic, prep: prep, repeats: 5")
    let names = (0..<found.rowCount).map { CellFormat.plain(found.columns[0][$0]) }
    #expect(Set(names) == ["x", "y", "g", "noise"] && names[0] == "x")
    let drops = try #require(found["drop"]?.doubles()), low = try #require(found["low"]?.doubles())
    #expect(drops[0] > 0.2 && low[0] > 0)
    let noise = try #require(names.firstIndex(of: "noise"))
    #expect(abs(drops[noise]) < 0.02)
  }

  @Test func neitherOrderNorThreadsMatter() throws {
    let verb = "permutation logistic, prep: prep, repeats: 2"
    let first = try Run.table(Self.data + "d | \(verb)", threads: 1)
    let sorted = try Run.table(Self.data + "d | sort -y, id | \(verb)", threads: 2)
    for name in ["drop", "low"] {
      let (a, b) = try (#require(first[name]?.doubles()), #require(sorted[name]?.doubles()))
      // The fit itself adds its rows up in their order.
      #expect(zip(a, b).allSatisfy { abs($0 - $1) < 1e-9 })
    }
    #expect(Run.lines(try Run.table(Self.data + "d | \(verb)", threads: 2)) == Run.lines(first))
  }

  @Test func aChangeTurnsTheDecisionAndNoNearerOneDoes() throws {
    let fitted = Self.data + "m = d | fit lightgbm(n_estimators: 12), prep: prep, cut: 0.5\n"
    let found = try Run.table(fitted + "some = d | head 40\nm | changes some, of: d, points: 10")
    #expect(found.rowCount > 10)
    for row in stride(from: 0, to: found.rowCount, by: 3) {
      let cells = ["id", "feature", "to", "decision", "from"].map { found[row, $0].map(CellFormat.plain) ?? "" }
      let value = cells[1] == "g" ? "\"\(cells[2])\"" : cells[2]
      let changed = try Run.table(
        fitted + "d | where id == \(cells[0]) | derive \(cells[1]) = \(value) | predict m | select score, decision")
      #expect(changed[0, "score"] == found[row, "new_score"])
      #expect(changed[0, "decision"] != .text(cells[3]))
      guard cells[1] == "y", let from = Int(cells[4]), let to = Int(cells[2]), abs(to - from) > 1 else { continue }
      let nearer = try Run.table(
        fitted + "d | where id == \(cells[0]) | derive y = \(to > from ? to - 1 : to + 1) | predict m"
          + " | select decision")
      #expect(nearer[0, "decision"] == .text(cells[3]))
    }
    #expect(Run.failure(Self.data + "m = d | fit dummy, prep: prep\nm | changes d")?.contains("it has no cut") == true)
  }
}
