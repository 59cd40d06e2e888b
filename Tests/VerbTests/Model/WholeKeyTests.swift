import Columns
import Foundation
import Language
import TestSupport
import Testing
import Verbs

/// That rows of one key never part, in every verb that draws.
@Suite struct WholeKeyTests {
  static let clients = """
    seed 5
    d = range 120 | derive { client = n % 30, sig = client * 7919 % 101, bad = if client * 7 % 30 < 9 then 1 else 0 }

    """

  private func lines(_ script: String, threads: Int = 1) throws -> String {
    Run.lines(try Run.table(Self.clients + script, threads: threads))
  }

  /// What is told of keys and groups.
  private func notes(_ script: String) throws -> [String] {
    try Run.outcomes(Self.clients + script).flatMap(\.notes)
      .filter { note in ["stay together", "as `group:` asks", "belong to no part"].contains { note.contains($0) } }
  }

  @Test func rowsOfOneClientShareAFold() throws {
    let cv = "d | drop n | cv dummy, target: bad, key: client | scores"
    #expect(try lines("\(cv) | agg folds = nunique(fold) by client | agg { least = min(folds), most = max(folds) }")
      == "1 1")
    // 9 clients are bad, 21 are good: two or one, and five or four, in a fold.
    #expect(
      try lines("\(cv) | agg { rows = count(), bad = sum(label) } by fold | sort fold | select rows, bad")
        == "24 4\n24 8\n24 8\n24 8\n24 8")
  }

  @Test(arguments: [
    "cv dummy, target: bad, key: client | scores | select client, fold | distinct client, fold | sort client",
    "sample 0.3, key: client | select n | sort n", "sample 0.3, key: client, stratify: bad | select n | sort n",
    "split 0.6, 0.4, key: client | select n, split | sort n",
    "split 0.5, 0.3, 0.2, key: client, stratify: bad | select n, split | sort n",
    "split 0.5, 0.5, by: n, key: client | select n, split | sort n",
  ])
  func neitherTheOrderOfTheRowsNorThreadsMatter(_ stages: String) throws {
    let whole = try lines("d | \(stages)")
    #expect(try lines("d | sort sig, -n | \(stages)") == whole)
    #expect(try lines("d | \(stages)", threads: 2) == whole)
  }

  @Test(arguments: ["sample 0.3, key: client", "sample 37, key: client, stratify: bad", "sample 0.5, group: client"])
  func aSampleHoldsWholeClients(_ stage: String) throws {
    let rows = try Run.table(Self.clients + "d | \(stage) | agg rows = count() by client | count by rows")
    #expect(Run.lines(rows).split(separator: " ").first == "4")
  }

  @Test func aSampleHasNearlyTheRowsAndTheMix() throws {
    let sample = try lines("d | sample 0.5, key: client, stratify: bad | agg count() by bad | sort bad")
    // Half of 21 good and of 9 bad clients, of 4 rows each.
    #expect(["0 40\n1 16", "0 40\n1 20", "0 44\n1 16", "0 44\n1 20"].contains(sample), "\(sample)")
  }

  @Test(arguments: ["key: client", "key: client, stratify: bad", "group: client", "by: n, key: client"])
  func aSplitHoldsWholeClients(_ options: String) throws {
    let parts = "d | split 0.6, 0.2, 0.2, \(options) | agg parts = nunique(split) by client"
    #expect(try lines("\(parts) | agg { min(parts), max(parts) }") == "1 1")
  }

  /// A client begins in one of the first 30 rows, so that it is in that part; later rows of it belong to none.
  @Test func inASplitByTimeNothingIsLaterThanTheNextPart() throws {
    let split = "d | split 0.5, 0.5, by: n, key: client"
    #expect(try lines("\(split) | where split is not null | agg { min(n), max(n) } by split | sort split")
      == "train 0 14\ntest 15 119")
    #expect(try notes(split).contains(
      "split: 45 rows belong to no part: their `client` begins in one part, and their `n` lies in a later one"))
  }

  @Test(arguments: [
    "cast client, to: text", "cast client, to: float", "cast client, to: float | cast client, to: text",
    "derive client = client + 0.0",
  ])
  func aKeyDrawsTheSameAsAnotherType(_ change: String) throws {
    for stages in [
      "cv dummy, target: bad, key: client, features: sig | scores | select fold",
      "split 0.5, 0.5, key: client | select split", "sample 0.4, key: client | select n",
      // Keys that do not repeat.
      "distinct client, sig, bad | cv dummy, target: bad, key: client, features: sig | scores | select fold",
    ] {
      #expect(try lines("d | \(change) | \(stages)") == lines("d | \(stages)"), "\(stages)")
    }
  }

  @Test func theKeyIsNamedInANote() throws {
    let told = "the key `client` repeats (120 rows of 30 keys): rows of one key stay together"
    #expect(try notes("d | cv dummy, target: bad, key: client") == ["cv: \(told)"])
    #expect(try notes("d | sample 0.5, key: client") == ["sample: \(told)"])
    #expect(try notes("d | split 0.5, 0.5, key: client") == ["split: \(told)"])
    // `bad` was made from `client`, which is no feature here.
    for keys in ["key: n", "group: client"] {
      let told = try notes("d | cv dummy, target: bad, features: sig, \(keys)")
      #expect(!told.contains { $0.contains("stay together") }, "\(told)")
    }
  }

  @Test func aGroupMayPartKeysAndSaysSo() throws {
    let cv = "d | cv dummy, target: bad, key: client, group: n, folds: 4"
    #expect(try notes(cv) == ["cv: 30 keys of `client` have rows in several folds, as `group:` asks"])
  }

  @Test func rowsWithoutAKeyStayTogether() throws {
    let script = "d | derive client = nullif(client, 3) | cv dummy, target: bad, key: client"
    #expect(try lines("\(script) | scores | where client is null | agg { count(), nunique(fold) }") == "4 1")
    #expect(try notes(script).last == "cv: 4 rows without `client` stay together as if they were one key")
  }

  @Test func severalColumnsMakeOneKey() throws {
    let cv =
      "d | derive { a = client % 6, b = floor(client / 6) } | drop client | cv dummy, target: bad, key: @(a + b) | "
        + "scores"
    #expect(try lines("\(cv) | agg folds = nunique(fold) by a, b | agg { count(), max(folds) }") == "30 1")
  }

  /// The panel of the sceptic: a model that may know its clients finds nothing in noise.
  @Test func aPanelOfNoiseHasNoAUC() throws {
    let panel = """
      seed 1
      t = range 2000 \
      | derive { client = floor(n / 4), y = client * 7919 % 10007 % 10 < 3, x = client * 104729 % 9973 } | select \
      client, x, y

      """
    let model = "cv lightgbm(n_estimators: 80, min_child_samples: 2), target: y, key: client"
    let aucs = try ["t | \(model)", "t | distinct client, x, y | \(model)"].map { pipeline in
      try #require(try Run.script(panel + pipeline)?.fields.first { $0.name == "auc" }?.cell.number)
    }
    #expect(aucs.allSatisfy { abs($0 - 0.48) < 0.02 }, "\(aucs)")
    let folds = try Run.table(panel + "t | \(model) | scores | agg folds = nunique(fold) by client | count by folds")
    #expect(Run.lines(folds) == "1 500")
  }

  @Test func tooFewKeysOfAClassAreAnErrorThatHelps() throws {
    let failure = try #require(Run.failure(Self.clients + "d | cv dummy, target: bad, key: client, folds: 12"))
    #expect(failure.contains("class 1 occurs in 9 keys of `client`, too few for 12 folds"))
    #expect(failure.contains("at most `folds: 9`"))
    #expect(Run.failure(Self.clients + "d | cv dummy, target: bad, key: client, folds: 9") == nil)
  }
}
