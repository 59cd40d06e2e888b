/// What a decision rule costs at each threshold: a client is refused from that score on.
///
/// Costs change at the scores only, so the curve is a step function: at `t` it has the cost of the first threshold that
/// is not less than `t`, and above the last one the cost of granting everyone.
public struct StepCurve: Sendable, Equatable {
  /// Ascending; a last entry of +∞ stands for granting everyone.
  public var thresholds: [Double]
  /// The cost of all clients together at each threshold; negative for a gain.
  public var costs: [Double]
  /// How many clients the costs are of.
  public var clients: Int

  /// As many costs as thresholds, of so many clients.
  public init(thresholds: [Double], costs: [Double], clients: Int) {
    precondition(thresholds.count == costs.count, "every threshold needs a cost")
    (self.thresholds, self.costs, self.clients) = (thresholds, costs, clients)
  }

  /// The cost at any threshold; NaN without points.
  public func cost(at threshold: Double) -> Double {
    var (low, high) = (0, thresholds.count)
    while low < high {
      let middle = (low + high) / 2
      if thresholds[middle] < threshold { low = middle + 1 } else { high = middle }
    }
    return low < costs.count ? costs[low] : (costs.last ?? .nan)
  }

  /// The least cost and its threshold, of several the highest, which refuses the fewest; nil without finite costs.
  public var minimum: (threshold: Double, cost: Double)? {
    var best: (threshold: Double, cost: Double)?
    for (threshold, cost) in zip(thresholds, costs) where cost.isFinite && cost <= (best?.cost ?? .infinity) {
      best = (threshold, cost)
    }
    return best
  }

  /// The same curve with every cost multiplied.
  func scaled(by factor: Double) -> StepCurve {
    StepCurve(thresholds: thresholds, costs: costs.map { $0 * factor }, clients: clients)
  }

  /// The part of the axis in which the cost moves: outside it lies within 1 % of its range from the ends.
  ///
  /// It lies in 0…1 where the thresholds do, as those of probabilities.
  var window: ClosedRange<Double> {
    let finite = zip(thresholds, costs).filter { $0.0.isFinite && $0.1.isFinite }
    guard let first = finite.first, let last = costs.last, let low = finite.map(\.1).min(),
      let high = finite.map(\.1).max(), high > low
    else { return 0...1 }
    let tolerance = (high - low) * 0.01
    let start = finite.first { ($0.1 - first.1).magnitude > tolerance }?.0 ?? 0
    let end = finite.last { ($0.1 - last).magnitude > tolerance }?.0 ?? 1
    let optimum = minimum?.threshold ?? start
    let (from, to) = (min(start, optimum), max(end, optimum.isFinite ? optimum : end))
    let isProbability = finite.allSatisfy { (0...1).contains($0.0) }
    let moving = Ticks.usable(min(from, to), max(from, to))
    let margin = (moving.upperBound - moving.lowerBound) * 0.06
    let lower = moving.lowerBound - margin
    let rounded = Ticks.rounded(
      (isProbability && lower < 0.1 ? min(0, lower) : lower)...(moving.upperBound + margin), about: 10)
    return isProbability ? rounded.clamped(to: 0...1) : rounded
  }
}
