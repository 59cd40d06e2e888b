import Foundation

/// A search that tries what is likelier among the good trials than among the others: the tree-structured Parzen
/// estimator with the densities of optuna 5.0.0.
///
/// After ten trials, the best tenth of all (at most 25 for one goal) makes one density and the rest another; of 64
/// candidates drawn from the first, the one with the greatest ratio of both is tried. For one goal the densities are
/// of all parameters together, for several each parameter has its own, and good are the trials of the first Pareto
/// fronts (see ``ParetoFront``). A trial that was pruned ranks behind all complete ones, the later the better.
///
/// Two things are not optuna's, as searches end lower with them (60 trials of the functions of `ParzenSearchTests`): it
/// draws 24 candidates, and its first ten trials independently, where these are a Latin hypercube (McKay, Beckman and
/// Conover, 1979): each tenth of each parameter's range is tried once.
public struct ParzenSearch: SearchMethod {
  private let space: SearchSpace
  private let seed: UInt64
  private let goals: Int
  private static let startupTrials = 10, candidates = 64, recent = 25

  /// - Parameters:
  ///   - goals: how many losses a trial has.
  ///   - seed: of the session.
  public init(_ space: SearchSpace, goals: Int = 1, seed: UInt64) {
    (self.space, self.goals, self.seed) = (space, goals, seed)
  }

  /// The point that promises most; there always is one.
  public func next(after history: [SearchTrial]) -> [Double]? {
    guard history.count >= Self.startupTrials else { return start(history.count) }
    let good = Self.good(history, goals: goals)
    let others = history.indices.filter { !good.contains($0) }.map { history[$0].point }
    let best = good.sorted().map { history[$0].point }
    let draws = SearchDraws(seed: seed, trial: history.count)
    let free = space.dimensions.indices.filter { space.dimensions[$0].onlyCoordinate == nil }
    var point = space.dimensions.map { $0.onlyCoordinate ?? 0 }
    // What is searched together.
    let groups = goals == 1 ? [free] : free.map { [$0] }
    for group in groups where !group.isEmpty {
      let chosen = choose(group, best, others, draws)
      for (place, value) in zip(group, chosen) { point[place] = value }
    }
    return point
  }

  /// One of the first trials: a random place in one tenth of each parameter, and each tenth once.
  private func start(_ trial: Int) -> [Double] {
    let trials = (0..<Self.startupTrials).map { SearchDraws(seed: seed, trial: $0) }
    return zip(space.names, space.dimensions).map { name, dimension in
      if let only = dimension.onlyCoordinate { return only }
      let places = trials.map { $0.unit("tenth", name) }
      let tenth = places.indices.count { (places[$0], $0) < (places[trial], trial) }
      let unit = (Double(tenth) + trials[trial].unit("random", name)) / Double(Self.startupTrials)
      return dimension.coordinate(at: min(unit, 1.0.nextDown))
    }
  }

  private func choose(
    _ group: [Int], _ best: [[Double]], _ others: [[Double]], _ draws: SearchDraws
  ) -> [Double] {
    let own = SearchSpace(group.map { space.names[$0] }, group.map { space.dimensions[$0] })
    func estimator(_ points: [[Double]], _ weights: [Double]) -> ParzenEstimator {
      ParzenEstimator(own, points.map { point in group.map { point[$0] } }, weights: weights)
    }
    let good = estimator(
      best, goals == 1 ? Self.weights(best.count) : [Double](repeating: 1, count: best.count))
    let rest = estimator(others, Self.weights(others.count))
    var chosen: (point: [Double], ratio: Double)?
    for candidate in 0..<Self.candidates {
      let point = good.draw(draws, candidate: candidate, purpose: "kernel")
      let ratio = good.logDensity(point) - rest.logDensity(point)
      if chosen.map({ ratio > $0.ratio }) ?? true { chosen = (point, ratio) }
    }
    return chosen?.point ?? []
  }

  /// The weights of so many trials in order: the last 25 count in full, older ones ever less.
  static func weights(_ count: Int) -> [Double] {
    let ramp = count - recent
    return (0..<count).map { index in
      guard index < ramp else { return 1 }
      let start = 1 / Double(count)
      return ramp == 1 ? start : start + Double(index) * (1 - start) / Double(ramp - 1)
    }
  }

  /// The numbers of the trials that count as good.
  static func good(_ history: [SearchTrial], goals: Int) -> Set<Int> {
    let tenth = Int((0.1 * Double(history.count)).rounded(.up))
    let wanted = goals == 1 ? min(tenth, 25) : tenth
    var complete: [(trial: Int, losses: [Double])] = []
    var pruned: [(trial: Int, loss: Double, steps: Int)] = []
    for (trial, entry) in history.enumerated() {
      switch entry.outcome {
      case .complete(let losses): complete.append((trial, losses))
      case .pruned(let loss, let steps): pruned.append((trial, loss, steps))
      }
    }
    let first =
      goals == 1
      ? complete.sorted { ($0.losses[0], $0.trial) < ($1.losses[0], $1.trial) }.prefix(wanted).map(\.trial)
      : ParetoFront.best(min(wanted, complete.count), of: complete.map(\.losses)).map { complete[$0].trial }
    let behind = pruned.sorted { (-$0.steps, $0.loss, $0.trial) < (-$1.steps, $1.loss, $1.trial) }
    return Set(first).union(behind.prefix(max(0, wanted - first.count)).map(\.trial))
  }
}
