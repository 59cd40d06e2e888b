/// Gives up trials that are worse than the median of the complete ones, after each step: optuna's `MedianPruner`, on
/// running means.
public struct MedianPruning: Sendable {
  /// How many trials have to be complete before one is given up.
  public let startupTrials: Int
  /// For each complete trial the running mean of its losses after each step.
  private var means: [[Double]] = []

  /// - Parameter startupTrials: how many trials have to be complete before one is given up.
  public init(startupTrials: Int = 5) { self.startupTrials = startupTrials }

  /// Takes a complete trial.
  /// - Parameter means: the mean of its losses after each step; NaN where there is none yet.
  public mutating func complete(_ means: [Double]) { self.means.append(means) }

  /// Whether there are enough complete trials for one to be given up.
  public var isReady: Bool { means.count >= startupTrials }

  /// Whether the mean of a trial's losses is worse than the median of the others' after as many steps.
  public func isHopeless(_ mean: Double, after steps: Int) -> Bool {
    guard isReady else { return false }
    let others = means.compactMap { $0.count >= steps ? $0[steps - 1] : nil }.filter { !$0.isNaN }.sorted()
    guard !others.isEmpty else { return false }
    let middle = others.count / 2
    let median = others.count.isMultiple(of: 2) ? 0.5 * (others[middle - 1] + others[middle]) : others[middle]
    return mean > median
  }
}
