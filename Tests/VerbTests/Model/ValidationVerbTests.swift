import Columns
import Language
import Statistics
import Testing
import Verbs

@Suite struct ValidationVerbTests {
  private static let data = """
    seed 4
    d = range 600 | derive { x = n * 37 % 101, z = n % 13, g = n % 3, bad = x + z * 3 + n * 53 % 91 > 175 } | drop n
    e = d | cv logistic, target: bad, features: @(x + z)
    parts = d | split 0.5, 0.5
    m = parts | where split == "train" | drop split | fit logistic, target: bad, features: @(x + z), cut: 0.3
    test = parts | where split == "test" | drop split

    """

  private func figure(_ table: Table, _ measure: String, _ column: String = "value") throws -> Cell {
    let row = try #require((0..<table.rowCount).first { table[$0, "measure"] == .text(measure) })
    return try #require(table[row, column])
  }

  private func script(_ stages: String) throws -> Table { try Run.table(Self.data + stages) }

  @Test("scores of an evaluation, of held-out rows and of a table are measured alike", arguments: [
    ("e | validation", "e | scores | validation target: label"),
    ("m | evaluate test | validation", "test | predict m | validation target: bad"),
    ("m | evaluate test | validation by: g, bins: 5", "test | predict m | validation target: bad, by: g, bins: 5"),
    (
      "e | validation base_rate: 0.2",
      "e | scores | rename p = score | validation score: p, target: label, base_rate: 0.2"
    ),
  ])
  func inputs(_ judged: String, _ table: String) throws {
    let lines = Run.lines(try script(judged))
    #expect(lines == Run.lines(try script(table)) && lines.contains("hosmer_lemeshow"))
  }

  @Test func eachGroupIsWhatItsRowsAreByThemselves() throws {
    let scored = "s = test | predict m\n"
    let whole = try script(scored + "s | validation target: bad, by: g, bins: 4")
    for group in 0..<3 {
      let own = try script(scored + "s | where g == \(group) | validation target: bad, bins: 4")
      let rows = (0..<whole.rowCount).filter { whole[$0, "g"] == .int(Int64(group)) }
      #expect(rows.count == own.rowCount)
      for (row, place) in zip(rows, 0...) {
        for name in own.schema.names { #expect(whole[row, name] == own[place, name], "\(group), \(name)") }
      }
    }
  }

  @Test func theMeasuresAreThoseOfTheScores() throws {
    let scores = try script("e | scores"), found = try script("e | validation bins: 7")
    let values = try #require(scores["score"]?.doubles()), labels = try #require(scores["label"]?.doubles())
    let evaluation = try Evaluation(labels: labels, scores: values)
    for (measure, metric) in [("gini", ClassificationMetric.gini), ("ks", .ks), ("brier", .brier)] {
      let gap = (try figure(found, measure).number ?? .nan) - (evaluation[metric] ?? .nan)
      #expect(abs(gap) < 1e-12, "\(measure)")
    }
    let area = try #require(DeLong(labels: labels, scores: values)), low = try figure(found, "gini", "low").number
    #expect(abs((low ?? .nan) - (2 * area.interval.lowerBound - 1)) < 1e-12)
    let line = CalibrationLine(labels: labels, probabilities: values)
    #expect(try figure(found, "calibration_slope").number == line.slope?.value)
    #expect(try figure(found, "calibration_slope", "expected") == .float(1))
    let parts = try ["reliability", "uncertainty", "within_bands"].map { try figure(found, $0).number ?? .nan }
    let sum = parts.reduce(0, +) - (try figure(found, "resolution").number ?? .nan)
    #expect(abs(sum - (evaluation[.brier] ?? .nan)) < 1e-12)
    #expect(try figure(found, "hosmer_lemeshow", "expected") == .float(7))
  }

  @Test("what cannot be told is null, with a note", arguments: [
    ("p = 0.2, y = n % 7 == 0", "", "gini", "the scores are all equal"),
    ("p = 0.2, y = n % 7 == 0", "", "calibration_slope", "the scores are all equal"),
    ("p = 0.2, y = n % 7 == 0", "", "hosmer_lemeshow", "the scores make 1 band, and 3 are needed"),
    ("p = n % 7 / 7, y = n % 7 > 3", "", "gini", "the scores separate the classes"),
    ("p = n % 7 / 7, y = n % 7 > 3", "", "calibration_intercept", "the scores separate the classes"),
    ("p = n % 5 / 9, y = n % 2 == 0 and n < 150", ", by: late", "calibration_in_the_large", "rows of one class only"),
    ("p = n % 5 / 9, y = n % 2 == 0", ", min_rows: 301", "default_rate", "300 rows, fewer than 301"),
    ("p = n % 5, y = n % 2 == 0", "", "brier", "scores beyond 0 … 1 are no probabilities"),
    ("p = n % 4 / 4, y = n % 3 == 0", "", "hosmer_lemeshow", "what had the probability 0 has happened"),
  ])
  func edges(_ columns: String, _ options: String, _ measure: String, _ note: String) throws {
    let table = try Run.table(
      "range 300 | derive { late = n >= 150, \(columns) } | validation score: p, target: y\(options)")
    let rows = (0..<table.rowCount).filter { table[$0, "measure"] == .text(measure) }
    let last = try #require(rows.last)
    #expect(table[last, "note"] == .text(note))
    // An interval, a test or the value itself is missing, and none is wild.
    #expect(table[last, "low"] == .null && table[last, "p"] == .null)
    for column in table.columns where column.type == .float {
      #expect((column.doubles() ?? []).allSatisfy { !$0.isInfinite && abs($0.isNaN ? 0 : $0) < 1e4 })
    }
  }

  @Test func aVintageWithoutDefaultsIsTestedAllTheSame() throws {
    let table = try Run.table(
      "range 300 | derive { p = n % 5 / 9, y = n % 2 == 0 and n < 150, late = n >= 150 } "
        + "| validation score: p, target: y, by: late | where measure == \"default_rate\" and late")
    #expect(table[0, "value"] == .float(0) && table[0, "low"] == .float(0) && table[0, "note"] == .null)
    #expect((table[0, "p"]?.number ?? 1) < 1e-9 && (table[0, "high"]?.number ?? 1) < 0.05)
  }

  @Test func scoresOfReweightedModelsAreNoProbabilities() throws {
    let fitted = Self.data + "p = recipe | balance undersample\n"
      + "w = d | cv logistic, target: bad, features: @(x + z), prep: p\n"
    let outcomes = try Run.outcomes(fitted + "w | validation")
    let plain = try #require(outcomes.last?.value?.table)
    #expect(try figure(plain, "brier") == .null && figure(plain, "default_rate", "expected") == .null)
    #expect(try figure(plain, "brier", "note") == figure(plain, "calibration_slope", "note"))
    #expect(try figure(plain, "calibration_slope", "note") != .null && figure(plain, "gini").number ?? 0 > 0.5)
    #expect(outcomes.last?.notes.contains { $0.contains("are no probabilities") } == true)
    // Half of the rows that it learnt from defaulted: moved to the share here, the mean score is about that share.
    let moved = try Run.table(fitted + "w | validation base_rate: 0.5")
    let (rate, mean) = (try figure(moved, "default_rate").number, try figure(moved, "default_rate", "expected").number)
    #expect(abs((rate ?? 0) - (mean ?? 1)) < 0.05)
    #expect(try figure(moved, "gini") == figure(plain, "gini"))
  }

  @Test func rowsWithoutAScoreAreNamed() throws {
    let outcomes = try Run.outcomes(
      "range 300 | derive { p = if n % 3 == 0 then null else n % 50 / 100, y = n % 7 == 0 } "
        + "| validation score: p, target: y")
    #expect(outcomes.last?.notes == ["validation: 100 rows without a score take no part"])
    #expect(outcomes.last?.value?.table?[0, "rows"] == .int(200))
  }

  @Test func nullsOfAColumnAreAGroup() throws {
    let table = try Run.table(
      "range 300 | derive { p = n % 50 / 100, y = n % 7 == 0, value = nullif(n % 3, 1) } "
        + "| validation score: p, target: y, by: value | where measure == \"ks\"")
    #expect(table.schema.names[0] == "group", "the column's name is that of a measure's")
    #expect(Run.lines(table.selecting([0, 7])) == "0 100\n2 100\nnull 100")
  }

  @Test("what is refused", arguments: [
    ("e | validation score: x", "`score` is for tables: an evaluation has outcomes and scores"),
    ("m | evaluate test | validation target: bad", "`target` is for tables"),
    ("d | validation target: bad", "needs a column of scores, and none is called `score`"),
    ("d | validation score: bad, target: bad", "a score is a number, and `bad` is bool"),
    ("d | validation score: x", "needs a target"), ("e | validation by: gg", "did you mean `g`?"),
    ("e | validation base_rate: 0", "`base_rate` lies between 0 and 1"),
    ("d | validation score: x, target: bad, base_rate: 0.5", "these scores lie beyond 0 … 1"),
    ("d | where not bad | validation score: x, target: bad", "all rows are of one class"),
    ("range 300 | derive { p = n / 300, y = n % 2 } | validation score: p, target: y, by: n", "300 groups"),
  ])
  func refusals(_ stages: String, _ message: String) throws {
    let failure = try #require(Run.failure(Self.data + stages), "\(stages) fails")
    #expect(failure.contains(message), "\(failure)")
  }
}
