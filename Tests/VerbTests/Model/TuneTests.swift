import Columns
import Foundation
import Kernels
import Language
import Session
import TestSupport
import Testing
import Verbs

@Suite struct TuneTests {
  private static let data =
    "d = range 200 | derive { x = n * 37 % 101, y = n % 7, z = nullif(n * 13 % 17, 4), "
    + "bad = x + y * 4 + n * 53 % 61 > 95 } | drop n\nloss = cost { fn = 5, fp = 1 }\n"
    + "prep = recipe | scale x, z, method: robust | impute z, method: median\n"
  private static let boosted = "lightgbm(n_estimators: 3..12, learning_rate: log 0.02..0.5, min_child_samples: 5..20, "
    + "boosting_type: [gbdt, dart])"

  private func run(_ text: String, threads: Int = 1) throws -> any Value {
    try #require(try Run.script(Self.data + text, threads: threads))
  }

  private func field(_ value: any Value, _ name: String) throws -> Cell {
    try #require(value.fields.first { $0.name == name }?.cell, "\(name)")
  }

  private func lines(_ value: any Value) -> [String] { value.contents.map { "\($0.name)\n\(Run.lines($0.table))" } }

  @Test("each trial of a grid is what `cv` says of it alone")
  func agreesWithCv() throws {
    let tuned = try run("d | tune logistic(l2: [0.01, 1, 100]), target: bad, prep: prep, method: grid, prune: no")
    let table = try #require(tuned.mainTable)
    for (row, penalty) in ["0.01", "1", "100"].enumerated() {
      let alone = try run("d | cv logistic(l2: \(penalty)), target: bad, prep: prep")
      #expect(table[row, "auc"] == (try field(alone, "auc_mean")), "\(penalty)")
      #expect(table[row, "auc_sd"] == (try field(alone, "auc_sd")), "\(penalty)")
    }
    let best = try #require((0..<3).max { table[$0, "auc"]?.number ?? 0 < table[$1, "auc"]?.number ?? 0 })
    #expect(try field(tuned, "trial") == .int(Int64(best + 1)))
  }

  @Test("a cost is the honest one that `cv` tells, for each row")
  func costsAreHonest() throws {
    let tuned = try run("d | tune logistic(l2: [0.01, 100]), target: bad, prep: prep, method: grid, cost: loss")
    let table = try #require(tuned.mainTable)
    for (row, penalty) in ["0.01", "100"].enumerated() {
      let alone = try run("d | cv logistic(l2: \(penalty)), target: bad, prep: prep, cost: loss")
      let honest = try #require(try field(alone, "honest_cost").number)
      #expect(abs((table[row, "cost"]?.number ?? .nan) - honest / 200) < 1e-12)
    }
  }

  @Test("parameters that do not go together are refused before the first trial, at their place")
  func conflictsComeFirst() throws {
    for (search, place) in [
      ("boosting_type: [gbdt, rf]", "boosting_type"),
      ("scale_pos_weight: 1..3, is_unbalance: [no, yes]", "scale_pos_weight"),
      ("data_sample_strategy: goss, top_rate: 0.1..0.7, other_rate: 0.1..0.7, n_estimators: 12", "other_rate"),
    ] {
      let message = try #require(Run.failure(Self.data + "d | tune lightgbm(\(search)), target: bad, trials: 2"))
      #expect(message.contains("E72") && message.contains("help: "), "\(message)")
      #expect(message.contains(place))
    }
    // What has no effect in some trials has one in others.
    let found = try run(
      "d | tune lightgbm(n_estimators: 3, boosting_type: [gbdt, dart], drop_rate: 0..0.5), target: bad, trials: 3")
    #expect(found.mainTable?.rowCount == 3)
  }

  @Test("three goals make a front that no trial beats, inside of folds as well")
  func threeGoals() throws {
    let goals = "goal: [auc, cost, brier], cost: loss, trials: 14"
    let tuned = try run("d | tune lightgbm(n_estimators: 3..12, min_child_samples: 5..20), target: bad, \(goals)")
    let table = try #require(tuned.mainTable)
    let losses = (0..<table.rowCount).map { row -> [Double] in
      [-(table[row, "auc"]?.number ?? .nan), table[row, "cost"]?.number ?? .nan, table[row, "brier"]?.number ?? .nan]
    }
    #expect(losses.allSatisfy { $0.allSatisfy(\.isFinite) })
    for row in losses.indices {
      let isBeaten = losses.contains { other in
        zip(other, losses[row]).allSatisfy { $0 <= $1 } && other != losses[row]
      }
      #expect(table[row, "front"] == .bool(!isBeaten), "trial \(row + 1)")
    }
    #expect(try field(tuned, "front").number == Double(losses.indices.count { table[$0, "front"] == .bool(true) }))
    for name in ["auc_sd", "cost_sd", "brier_sd"] { #expect(try field(tuned, name).number != nil, "\(name)") }
    let nested = try run(
      "d | cv tune(lightgbm(n_estimators: 3..12), folds: 3, \(goals.replacingOccurrences(of: "14", with: "4"))), "
        + "target: bad, folds: 3, cost: loss")
    #expect(try field(nested, "honest_cost").number != nil && field(nested, "auc").number != nil)
  }

  @Test("threads, other cells and further trials change no trial")
  func comesAgain() throws {
    let script = "d | tune \(Self.boosted), target: bad, trials: 22, folds: 3"
    let one = try run(script)
    #expect(lines(one) == lines(try run(script, threads: 2)))
    #expect(lines(one) == lines(try run("e = d | sample 0.5\n" + script)))
    let more = try #require(try run(script.replacingOccurrences(of: "22", with: "30")).mainTable)
    #expect(Run.lines(try #require(one.mainTable)) == Run.lines(more.slice(0..<22)))
    let other = try run("seed 5\n" + script)
    #expect(lines(one) != lines(other))
    let states = (0..<30).map { more[$0, "state"] }
    #expect(states.prefix(5).allSatisfy { $0 == .text("complete") } && states.contains(.text("pruned")))
  }

  @Test("what was given up was worse than the median of the complete trials so far")
  func prunesByTheMedian() throws {
    let tuned = try run("d | tune \(Self.boosted), target: bad, trials: 30, folds: 4, method: random")
    let folds = try #require(tuned.contents.first { $0.name == "folds" }?.table)
    var values: [[Double]] = Array(repeating: [], count: 30)
    for row in 0..<folds.rowCount {
      let trial = try #require(folds[row, "trial"]?.integer)
      values[Int(trial) - 1].append(try #require(folds[row, "auc"]?.number))
    }
    func mean(_ own: [Double], _ count: Int) -> Double { own.prefix(count).reduce(0, +) / Double(count) }
    var complete: [[Double]] = []
    for own in values {
      for done in 1..<4 where done <= own.count && complete.count >= 5 {
        let others = complete.map { mean($0, done) }.sorted()
        let median = (others[(others.count - 1) / 2] + others[others.count / 2]) / 2
        let isHopeless = mean(own, done) < median - 1e-12
        #expect(isHopeless == (own.count == done), "\(own) at \(done), median \(median)")
      }
      if own.count == 4 { complete.append(own) }
    }
    #expect(complete.count < 30)
  }

  @Test("of several goals the front is what no trial beats")
  func frontsAreUnbeaten() throws {
    let tuned = try run("d | tune \(Self.boosted), target: bad, trials: 14, folds: 3, goal: [auc, cost], cost: loss")
    let table = try #require(tuned.mainTable)
    let points = try (0..<14).map { row in
      (-(try #require(table[row, "auc"]?.number)), try #require(table[row, "cost"]?.number))
    }
    for (row, own) in points.enumerated() {
      let isBeaten = points.contains { $0.0 <= own.0 && $0.1 <= own.1 && $0 != own }
      #expect(table[row, "front"] == .bool(!isBeaten))
    }
  }

  @Test("the best estimator can be fitted, validated and compared by its name")
  func theBestIsAnEstimator() throws {
    let tuned = Self.data + "t = d | tune \(Self.boosted), target: bad, trials: 4, folds: 3\n"
    let value = try #require(try Run.script(tuned + "t"))
    guard case .text(let best) = try field(value, "best") else {
      Issue.record("no best")
      return
    }
    let table = try #require(value.mainTable)
    let evaluation = try #require(try Run.script(tuned + "d | cv $t.best, target: bad, folds: 3"))
    let trial = try #require(try field(value, "trial").integer)
    #expect(table[Int(trial) - 1, "auc"] == (try field(evaluation, "auc_mean")))
    #expect(lines(evaluation) == lines(try #require(try Run.script(tuned + "d | cv \(best), target: bad, folds: 3"))))
    let model = try #require(try Run.script(tuned + "d | fit $t.best, target: bad"))
    #expect(try field(model, "estimator") == .text(best))
    let compared = try #require(try Run.script(tuned + "d | compare { dummy, best = $t.best }, target: bad, folds: 3"))
    #expect(try field(compared, "models") == .int(2))
  }

  @Test("a search that was stopped goes on from its trials")
  func keepsWhatWasFound() throws {
    func statement(_ trials: Int) -> String {
      "t = d | tune \(Self.boosted), target: bad, method: random, trials: \(trials), folds: 3"
    }
    let session = Session(catalog: .standard)
    for line in Self.data.split(separator: "\n") { _ = session.run(String(line), .serial) }
    let monitor = WorkMonitor()
    let watcher = Thread {
      while !monitor.isCancelled {
        let label = monitor.progress.label
        if label.hasPrefix("trial "), !label.hasPrefix("trial 1 ") { monitor.cancel() }
      }
    }
    watcher.start()
    let stopped = session.run(statement(50_000), Execution(threads: 1, monitor: monitor))
    monitor.cancel()
    guard case .cancelled(let remark?)? = stopped.first,
      let kept = remark.split(separator: " ").first.flatMap({ Int($0) })
    else {
      Issue.record("not cancelled: \(stopped)")
      return
    }
    #expect(kept > 0 && kept < 50_000 && session.scope.bindings["t"] == nil)
    for trials in [kept, kept + 2] {
      let again = try #require(session.run(statement(trials), .serial).first?.cell?.value)
      #expect(lines(again) == lines(try #require(try Run.script(Self.data + statement(trials) + "\nt"))))
    }
  }

  @Test("trials that are kept are those of the same values, whatever names they are read by")
  func keptTrialsBelongToValues() throws {
    let session = Session(catalog: .standard)
    for line in Self.data.split(separator: "\n") { _ = session.run(String(line), .serial) }
    _ = session.run("k = range 1", .serial)
    func tune() throws -> [String] {
      let statement = "d | tune logistic(l2: [$k.rows, 5]), target: bad, features: @(x + y), method: grid"
      return lines(try #require(session.run(statement, .serial).last?.cell?.value))
    }
    let (first, again) = (try tune(), try tune())
    #expect(first == again)
    _ = session.run("k = range 3", .serial)
    #expect(try tune() != first)
  }

  @Test("what does not fit has its place", arguments: [
    ("tune logistic, target: bad", "leaves nothing to search"),
    ("tune logistic(l2: 5..1), target: bad", "write `l2: 1..5`"),
    ("tune logistic(l2: log 0..1), target: bad", "begin above 0"),
    ("tune logistic(l2: -1..1), target: bad", "`l2`"),
    ("tune lightgbm(num_leaves: 2.5..8), target: bad", "searches between numbers"),
    ("tune lightgbm(boosting_type: [gbdt, dartt]), target: bad", "dartt"),
    ("tune lightgbm(boosting_type: 1..2), target: bad", "write a list"),
    ("tune logistic(l2: []), target: bad", "is empty"),
    ("tune logistic(l2: 1..2), target: bad, goal: cost", "needs a cost"),
    ("tune logistic(l2: 1..2), target: bad, goal: auk", "did you mean `auc`?"),
    ("tune logistic(l2: 1..2), target: bad, goal: auc, cost: loss", "is not looked for"),
    ("tune logistic(l2: 1..2), target: bad, method: grid, trials: 3", "counts nothing in a grid"),
    ("tune logistic(l2: 1..2), target: bad, levels: 3", "belongs to `method: grid`"),
    ("tune logistic(l2: 1..2), target: bad, goal: [auc, brier], prune: yes", "compares one goal"),
    ("cv logistic(l2: 1..2), target: bad", "one value is needed here"),
    ("cv tune(logistic), target: bad", "leaves nothing to search"),
    ("cv tune(logistic(l2: 1..2), folds: 150), target: bad", "cannot be cut into 150 folds"),
    ("derive copy = bad | tune logistic(l2: 1..2), target: bad", "E76"),
  ])
  func misuse(_ stages: String, _ message: String) {
    let failure = Run.failure(Self.data + "d | drop z | \(stages)") ?? "it ran"
    #expect(failure.contains(message), "\(failure)")
  }
}

/// Searches on folds in order of time, against scikit-learn's `GridSearchCV`: `Tests/Parity/nested`.
@Suite struct NestedSearchTests {
  struct Expected: Decodable {
    let chosen: [Double]
    let areas: [Double]
    let auc: Double
    let means: [Double]
    let deviations: [Double]
  }

  private static let penalties = "[100, 30, 10, 3, 1, 0.1, 0.01]"

  private func table() -> String { "d = load \"\(Repository.file("Tests/Parity/nested/data.csv"))\"\n" }

  @Test func eachFoldSearchesAsScikitLearnDoes() throws {
    let expected = try Parity.expected("nested", as: Expected.self)
    let script = table() + "d | cv tune(logistic(l2: \(Self.penalties)), method: grid, folds: 2, prune: no), "
      + "target: y, by: t, folds: 3"
    let outcomes = try Run.outcomes(script)
    let evaluation = try #require(outcomes.last?.value)
    func field(_ name: String) -> Double { evaluation.fields.first { $0.name == name }?.cell.number ?? .nan }
    #expect(abs(field("auc") - expected.auc) < 1e-6)
    #expect(abs(field("auc_mean") - expected.areas.reduce(0, +) / 3) < 1e-6)
    let notes = outcomes.last?.notes.joined(separator: "\n") ?? ""
    for (fold, penalty) in expected.chosen.enumerated() {
      let text = penalty == penalty.rounded() ? String(Int(penalty)) : "\(penalty)"
      #expect(notes.contains("fold \(fold + 1) of 3 takes `logistic(l2: \(text))`"), "\(notes)")
    }
  }

  @Test func meansAndDeviationsAreScikitLearns() throws {
    let expected = try Parity.expected("nested", as: Expected.self)
    let value = try Run.script(
      table() + "d | tune logistic(l2: \(Self.penalties)), method: grid, target: y, by: t, folds: 3, prune: no")
    let trials = try #require(value?.mainTable)
    #expect(trials.rowCount == expected.means.count)
    for row in 0..<trials.rowCount {
      #expect(abs((trials[row, "auc"]?.number ?? .nan) - expected.means[row]) < 1e-6)
      #expect(abs((trials[row, "auc_sd"]?.number ?? .nan) - expected.deviations[row]) < 1e-6)
    }
  }
}
