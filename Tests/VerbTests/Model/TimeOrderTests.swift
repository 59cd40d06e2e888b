import Columns
import Language
import Testing
import Verbs

/// Folds in order of time: `cv …, by: TIME`.
@Suite struct TimeOrderTests {
  static let table = """
    seed 2
    d = range 240 | derive { day = n * 37 % 60, x = n * 53 % 71, bad = x + n * 29 % 31 > 60 }

    """

  private func lines(_ script: String, threads: Int = 1) throws -> String {
    Run.lines(try Run.table(Self.table + script, threads: threads))
  }

  /// What is told of the order of the folds.
  private func notes(_ script: String) throws -> [String] {
    try Run.outcomes(Self.table + script).flatMap(\.notes)
      .filter { note in ["only trained on", "neither trained", "of one class only"].contains { note.contains($0) } }
  }

  @Test func foldsFollowEachOtherAndTheFirstBlockIsOnlyTrainedOn() throws {
    let cv = "d | cv dummy, target: bad, by: day, key: n, folds: 4"
    #expect(
      try lines(
        "s = \(cv) | scores\nd | inner join s on n 1:1 | agg { count(), min(day), max(day) } by fold | sort fold")
        == "1 48 12 23\n2 48 24 35\n3 48 36 47\n4 48 48 59")
    #expect(try notes(cv) == ["cv: the first 48 rows by `day` are only trained on, and have no scores"])
  }

  /// The dummy scores by the share of the rows it was trained on: those of all earlier days.
  @Test func aFoldIsTrainedOnEarlierDaysAlone() throws {
    let scores = "s = d | cv dummy, target: bad, by: day, key: n, folds: 4 | scores\n"
    for (fold, day) in [(1, 12), (2, 24), (3, 36), (4, 48)] {
      let own = try lines(scores + "s | where fold == \(fold) | agg first(score)")
      #expect(try lines("d | where day < \(day) | agg mean(bad)") == own, "fold \(fold)")
    }
  }

  @Test func rowsAreNumberedAsInTheTable() throws {
    let cv = "d | sort day | drop n | cv dummy, target: bad, by: day, folds: 3"
    #expect(try lines("\(cv) | scores | agg { min(row), max(row) }") == "60 239")
  }

  @Test func theTimeIsNoFeatureUnlessNamed() throws {
    func features(_ stage: String) throws -> Double? {
      try Run.script(Self.table + "d | \(stage)")?.fields.first { $0.name == "features" }?.cell.number
    }
    #expect(try features("fit logistic, target: bad, by: day, key: n") == 1)
    #expect(try features("fit logistic, target: bad, by: day, key: n, features: @(x + day)") == 2)
    #expect(try features("fit logistic, target: bad, by: day, key: n, features: @num") == 1)
    #expect(try features("fit logistic, target: bad, group: day, key: n") == 1)
  }

  @Test func costsAndSegmentsSeeTheScoredRowsOnly() throws {
    let script = """
      e = d | derive amount = n + 1 | cv dummy, target: bad, by: day, key: n, folds: 4, features: x
      s = e | scores
      known = d | semi join s on n | agg total = sum((n + 1) * bad)
      t = e | threshold cost: cost { fn = amount, fp = 1 }
      assert $t.grant_everyone == $known.total

      """
    #expect(try lines(script + "known | count") == "1")
  }

  @Test func rowsWithoutATimeTakeNoPart() throws {
    let cv = "d | derive day = nullif(day, 59) | cv dummy, target: bad, by: day, key: n, folds: 4"
    #expect(try notes(cv).first == "cv: 4 rows without `day` are neither trained on nor scored")
    #expect(try lines("s = \(cv) | scores\nd | where day == 59 | semi join s on n | count") == "0")
  }

  @Test func clientsStayWholeInTime() throws {
    let cv = "d | derive client = n % 80 | cv dummy, target: bad, by: day, key: client, folds: 3, features: x"
    #expect(try lines("\(cv) | scores | agg folds = nunique(fold) by client | agg max(folds)") == "1")
  }

  @Test(arguments: [1, 2])
  func neitherTheOrderOfTheRowsNorThreadsMatter(threads: Int) throws {
    let cv = "cv dummy, target: bad, by: day, key: n, folds: 4 | scores | sort n"
    #expect(try lines("d | sort x, -n | \(cv)", threads: threads) == lines("d | \(cv)"))
  }

  @Test func tooFewTimesAndTextAreErrorsThatHelp() throws {
    let few = try #require(Run.failure(Self.table + "d | derive t = day % 3 | cv dummy, target: bad, by: t, folds: 5"))
    #expect(few.contains("the times fall into 3 blocks, and 5 folds need 6"))
    #expect(few.contains("at most `folds: 2`"))
    #expect(Run.failure(Self.table + "d | derive t = day % 3 | cv dummy, target: bad, by: t, folds: 2") == nil)
    let text = try #require(Run.failure(Self.table + "d | cast day, to: text | cv dummy, target: bad, by: day"))
    #expect(text.contains("`by` takes a column of dates or numbers"))
  }

  @Test func aFoldOfOneClassIsNamed() throws {
    let stage = "cv dummy, target: late, by: day, key: n, folds: 4, features: x"
    #expect(try notes("d | derive late = if day > 47 then no else bad | \(stage)").last
      == "cv: fold 4 tests rows of one class only, so that metrics such as the AUC have no value there")
    let first = try #require(Run.failure(Self.table + "d | derive late = if day < 12 then no else bad | \(stage)"))
    #expect(first.contains("the rows before the first fold are of one class only"))
  }

  /// What is said of early stopping.
  private func stopping(_ script: String) throws -> [String] {
    try Run.outcomes(Self.table + script).flatMap(\.notes).filter { $0.contains("kept the trees") }
  }

  @Test(arguments: ["lightgbm", "xgboost", "hist_boosting"])
  func earlyStoppingJudgesOnTheLatestRows(estimator: String) throws {
    let call = "\(estimator)(n_estimators: 20, early_stopping_rounds: 2, validation_fraction: 0.3)"
    let inOrder = try stopping("d | cv \(call), target: bad, by: day, key: n, folds: 3")
    #expect(inOrder.count == 3 && inOrder.allSatisfy { $0.hasSuffix(", the latest ones") }, "\(inOrder)")
    let fitted = try stopping("d | fit \(call), target: bad, by: day, key: n")
    #expect(fitted.count == 1 && fitted[0].contains("an inner part of 72 rows") && fitted[0].hasSuffix("latest ones"))
    let atRandom = try stopping("d | cv \(call), target: bad, key: n, folds: 3")
    #expect(atRandom.count == 3 && atRandom.allSatisfy { !$0.contains("latest") })
  }

  @Test func earlyStoppingSaysWhatARecipeHasSeen() throws {
    let estimator = "hist_boosting(max_iter: 9, early_stopping_rounds: 2, validation_fraction: 0.3)"
    let fit = " | fit \(estimator), target: bad, key: n"
    let seen = "`p` was fitted on that part as well"
    #expect(try stopping("p = recipe | scale x, method: robust\nd\(fit), prep: p").allSatisfy { $0.contains(seen) })
    #expect(try stopping("p = recipe | derive z = x * 2\nd\(fit), prep: p").allSatisfy { !$0.contains(seen) })
    let drawn = try stopping("p = recipe | balance undersample\nd\(fit), prep: p, by: day")
    #expect(drawn.count == 1 && drawn[0].contains("drawn by hashes") && !drawn[0].contains("latest"))
  }
}
