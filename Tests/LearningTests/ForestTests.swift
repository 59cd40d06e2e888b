import Columns
import Forms
import Foundation
import Kernels
import Learning
import Statistics
import TestSupport
import Testing

@Suite struct ForestTests {
  private static func training(rows: Int, weighted: Bool = false) throws -> TrainingSet {
    var generator = SplitMix64(seed: 21)
    var columns = (0..<6).map { _ in (0..<rows).map { _ in Double.random(in: -1...1, using: &generator) } }
    columns[4] = columns[4].map { ($0 * 3).rounded() }
    let labels = (0..<rows).map {
      Double.random(in: -1...1, using: &generator) < columns[0][$0] - columns[1][$0] * columns[2][$0] ? 1.0 : 0
    }
    columns[3] = columns[3].map { $0 > 0.7 ? .nan : $0 }
    let features = Matrix(columns: columns)
    return try TrainingSet(
      features: features, featureNames: features.names, labels: labels,
      weights: weighted ? labels.map { _ in exp2(Double.random(in: -20...20, using: &generator).rounded()) } : nil)
  }

  private func forest(_ arguments: [String: ParameterValue] = [:]) throws -> any Estimator {
    try EstimatorCatalog.make("random_forest", ["trees": .int(15)].merging(arguments) { $1 })
  }

  @Test(arguments: [
    [:], ["bootstrap": .bool(false)], ["max_samples": .float(0.3), "criterion": .text("entropy")],
    ["max_leaf_nodes": .int(20), "split_features": .float(0.5)],
    ["min_samples_leaf": .int(7), "split_features": .int(3)],
  ] as [[String: ParameterValue]], [false, true])
  func oneAndTwoThreadsGiveTheSameBits(arguments: [String: ParameterValue], weighted: Bool) throws {
    let training = try Self.training(rows: 3000, weighted: weighted)
    let texts = try [1, 2, 3].map { threads in
      let model = try forest(arguments).fit(training, seed: 3, execution: Execution(threads: threads))
      let scores = try model.predict(training.features, execution: Execution(threads: threads))
      return (try FormEncoder.value(of: ModelState(model)).lined, scores.map(\.bitPattern))
    }
    let areSame = texts.allSatisfy { $0 == texts[0] }
    #expect(areSame)
  }

  @Test func seedsDrawOtherTreesAndTheCommonOnesStay() throws {
    let training = try Self.training(rows: 400)
    func lines(_ seed: UInt64, _ trees: Int) throws -> String {
      let model = try forest(["trees": .int(trees)]).fit(training, seed: seed, execution: .serial)
      return try FormEncoder.value(of: ModelState(model)).lined
    }
    #expect(try lines(1, 3) != lines(2, 3))
    // The first three of five trees are the three that grow alone.
    let (few, many) = (try lines(1, 3), try lines(1, 5))
    let start = try #require(few.firstRange(of: "\"nodes\": ["))
    let nodes = few[start.upperBound...].prefix { $0 != "]" }.split(whereSeparator: \.isWhitespace)
    #expect(many.split(whereSeparator: \.isWhitespace).contains(nodes.dropLast().map { $0 }))
  }

  @Test("rows that are known by a hash may stand in any order", arguments: [1.0, 0.4])
  func orderDoesNotMatter(share: Double) throws {
    let plain = try Self.training(rows: 600)
    let hash = StableHash(seed: 5, purpose: "test")
    let hashes = plain.labels.indices.map { hash.hash($0) }
    func model(_ order: [Int], hashed: Bool) throws -> [UInt64] {
      let training = try TrainingSet(
        features: plain.features.selecting(rows: order), featureNames: plain.featureNames,
        labels: order.map { plain.labels[$0] }, draws: hashed ? order.map { hashes[$0] } : nil)
      return try forest(["max_samples": .float(share)]).fit(training, seed: 3, execution: .serial)
        .predict(plain.features, execution: .serial).map(\.bitPattern)
    }
    let rows = Array(plain.labels.indices), turned = rows.reversed() as [Int]
    #expect(try model(rows, hashed: true) == model(turned, hashed: true))
    // Without hashes rows go by their numbers, so that the test can fail.
    #expect(try model(rows, hashed: false) != model(turned, hashed: false))
  }

  @Test func itIsBetterThanATree() throws {
    let training = try Self.training(rows: 4000)
    let first = Array(0..<2000), rest = Array(2000..<4000)
    let half = try TrainingSet(
      features: training.features.selecting(rows: first), featureNames: training.featureNames,
      labels: first.map { training.labels[$0] })
    func auc(_ estimator: any Estimator) throws -> Double {
      let model = try estimator.fit(half, seed: 5, execution: Execution(threads: 2))
      let scores = try model.predict(training.features.selecting(rows: rest), execution: .serial)
      return try #require(
        try Evaluation(labels: rest.map { training.labels[$0] }, scores: scores, threshold: 0.5)[.auc])
    }
    let (forest, tree) = (try auc(forest(["trees": .int(60)])), try auc(EstimatorCatalog.make("tree")))
    #expect(forest > tree + 0.08 && forest > 0.78, "\(forest) \(tree)")
  }

  @Test func importancesAreShares() throws {
    let model = try forest().fit(try Self.training(rows: 1000), seed: 1, execution: .serial)
    let values = try model.importances(kind: "decrease")
    #expect(abs(values.reduce(0, +) - 1) < 1e-12 && values.allSatisfy { $0 > 0 } && values[0] > values[5])
    #expect(try model.importances(kind: "split").allSatisfy { $0 > 0 && $0 == $0.rounded() })
  }

  @Test func progressIsReportedAndCancelStops() throws {
    let training = try Self.training(rows: 500), execution = Execution(threads: 2)
    _ = try forest().fit(training, seed: 1, execution: execution)
    #expect(execution.monitor.progress.done == 15 && execution.monitor.progress.total == 15)
    execution.monitor.cancel()
    #expect(throws: Cancelled.self) { try forest().fit(training, seed: 1, execution: execution) }
  }

  @Test func damagedTreesAreRefused() throws {
    let model = try forest(["trees": .int(3), "depth": .int(2)])
      .fit(try Self.training(rows: 300), seed: 1, execution: .serial)
    let text = try FormEncoder.value(of: ModelState(model)).lined
    var refused = 0
    func isRefused(_ text: String) throws -> Bool {
      let form = try #require(JSONReader.read(text))
      do { _ = try FormDecoder.decode(ModelState.self, from: form) } catch { return true }
      return false
    }
    #expect(try !isRefused(text))
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map { String($0) }
    for (place, line) in lines.enumerated() where line.contains(/[0-9]/) && !line.contains("\"x") {
      for number in ["-1e300", "\"nan\"", "1000000000000", "0.5", "77"] {
        var other = lines
        other[place] = line.replacing(/-?[0-9][0-9.e-]*/, with: number, maxReplacements: 1)
        if try isRefused(other.joined(separator: "\n")) { refused += 1 }
      }
    }
    #expect(refused > 20)
    for (part, other) in [("\"gini\"", "\"guess\""), ("\"nodes\": [", "\"nodes\": [0, "), ("\"x5\"", "\"x4\"")] {
      #expect(text.contains(part), "\(part)")
      if part != "\"x5\"" { #expect(try isRefused(text.replacing(part, with: other)), "\(part)") }
    }
  }
}
