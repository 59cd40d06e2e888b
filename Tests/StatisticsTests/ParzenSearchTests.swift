import Foundation
import TestSupport
import Testing

@testable import Statistics

/// Against optuna on the same trials, and on test functions with the values that it finds: `Tests/Parity/tpe`.
@Suite struct ParzenSearchTests {
  struct Expected: Decodable {
    struct Dimension: Decodable {
      let kind: String
      let low: Double
      let high: Double
      let log: Bool

      var dimension: SearchDimension {
        switch kind {
        case "real": .real(low...high, isLogarithmic: log)
        case "whole": .whole(Int(low)...Int(high), isLogarithmic: log)
        default: .choice(count: Int(high) + 1)
        }
      }
    }
    struct Density: Decodable {
      let space: [Dimension]
      let observed: [[Double]]
      let asked: [[Double]]
      let values: [Double]
    }
    struct Split: Decodable {
      let losses: [[Double]]
      let pruned: [Int?]
      let good: [Int]
    }
    struct Quantile: Decodable {
      let low: Double
      let high: Double
      let share: Double
      let value: Double
    }
    struct Function: Decodable {
      let name: String
      let space: [Dimension]
      let best: [Double]
    }
    let trials: Int
    let densities: [Density]
    let splits: [Split]
    let quantiles: [Quantile]
    let functions: [Function]
  }

  private let expected: Expected

  init() throws { expected = try Parity.expected("tpe", as: Expected.self) }

  private func space(_ dimensions: [Expected.Dimension]) -> SearchSpace {
    SearchSpace(dimensions.indices.map { "p\($0)" }, dimensions.map(\.dimension))
  }

  @Test func densitiesAreOptunas() {
    for density in expected.densities {
      let estimator = ParzenEstimator(
        space(density.space), density.observed, weights: ParzenSearch.weights(density.observed.count))
      for (point, value) in zip(density.asked, density.values) {
        #expect(abs(estimator.logDensity(point) - value) < 1e-9, "\(density.observed.count) observations at \(point)")
      }
    }
  }

  @Test func quantilesAreOptunas() {
    for quantile in expected.quantiles {
      let normal = TruncatedNormal(mean: 0, deviation: 1, low: quantile.low, high: quantile.high)
      let own = normal.quantile(quantile.share)
      #expect(abs(own - quantile.value) < 1e-7 * max(1, abs(quantile.value)), "\(quantile)")
    }
  }

  @Test func goodTrialsAreOptunas() {
    for split in expected.splits {
      let history = zip(split.losses, split.pruned).map { losses, steps in
        SearchTrial(
          point: [0], outcome: steps.map { .pruned(loss: losses[0], steps: $0) } ?? .complete(losses: losses))
      }
      #expect(ParzenSearch.good(history, goals: split.losses[0].count).sorted() == split.good)
    }
  }

  @Test(arguments: ["sphere", "rosenbrock", "branin", "hartmann6", "ackley", "mixed"])
  func findsNoWorseValuesThanOptuna(_ name: String) throws {
    let function = try #require(expected.functions.first { $0.name == name })
    let own = function.best.indices.map { seed in
      let search = ParzenSearch(space(function.space), seed: UInt64(seed))
      var history: [SearchTrial] = []
      for _ in 0..<expected.trials {
        let point = search.next(after: history) ?? []
        history.append(SearchTrial(point: point, outcome: .complete(losses: [TestFunction.value(name, point)])))
      }
      return history.map { entry -> Double in
        if case .complete(let losses) = entry.outcome { losses[0] } else { .infinity }
      }.min() ?? .infinity
    }
    // Sixty seeds find smaller differences than twenty do.
    for seeds in [20, 60] {
      let p = Self.probabilityOfWorse(Array(own.prefix(seeds)), than: Array(function.best.prefix(seeds)))
      #expect(p > 0.05, "\(name), \(seeds) seeds: ours \(own.sorted()), optuna's \(function.best.sorted())")
    }
  }

  @Test func firstTrialsTryEachTenthOnce() {
    let space = SearchSpace(
      ["a", "b", "c", "d"],
      [
        .real(0...1, isLogarithmic: false), .real(1...1024, isLogarithmic: true), .choice(count: 5),
        .whole(3...3, isLogarithmic: false),
      ])
    for seed in 0..<30 {
      let search = ParzenSearch(space, seed: UInt64(seed))
      var history: [SearchTrial] = []
      for _ in 0..<10 {
        history.append(SearchTrial(point: search.next(after: history) ?? [], outcome: .complete(losses: [0])))
      }
      let points = history.map(\.point)
      #expect(points.map { Int($0[0] * 10) }.sorted() == Array(0..<10))
      #expect(points.map { Int(log2($0[1])) }.sorted() == Array(0..<10))
      #expect((0..<5).allSatisfy { choice in points.count { $0[2] == Double(choice) } == 2 })
      #expect(points.allSatisfy { $0[3] == 3 })
    }
  }

  /// The one-sided Mann–Whitney test that the first values are greater, by the normal approximation.
  private static func probabilityOfWorse(_ own: [Double], than other: [Double]) -> Double {
    let wins = own.reduce(0.0) { sum, a in sum + other.reduce(0) { $0 + (a > $1 ? 1 : a == $1 ? 0.5 : 0) } }
    let (n, m) = (Double(own.count), Double(other.count))
    let deviation = (n * m * (n + m + 1) / 12).squareRoot()
    return 0.5 * erfc((wins - n * m / 2 - 0.5) / deviation / 2.0.squareRoot())
  }
}

/// Functions that optimisers are compared on, as `make.py` has them.
private enum TestFunction {
  static func value(_ name: String, _ p: [Double]) -> Double {
    switch name {
    case "sphere": p.reduce(0) { $0 + $1 * $1 }
    case "rosenbrock":
      zip(p, p.dropFirst()).reduce(0) { $0 + 100 * pow($1.1 - $1.0 * $1.0, 2) + pow(1 - $1.0, 2) }
    case "branin": branin(p[0], p[1])
    case "hartmann6": hartmann(p)
    case "ackley": ackley(p)
    default: mixed(p)
    }
  }

  private static func branin(_ x: Double, _ y: Double) -> Double {
    pow(y - 5.1 / (4 * .pi * .pi) * x * x + 5 / .pi * x - 6, 2) + 10 * (1 - 1 / (8 * .pi)) * cos(x) + 10
  }

  private static func ackley(_ p: [Double]) -> Double {
    let count = Double(p.count)
    let squares = p.reduce(0) { $0 + $1 * $1 }, waves = p.reduce(0) { $0 + cos(2 * .pi * $1) }
    return -20 * exp(-0.2 * (squares / count).squareRoot()) - exp(waves / count) + 20 + exp(1)
  }

  private static func mixed(_ p: [Double]) -> Double {
    let shift = [0.5, 0, 1, 0.3][Int(p[3])] * (1 + p[2] / 10)
    return pow(log10(p[0]) + 1.5, 2) + pow(log2(p[1]) - 5, 2) / 4 + pow(p[2] - 7, 2) / 20 + shift
  }

  private static let widths: [[Double]] = [
    [10, 3, 17, 3.5, 1.7, 8], [0.05, 10, 17, 0.1, 8, 14], [3, 3.5, 1.7, 10, 17, 8], [17, 8, 0.05, 10, 0.1, 14],
  ]
  private static let centres: [[Double]] = [
    [1312, 1696, 5569, 124, 8283, 5886], [2329, 4135, 8307, 3736, 1004, 9991],
    [2348, 1451, 3522, 2883, 3047, 6650], [4047, 8828, 8732, 5743, 1091, 381],
  ]

  private static func hartmann(_ p: [Double]) -> Double {
    let heights = [1, 1.2, 3, 3.2]
    return -heights.indices.reduce(0.0) { sum, row in
      let squares = p.indices.reduce(0.0) { $0 + widths[row][$1] * pow(p[$1] - 1e-4 * centres[row][$1], 2) }
      return sum + heights[row] * exp(-squares)
    }
  }
}
