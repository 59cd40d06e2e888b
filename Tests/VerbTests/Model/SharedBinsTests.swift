import Columns
import Language
import TestSupport
import Testing
import Verbs

@Suite struct SharedBinsTests {
  private static let data =
    "d = range 900 | derive { x = n * 37 % 101, y = n % 7, z = nullif(n * 13 % 17, 4), "
    + "bad = x + y * 4 + n * 53 % 61 > 95 } | drop n\n"
  private static let model = "lightgbm(n_estimators: 12, min_child_samples: 5, max_bin: 16)"

  private func scores(_ pipeline: String, threads: Int = 2) throws -> [Double] {
    let value = try #require(try Run.script(Self.data + pipeline, threads: threads))
    return try #require(value.contents.first { $0.name == "scores" }?.table["score"]?.doubles())
  }

  @Test func theyAreNotThoseOfEachFoldAndDependOnNoThreads() throws {
    let fresh = try scores("d | cv \(Self.model), target: bad")
    let shared = try scores("d | cv \(Self.model), target: bad, bins: shared")
    let alone = try scores("d | cv \(Self.model), target: bad, bins: shared", threads: 1)
    #expect(fresh != shared && shared == alone)
  }

  /// With a bin for each value, all rows cut the features as the training rows of a fold do.
  @Test func whereEachValueHasABinOfItsOwnTheyAreTheSame() throws {
    let exact = "lightgbm(n_estimators: 12, min_child_samples: 5, min_data_in_bin: 1)"
    #expect(
      try scores("d | cv \(exact), target: bad, features: @(y + z)")
        == scores("d | cv \(exact), target: bad, features: @(y + z), bins: shared"))
  }

  @Test func earlyStoppingKeepsItsInnerRows() throws {
    let model = "lightgbm(n_estimators: 200, min_data_in_bin: 1, early_stopping_rounds: 3, validation_fraction: 0.3)"
    let runs = try ["", ", bins: shared"].map { option in
      try Run.outcomes(
        Self.data.replacing(" | drop n", with: "") + "d | cv \(model), target: bad, key: n, features: @(y + z)\(option)"
      ).last
    }
    let notes = runs.map { $0?.notes.filter { $0.hasPrefix("lightgbm: kept the trees") } ?? [] }
    #expect(notes[0].count == 5 && notes[0] == notes[1])
  }

  @Test func aComparisonTellsWhoSharesThem() throws {
    let cell = try Run.outcomes(
      Self.data + "d | compare { dummy, \(Self.model), xgboost(n_estimators: 3) }, target: bad, bins: shared").last
    let note = try #require(cell?.notes.first { $0.contains("are shared") })
    #expect(note.hasPrefix("compare: the bins of `\(Self.model)` are shared: the values of held-out rows had a part"))
    let value = try #require(cell?.value?.mainTable)
    let alone = try #require(
      try Run.script(Self.data + "d | cv \(Self.model), target: bad, bins: shared")?
        .fields.first { $0.name == "auc" }?.cell)
    #expect(value[1, "auc"] == alone)
  }
}
