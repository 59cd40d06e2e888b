import Columns
import Language
import Statistics
import Testing
import Verbs

@Suite struct ChallengeVerbTests {
  private static let data = """
    seed 4
    d = range 400 | derive { id = n, x = n * 37 % 101, z = n % 13, bad = x + z * 3 + n * 53 % 91 > 175 } | drop n
    d = d | roles key: id, target: bad
    good = d | cv logistic
    poor = d | cv logistic, features: z
    parts = d | split 0.5, 0.5
    train = parts | where split == "train" | drop split
    test = parts | where split == "test" | drop split
    m = train | fit logistic
    other = train | fit naive_bayes

    """

  private func table(_ stages: String) throws -> Table { try Run.table(Self.data + stages) }

  private func cells(_ table: Table, _ column: String) -> [Cell] {
    (0..<table.rowCount).compactMap { table[$0, column] }
  }

  @Test func differencesArePairedOverTheRows() throws {
    let found = try table("poor | challenge good")
    let first = try table("poor | scores"), second = try table("good | scores")
    func floats(_ table: Table, _ name: String) throws -> [Double] { try #require(table[name]?.doubles()) }
    let labels = try floats(first, "label")
    let paired = try #require(
      PairedDeLong(labels: labels, first: try floats(first, "score"), second: try floats(second, "score")))
    #expect(cells(found, "measure").map(CellFormat.plain) == ["auc", "gini", "ks", "brier", "log_loss"])
    #expect(abs((found[0, "difference"]?.number ?? .nan) - paired.difference) < 1e-12)
    #expect(found[0, "low"]?.number == paired.interval.lowerBound && found[0, "p"]?.number == paired.pValue)
    #expect(found[1, "high"]?.number == 2 * paired.interval.upperBound)
    // A greater area speaks for the challenger, and so does a smaller loss; the Brier score leaves it open.
    #expect(cells(found, "favours").map(CellFormat.plain) == ["challenger", "challenger", "", "neither", "challenger"])
    #expect((found[3, "low"]?.number ?? 0) < 0 && (found[3, "high"]?.number ?? 0) > 0)
    #expect((found[4, "high"]?.number ?? 0) < 0)
    let turned = try table("good | challenge poor")
    #expect(cells(turned, "favours").map(CellFormat.plain) == ["champion", "champion", "", "neither", "champion"])
    #expect(turned[0, "difference"]?.number == -(found[0, "difference"]?.number ?? .nan))
  }

  @Test func heldOutRowsAreCompared() throws {
    let found = try table("a = m | evaluate test\nb = other | evaluate test\na | challenge b")
    for (place, field) in ["auc", "gini", "ks", "brier", "log_loss"].enumerated() {
      for (column, model) in [("champion", "m"), ("challenger", "other")] {
        let value = try Run.script(Self.data + "\(model) | evaluate test")?.fields.first { $0.name == field }
        #expect(abs((found[place, column]?.number ?? .nan) - (value?.cell.number ?? .nan)) < 1e-12, "\(field)")
      }
    }
  }

  @Test func aModelDoesNotDifferFromItself() throws {
    let found = try table("good | challenge good")
    #expect(found[0, "difference"] == .float(0) && found[0, "p"] == .null)
    #expect(found[0, "note"] == .text("both rank the classes alike"))
    #expect(found[3, "p"] == .float(1) && found[3, "favours"] == .text("neither"))
  }

  @Test func lossesNeedProbabilities() throws {
    let found = try table(
      "p = recipe | balance undersample\nw = d | cv logistic, prep: p\ngood | challenge w")
    #expect(found[3, "champion"] == .null && found[3, "note"] == .text("not both have probabilities for scores"))
    #expect(found[0, "champion"]?.number == (try table("good | challenge good"))[0, "champion"]?.number)
  }

  @Test("rows that cannot be paired are refused", arguments: [
    ("h = d | head 300 | cv logistic\ngood | challenge h", "it has 300, and the champion 400"),
    ("h = d | sort -x | cv logistic\ngood | challenge h", "another outcome"),
    (
      "h = d | derive id = id + 1 | roles key: id, target: bad | cv logistic\ngood | challenge h",
      "row 1 has another `id`"
    ),
    ("good | challenge d", "`d` is a table, not an evaluation"), ("good | challenge nothing", "nothing is called"),
  ])
  func refusals(_ stages: String, _ message: String) throws {
    let failure = try #require(Run.failure(Self.data + stages), "\(stages) fails")
    #expect(failure.contains(message), "\(failure)")
  }
}
