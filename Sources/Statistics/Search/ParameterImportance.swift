import Foundation

/// How much each parameter of a search decides whether a trial is among the best.
///
/// PED-ANOVA (Watanabe, Bansal and Hutter, IJCAI 2023, <https://arxiv.org/abs/2304.10255>) as optuna 5.0.0 computes it:
/// for each parameter, (m / n)² · Σ p(g) · (q(g) / p(g) − 1)², where p is the density of all n trials over a grid of
/// the parameter's values, and q that of the m best ones. Trials need not be spread evenly: p says where they are.
public struct ParameterImportance: Sendable, Equatable {
  /// For each parameter, 0 or more.
  public let values: [Double]
  /// How many trials count as the best; more than asked for where losses are equal.
  public let best: Int
  /// How many trials there are.
  public let trials: Int

  /// - Parameters:
  ///   - space: what was searched.
  ///   - points: of the complete trials, a coordinate for each dimension.
  ///   - losses: one for each point; less is better.
  ///   - count: how many trials count as the best; a tenth of them, and 5 where there are more than 10, where none is
  ///     given.
  public init(_ space: SearchSpace, points: [[Double]], losses: [Double], best count: Int? = nil) {
    precondition(points.count == losses.count, "each point has a loss")
    let known = losses.indices.filter { losses[$0].isFinite }
    let wanted = count ?? max((known.count + 9) / 10, min(5, known.count / 2))
    let sorted = known.map { losses[$0] }.sorted()
    let good = sorted.isEmpty ? [] : known.filter { losses[$0] <= sorted[max(0, min(wanted, sorted.count) - 1)] }
    (best, trials) = (good.count, known.count)
    let share = Double(good.count) / Double(max(1, known.count))
    values = space.dimensions.enumerated().map { place, dimension in
      guard known.count > 1, dimension.onlyCoordinate == nil else { return 0 }
      let grid = Grid(dimension)
      let all = grid.densities(known.map { points[$0][place] }), top = grid.densities(good.map { points[$0][place] })
      return share * share * zip(all, top).reduce(0) { $0 + $1.0 * ($1.1 / $1.0 - 1) * ($1.1 / $1.0 - 1) }
    }
  }

  /// What each parameter has of the sum of all; nil where none has any.
  public var shares: [Double]? {
    let sum = values.reduce(0, +)
    return sum > 0 ? values.map { $0 / sum } : nil
  }
}

/// Equal steps over the values of one parameter, on its scale.
private struct Grid {
  private let low: Double
  private let step: Double
  private let size: Int
  private let isLogarithmic: Bool
  private let isChoice: Bool

  /// So many steps at most.
  private static let most = 50

  init(_ dimension: SearchDimension) {
    var ends = (0.0, 0.0)
    switch dimension {
    case .choice(let count): (size, isLogarithmic, isChoice) = (count, false, true)
    case .real(let range, let isLogarithmic):
      (size, self.isLogarithmic, isChoice) = (Self.most, isLogarithmic, false)
      ends = (range.lowerBound, range.upperBound)
    case .whole(let range, let isLogarithmic):
      let width = Double(range.upperBound) - Double(range.lowerBound) + 1
      let steps = isLogarithmic ? log2(width).rounded(.up) + 1 : width
      (size, self.isLogarithmic, isChoice) = (Int(min(steps, Double(Self.most))), isLogarithmic, false)
      ends = (Double(range.lowerBound), Double(range.upperBound))
    }
    if isLogarithmic { ends = (log(ends.0), log(ends.1)) }
    low = ends.0
    step = (ends.1 - ends.0) / Double(size - 1)
  }

  /// How many of the values lie next to each place of the grid; half-way between two, next to the lower one.
  private func counts(_ values: [Double]) -> [Int] {
    var counts = [Int](repeating: 0, count: size)
    for value in values {
      let place = isChoice ? value : (((isLogarithmic ? log(value) : value) - low) / step - 0.5).rounded(.up)
      counts[Int(min(max(0, place), Double(size - 1)))] += 1
    }
    return counts
  }

  /// The density of values over the grid: a kernel around each place that has some, weighing as much as they are many,
  /// and a prior that weighs as much as one of them.
  func densities(_ values: [Double]) -> [Double] {
    let counts = counts(values)
    let places = counts.indices.filter { counts[$0] > 0 }
    let weights = places.map { Double(counts[$0]) } + [1]
    let kernels = isChoice ? choices(places) : normals(places, places.map { counts[$0] })
    let total = weights.reduce(0, +)
    return (0..<size).map { place in
      zip(weights, kernels).reduce(0) { $0 + $1.0 / total * $1.1[place] } + 1e-12
    }
  }

  private func choices(_ places: [Int]) -> [[Double]] {
    let added = 1 / Double(places.count + 1)
    let total = 1 + added * Double(size)
    let own = places.map { place in (0..<size).map { (added + ($0 == place ? 1 : 0)) / total } }
    return own + [[Double](repeating: 1 / Double(size), count: size)]
  }

  /// Normal distributions within the grid, whose deviation is by Scott's rule; the prior's is the grid's width.
  private func normals(_ places: [Int], _ counts: [Int]) -> [[Double]] {
    let total = counts.reduce(0, +), number = Double(total)
    let mean = zip(places, counts).reduce(0) { $0 + Double($1.0 * $1.1) } / number
    let squares = zip(places, counts).reduce(0) { $0 + pow(Double($1.0) - mean, 2) * Double($1.1) }
    var sum = 0
    let cumulated = counts.map { count in
      sum += count
      return sum
    }
    let first = cumulated.firstIndex { $0 >= total / 4 } ?? 0
    let third = cumulated.firstIndex { $0 > total * 3 / 4 } ?? places.count - 1
    let spread = min(Double(places[third] - places[first]) / 1.34, (squares / max(1, number - 1)).squareRoot())
    // At least 90 % of a kernel lie within one step of the grid.
    let deviation = max(1.059 * spread * pow(number, -0.2), 0.5 / 1.64)
    let means = places.map(Double.init) + [Double(size - 1) / 2]
    let deviations = places.map { _ in deviation } + [Double(size)]
    return zip(means, deviations).map { mean, deviation in
      let normal = TruncatedNormal(mean: mean, deviation: deviation, low: -0.5, high: Double(size) - 0.5)
      return (0..<size).map { exp(normal.logProbability(Double($0) - 0.5, Double($0) + 0.5)) }
    }
  }
}
