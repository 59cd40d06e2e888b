import Foundation

/// A density over a search space: the mean of a kernel around each observed point and of a prior, as in optuna 5.0.0.
///
/// A kernel is a product over the parameters. Of a range it is a truncated normal distribution whose deviation is the
/// larger gap to a neighbour among the observations, within [range / min(100, 2 + n), range]; the prior's mean is the
/// middle of the range and its deviation the range. Of a choice it is the observed one with a weight of 1 + w, all
/// others with w = 1/(n + 1) / count.
struct ParzenEstimator: Sendable {
  private let names: [String]
  private let kernels: [Kernels]
  private let logWeights: [Double]
  /// The sums of the weights up to each kernel.
  private let cumulated: [Double]

  /// - Parameters:
  ///   - points: the observations, each with a coordinate for each dimension.
  ///   - weights: of the observations; the prior has the weight 1.
  init(_ space: SearchSpace, _ points: [[Double]], weights: [Double]) {
    names = space.names
    kernels = space.dimensions.enumerated().map { place, dimension in
      Kernels(dimension, observed: points.map { $0[place] })
    }
    let all = weights + [1]
    let total = all.reduce(0, +)
    logWeights = all.map { log($0 / total) }
    var sum = 0.0
    cumulated = all.map { weight in
      sum += weight / total
      return sum
    }
  }

  /// The logarithm of the density at a point.
  func logDensity(_ point: [Double]) -> Double {
    let values = logWeights.indices.map { kernel in
      zip(kernels, point).reduce(logWeights[kernel]) { $0 + $1.0.logDensity($1.1, of: kernel) }
    }
    let greatest = values.max() ?? 0
    guard greatest > -.infinity else { return -.infinity }
    return greatest + log(values.reduce(0) { $0 + exp($1 - greatest) })
  }

  /// A point that is drawn from the density.
  func draw(_ draws: SearchDraws, candidate: Int, purpose: String) -> [Double] {
    let share = draws.unit(purpose, names.count == 1 ? names[0] : "", candidate)
    let kernel = cumulated.firstIndex { share < $0 } ?? cumulated.count - 1
    return zip(names, kernels).map { name, kernels in
      kernels.quantile(draws.unit("value", name, candidate), of: kernel)
    }
  }
}

extension ParzenEstimator {
  /// The factors of all kernels in one parameter.
  private enum Kernels: Sendable {
    case numbers(SearchScale, [TruncatedNormal])
    /// For each kernel the probabilities of all choices.
    case choices([[Double]])

    init(_ dimension: SearchDimension, observed: [Double]) {
      if case .choice(let count) = dimension {
        let added = 1 / Double(observed.count + 1)
        let total = 1 + added * Double(count)
        let own = observed.map { value in
          (0..<count).map { (added + ($0 == Int(value) ? 1 : 0)) / total }
        }
        self = .choices(own + [[Double](repeating: 1 / Double(count), count: count)])
        return
      }
      let scale = SearchScale(dimension)
      let (low, high) = (scale.low, scale.high)
      let means = observed.map(scale.place)
      let deviations = Self.deviations(means, low, high)
      let normals = zip(means + [0.5 * (low + high)], deviations + [high - low]).map {
        TruncatedNormal(mean: $0, deviation: $1, low: low, high: high)
      }
      self = .numbers(scale, normals)
    }

    /// The larger gap to a neighbour; an end of the range is a neighbour only of an observation that is alone.
    private static func deviations(_ means: [Double], _ low: Double, _ high: Double) -> [Double] {
      let order = means.indices.sorted { (means[$0], $0) < (means[$1], $1) }
      let sorted = order.map { means[$0] }
      let least = (high - low) / min(100, Double(2 + means.count))
      var deviations = [Double](repeating: 0, count: means.count)
      for (place, index) in order.enumerated() {
        let before = place > 0 ? sorted[place] - sorted[place - 1] : means.count == 1 ? sorted[place] - low : 0
        let after =
          place + 1 < sorted.count ? sorted[place + 1] - sorted[place] : means.count == 1 ? high - sorted[place] : 0
        deviations[index] = min(max(before, after, least), high - low)
      }
      return deviations
    }

    func logDensity(_ coordinate: Double, of kernel: Int) -> Double {
      switch self {
      case .choices(let probabilities): return log(probabilities[kernel][Int(coordinate)])
      case .numbers(let scale, let normals):
        guard scale.isWhole else { return normals[kernel].logDensity(scale.place(coordinate)) }
        return normals[kernel].logProbability(scale.place(coordinate - 0.5), scale.place(coordinate + 0.5))
      }
    }

    func quantile(_ share: Double, of kernel: Int) -> Double {
      switch self {
      case .numbers(let scale, let normals): return scale.coordinate(normals[kernel].quantile(share))
      case .choices(let probabilities):
        var sum = 0.0
        for (choice, probability) in probabilities[kernel].enumerated() {
          sum += probability
          if share < sum { return Double(choice) }
        }
        return Double(probabilities[kernel].count - 1)
      }
    }
  }
}
