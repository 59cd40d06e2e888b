import Columns
import Language
import TestSupport
import Testing
import Verbs

/// That a recipe never sees the rows it is judged on.
@Suite struct RecipeFoldTests {
  static let table = """
    seed 3
    d = range 300 | derive { id = n, x = nullif(n * 37 % 101, 5), y = n * n % 17, \\
    bad = n * 37 % 101 + n * 53 % 71 > 110 } | drop n
    prep = recipe | impute @num, method: mean | scale @num, method: standard
    e = d | cv logistic(l2: 1), target: bad, prep: prep, key: id

    """.replacing("\\\n", with: "")

  @Test func aFoldIsScoredByWhatTheOtherFoldsTaught() throws {
    for fold in 1...5 {
      let own = Self.table + """
        held = e | scores | where fold == \(fold)
        model = d | anti join held on id | fit logistic(l2: 1), target: bad, prep: prep, key: id

        """
      let byHand = try Run.table(own + "d | semi join held on id | predict model | select score")
      let crossValidated = try Run.table(own + "held | select score")
      #expect(byHand.rowCount == 60)
      #expect(Run.lines(byHand) == Run.lines(crossValidated))
    }
  }

  @Test func preparingAllRowsFirstGivesOtherScores() throws {
    let inFolds = try Run.table(Self.table + "e | scores | select score")
    let before = try Run.table(
      Self.table + "d | impute @(x + y), method: mean | scale @(x + y), method: standard "
        + "| cv logistic(l2: 1), target: bad, key: id | scores | select score")
    #expect(inFolds.rowCount == before.rowCount)
    #expect(Run.lines(inFolds) != Run.lines(before))
  }
}
