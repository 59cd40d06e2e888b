import Columns
import Language
import Statistics
import Testing
import Verbs

@Suite struct CalibrateTests {
  private static let data =
    "d = range 400 | derive { x = n * 37 % 101, y = n % 7, z = x + y, bad = x + y * 4 + n * 53 % 91 > 125 } | drop n\n"
    + "c = d | cv naive_bayes, target: bad\n"

  @Test("each fold is mapped by what the others tell", arguments: CalibrationMethod.allCases)
  func staysHonest(method: CalibrationMethod) throws {
    let plain = try Run.table(Self.data + "c | scores")
    let mapped = try Run.table(Self.data + "c | calibrate method: \(method.rawValue) | scores")
    func floats(_ table: Table, _ name: String) throws -> [Double] { try #require(table[name]?.doubles()) }
    let (scores, labels, folds) = (try floats(plain, "score"), try floats(plain, "label"), try floats(plain, "fold"))
    var expected = scores
    for fold in Set(folds) {
      let others = scores.indices.filter { folds[$0] != fold }
      let map = try method.fit(labels: others.map { labels[$0] }, scores: others.map { scores[$0] })
      for row in scores.indices where folds[row] == fold { expected[row] = map(scores[row]) }
    }
    #expect(try floats(mapped, "score") == expected)
    // Its features repeat each other, so that its own scores are too extreme.
    let before = try #require(try Run.script(Self.data + "c")?.fields.first { $0.name == "brier" }?.cell.number)
    let after = try #require(
      try Run.script(Self.data + "c | calibrate method: \(method.rawValue)")?.fields.first { $0.name == "brier" }?.cell
        .number)
    #expect(after < before)
  }

  @Test func aModelTakesTheMapOfAllRows() throws {
    let fitted = Self.data + "k = c | calibrate method: beta\nm = d | fit naive_bayes, target: bad"
    let plain = try #require(try Run.table(fitted + "\nd | predict m")["score"]?.doubles())
    let mapped = try #require(try Run.table(fitted + ", calibrate: k\nd | predict m")["score"]?.doubles())
    let scores = try Run.table(Self.data + "c | scores")
    let map = try CalibrationMethod.beta.fit(
      labels: try #require(scores["label"]?.doubles()), scores: try #require(scores["score"]?.doubles()))
    #expect(mapped == plain.map { map($0) } && mapped != plain)
  }

  @Test func whatIsRefusedOrNoted() throws {
    #expect(Run.failure(Self.data + "c | calibrate | calibrate")?.contains("calibrated already") == true)
    #expect(Run.failure(Self.data + "c | calibrate method: none")?.contains("changes nothing") == true)
    #expect(Run.failure(Self.data + "c | calibrate prior: 1.5")?.contains("between 0 and 1") == true)
    #expect(
      Run.failure(Self.data + "d | fit naive_bayes, target: bad, calibrate: c")?.contains("no result of `calibrate`")
        == true)
    let foreign = try Run.outcomes(
      Self.data + "k = c | calibrate\nd | drop z | fit logistic, target: bad, calibrate: k")
    #expect(foreign.last?.notes.contains { $0.contains("a map belongs to the scores it was learnt from") } == true)
    let own = try Run.outcomes(Self.data + "k = c | calibrate\nd | fit naive_bayes, target: bad, calibrate: k")
    #expect(own.last?.notes.contains { $0.contains("a map belongs") } == false)
  }
}
