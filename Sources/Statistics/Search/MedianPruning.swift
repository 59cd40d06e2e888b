/// Gives up trials that are worse than the median of those before them, after each step: optuna's `MedianPruner`, on
/// running means.
public struct MedianPruning: Sendable {
  /// How many trials have to be complete before one is given up.
  public let startupTrials: Int
  /// For each complete trial the running mean of its losses after each step.
  private var means: [[Double]] = []

  /// - Parameter startupTrials: how many trials have to be complete before one is given up.
  public init(startupTrials: Int = 5) { self.startupTrials = startupTrials }

  /// Takes a complete trial with the loss of each of its steps.
  public mutating func complete(_ losses: [Double]) {
    means.append(losses.indices.map { Self.mean(losses[...$0]) })
  }

  /// Whether a trial with these losses so far is worse than the median after as many steps.
  public func isHopeless(_ losses: [Double]) -> Bool {
    guard means.count >= startupTrials, !losses.isEmpty else { return false }
    let all = means.compactMap { $0.count >= losses.count ? $0[losses.count - 1] : nil }
    let others = all.filter { !$0.isNaN }.sorted()
    guard !others.isEmpty else { return false }
    let middle = others.count / 2
    let median = others.count.isMultiple(of: 2) ? 0.5 * (others[middle - 1] + others[middle]) : others[middle]
    return Self.mean(losses[...]) > median
  }

  private static func mean(_ losses: ArraySlice<Double>) -> Double { losses.reduce(0, +) / Double(losses.count) }
}
