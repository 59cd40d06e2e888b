/// A point of a search that was tried, and what came of it.
public struct SearchTrial: Sendable, Hashable {
  /// How a trial ended.
  public enum Outcome: Sendable, Hashable {
    /// The loss of each goal; less is better.
    case complete(losses: [Double])
    /// Given up after some steps, with the loss of the first goal by then.
    case pruned(loss: Double, steps: Int)
  }

  /// A coordinate for each dimension of the space.
  public let point: [Double]
  /// How the trial ended.
  public let outcome: Outcome

  /// A point and what came of it. A loss without a value counts as infinite.
  public init(point: [Double], outcome: Outcome) {
    func counted(_ loss: Double) -> Double { loss.isNaN ? .infinity : loss }
    self.point = point
    self.outcome = switch outcome {
    case .complete(let losses): .complete(losses: losses.map(counted))
    case .pruned(let loss, let steps): .pruned(loss: counted(loss), steps: steps)
    }
  }
}

/// A way to choose the points of a search, one after another.
///
/// The choice depends on the seed, the trial's number and the trials before it alone.
public protocol SearchMethod: Sendable {
  /// The point that is tried next.
  ///
  /// - Parameter history: all trials before, in order.
  /// - Returns: a coordinate for each dimension; nil where all points have been tried.
  func next(after history: [SearchTrial]) -> [Double]?
}

/// Points that are drawn independently, each parameter uniformly on its scale.
public struct RandomSearch: SearchMethod {
  private let space: SearchSpace
  private let seed: UInt64

  /// - Parameter seed: of the session.
  public init(_ space: SearchSpace, seed: UInt64) { (self.space, self.seed) = (space, seed) }

  /// The point of the trial of this number.
  public func next(after history: [SearchTrial]) -> [Double]? {
    let draws = SearchDraws(seed: seed, trial: history.count)
    return zip(space.names, space.dimensions).map { name, dimension in
      dimension.onlyCoordinate ?? dimension.coordinate(at: draws.unit("random", name))
    }
  }
}

/// All combinations of some values of each parameter; the last parameter changes fastest.
public struct GridSearch: SearchMethod {
  private let values: [[Double]]
  /// How many combinations there are, or nil if that is more than a whole number holds.
  public let count: Int?

  /// - Parameter levels: how many values of a range there are at most.
  public init(_ space: SearchSpace, levels: Int) {
    values = space.dimensions.map { $0.grid(levels) }
    count = values.reduce(1 as Int?) { product, own in
      product.flatMap { product in
        let (result, isTooLarge) = product.multipliedReportingOverflow(by: own.count)
        return isTooLarge ? nil : result
      }
    }
  }

  /// The combination of this number; nil behind the last one.
  public func next(after history: [SearchTrial]) -> [Double]? {
    guard count.map({ history.count < $0 }) ?? true else { return nil }
    var rest = history.count
    var point: [Double] = []
    for own in values.reversed() {
      point.append(own[rest % own.count])
      rest /= own.count
    }
    return point.reversed()
  }
}

/// The random numbers of one trial, by what they are for.
struct SearchDraws: Sendable {
  private let seed: UInt64

  init(seed: UInt64, trial: Int) { self.seed = StableHash(seed: seed, purpose: "search").hash(trial) }

  /// A number in [0, 1) for a purpose, a parameter and a candidate.
  func unit(_ purpose: String, _ name: String, _ candidate: Int = 0) -> Double {
    StableHash(seed: StableHash(seed: seed, purpose: purpose).hash(name), purpose: "candidate").unit(candidate)
  }
}
