import Columns
import Forms
import Foundation
import Kernels
import Learning
import TestSupport
import Testing

private struct Expected: Decodable {
  struct Node: Decodable {
    let feature: Int
    let threshold: Double?
    let gapsLeft: Bool
    let weight: Double
    let share: Double

    init(from decoder: any Decoder) throws {
      var list = try decoder.unkeyedContainer()
      feature = try list.decode(Int.self)
      threshold = try list.decode(Double?.self)
      gapsLeft = try list.decode(Bool.self)
      weight = try list.decode(Double.self)
      share = try list.decode(Double.self)
    }
  }
  struct Case: Decodable {
    let name: String
    let parameters: [String: Argument]
    let gaps: Bool
    let weighted: Bool
    let nodes: [Node]
    let importances: [Double]
    let probabilities: [Double]
    let contributions: [[Double]]
  }
  struct Forest: Decodable {
    /// A forest of scikit-learn's in the form that models are kept in.
    let state: String
    let importances: [Double]
    let probabilities: [Double]
    let contributions: [[Double]]
  }
  let columns: [[Double?]]
  let gappy: [[Double?]]
  let probe: [[Double?]]
  let labels: [Double]
  let weights: [Double]
  let cases: [Case]
  let forest: Forest
}

private func matrix(_ columns: [[Double?]]) -> Matrix { Matrix(columns: columns.map { $0.map { $0 ?? .nan } }) }

@Suite struct TreeTests {
  private func fit(
    _ features: Matrix, _ labels: [Double], weights: [Double]? = nil, _ parameters: [String: ParameterValue] = [:],
    name: String = "tree", seed: UInt64 = 1, threads: Int = 1
  ) throws -> any FittedModel {
    let training = try TrainingSet(
      features: features, featureNames: features.names, labels: labels, weights: weights)
    return try EstimatorCatalog.make(name, parameters).fit(training, seed: seed, execution: Execution(threads: threads))
  }

  @Test func equalsScikitLearn() throws {
    let expected = try Parity.expected("trees", as: Expected.self)
    #expect(expected.cases.count == 11)
    for test in expected.cases {
      let features = matrix(test.gaps ? expected.gappy : expected.columns)
      let model = try fit(
        features, expected.labels, weights: test.weighted ? expected.weights : nil,
        test.parameters.mapValues(\.value))
      let learnt = Dictionary(uniqueKeysWithValues: try #require(model.learnt).map { ($0.name, $0.column) })
      let (names, thresholds) = (try #require(learnt["feature"]), try #require(learnt["left_up_to"]))
      let (gaps, weights, shares) = (learnt["gaps"], learnt["weight"]?.doubles(), learnt["share"]?.doubles())
      #expect(names.count == test.nodes.count, "\(test.name)")
      for (place, node) in test.nodes.enumerated() where place < names.count {
        let title = Comment("\(test.name), node \(place)")
        #expect(names[place] == (node.feature < 0 ? .null : .text(features.names[node.feature])), title)
        #expect(thresholds[place].number == node.threshold, title)
        if node.feature >= 0 { #expect(gaps?[place] == .text(node.gapsLeft ? "left" : "right"), title) }
        #expect(abs((weights?[place] ?? .nan) - node.weight) <= 1e-12 * node.weight, title)
        #expect(abs((shares?[place] ?? .nan) - node.share) <= 1e-14, title)
      }
      let scores = try model.predict(matrix(expected.probe), execution: .serial)
      #expect(zip(scores, test.probabilities).allSatisfy { abs($0 - $1) < 1e-14 }, "\(test.name)")
      let importances = try model.importances(kind: "decrease")
      #expect(zip(importances, test.importances).allSatisfy { abs($0 - $1) < 1e-12 }, "\(test.name)")
      try expectContributions(of: model, matrix(expected.probe), test.contributions, Comment("\(test.name)"))
    }
  }

  /// A forest that was read from what scikit-learn grew.
  @Test func aForestOfScikitLearnPredictsTheSame() throws {
    let expected = try Parity.expected("trees", as: Expected.self)
    let form = try #require(JSONReader.read(expected.forest.state))
    let model = try FormDecoder.decode(ModelState.self, from: form).model
    let scores = try model.predict(matrix(expected.probe), execution: .serial)
    #expect(zip(scores, expected.forest.probabilities).allSatisfy { abs($0 - $1) < 1e-14 })
    let importances = try model.importances(kind: "decrease")
    #expect(zip(importances, expected.forest.importances).allSatisfy { abs($0 - $1) < 1e-12 })
    try expectContributions(of: model, matrix(expected.probe), expected.forest.contributions, "forest")
  }

  /// Those of `shap.TreeExplainer`, and that a row adds up to its share.
  private func expectContributions(
    of model: any FittedModel, _ rows: Matrix, _ wanted: [[Double]], _ title: Comment
  ) throws {
    let explainable = try #require(model as? any ExplainableModel)
    #expect(explainable.contributionScale == .probability)
    let parts = try explainable.contributions(rows, execution: Execution(threads: 2))
    let scores = try model.predict(rows, execution: .serial)
    for row in 0..<rows.rows {
      let own = (0..<parts.columns).map { parts[row, $0] }
      #expect(abs(own.reduce(0, +) - scores[row]) < 1e-12, title)
      guard row < wanted.count else { continue }
      #expect(zip(own, wanted[row]).allSatisfy { abs($0 - $1) < 1e-12 } && own.count == wanted[row].count, title)
    }
  }

  /// All ways to part the rows, one by one.
  @Test func theFirstSplitIsTheBestOne() throws {
    var generator = SplitMix64(seed: 9)
    for round in 0..<200 {
      let rows = Int.random(in: 4...60, using: &generator)
      let features = Matrix(columns: (0..<3).map { feature in
        (0..<rows).map { _ in
          Int.random(in: 0..<5, using: &generator) == 0
            ? .nan : Double(Int.random(in: -4...(feature * 9), using: &generator))
        }
      })
      var labels = (0..<rows).map { _ in Double(Int.random(in: 0...1, using: &generator)) }
      (labels[0], labels[1]) = (0, 1)
      let least = Int.random(in: 1...3, using: &generator)
      let model = try fit(features, labels, ["depth": .int(1), "min_samples_leaf": .int(least)])
      let scores = try model.predict(features, execution: .serial)
      var best = -Double.infinity
      for feature in 0..<3 {
        let column = features.column(feature)
        for cut in Set(column.filter { !$0.isNaN }) {
          for gapsLeft in [true, false] {
            let left = column.indices.filter { column[$0].isNaN ? gapsLeft : column[$0] <= cut }
            if left.count < least || rows - left.count < least { continue }
            best = max(best, purity(left.map { labels[$0] }) + purity(
              column.indices.filter { column[$0].isNaN ? !gapsLeft : column[$0] > cut }.map { labels[$0] }))
          }
        }
      }
      let own = Set(scores).reduce(0.0) { sum, share in
        sum + purity(scores.indices.filter { scores[$0] == share }.map { labels[$0] })
      }
      if best > -.infinity { #expect(abs(own - best) < 1e-9, "round \(round)") }
    }
  }

  /// Σ over classes of count² / rows.
  private func purity(_ labels: [Double]) -> Double {
    let ones = labels.reduce(0, +), count = Double(labels.count)
    return (ones * ones + (count - ones) * (count - ones)) / count
  }

  @Test func closeAndExtremeNumbersAreParted() throws {
    // scikit-learn sees one number in each of the first two, and infinities in the last.
    for pair in [(1e9, 1e9 + 1e-7), (1.0, 1.0.nextUp), (-1.7e308, 1.7e308), (-0.0, 5e-324)] {
      let features = Matrix(columns: [[pair.0, pair.1, pair.0, pair.1]])
      let model = try fit(features, [0, 1, 0, 1])
      #expect(try model.predict(features, execution: .serial) == [0, 1, 0, 1], "\(pair)")
    }
    let zeros = try fit(Matrix(columns: [[0.0, -0.0, 0.0, -0.0]]), [0, 1, 0, 1])
    #expect(try zeros.predict(Matrix(columns: [[-0.0]]), execution: .serial) == [0.5])
    #expect { try fit(Matrix(columns: [[1, .infinity]]), [0, 1]) } throws: {
      ($0 as? LearningError)?.feature == "x0" && ($0 as? LearningError)?.row == 1
    }
    #expect(throws: LearningError("all rows of class 1 weigh 0")) {
      try fit(Matrix(columns: [[1, 2]]), [0, 1], weights: [1, 0])
    }
  }

  /// Ways of hundreds of nodes, where the parts of a row are sums of very many.
  @Test func deepTreesAddUp() throws {
    var generator = SplitMix64(seed: 6)
    let rows = 1500
    let features = Matrix(columns: (0..<25).map { _ in
      (0..<rows).map { _ in Double.random(in: 0...1, using: &generator) }
    })
    var labels = (0..<rows).map { Double($0 % 2) }
    labels.shuffle(using: &generator)
    let chain = Matrix(columns: [(0..<rows).map { Double($0) }])
    for (columns, name) in [(features, "random_forest"), (features, "tree"), (chain, "tree")] {
      let parameters: [String: ParameterValue] = name == "tree" ? [:] : ["trees": .int(3)]
      let own = columns.columns == 1 ? (0..<rows).map { Double($0 % 2) } : labels
      let model = try fit(columns, own, parameters, name: name)
      let part = columns.selecting(rows: Array(0..<40))
      try expectContributions(of: model, part, [], Comment("\(name)"))
    }
  }

  @Test func unseenGapsGoWithMostRows() throws {
    let model = try fit(Matrix(columns: [[1, 1, 1, 2, 2]]), [0, 0, 0, 1, 1])
    #expect(try model.predict(Matrix(columns: [[.nan]]), execution: .serial) == [0])
    let even = try fit(Matrix(columns: [[1, 1, 2, 2]]), [0, 0, 1, 1])
    #expect(try even.predict(Matrix(columns: [[.nan]]), execution: .serial) == [1])
  }
}

