import Kernels

/// Intervals by drawing units again with replacement, as many as there are (Efron 1979, the percentile interval).
///
/// A unit is what varies by itself: a row, or all rows of a key. The draws of a replicate come from
/// hash(seed, "bootstrap", replicate), so that they depend neither on threads nor on other replicates.
public enum Bootstrap {
  /// The sums of several amounts of each unit over the units drawn, for each replicate.
  ///
  /// - Parameters:
  ///   - amounts: one list for each kind of amount, all of them with a value for each unit.
  /// - Returns: for each replicate one sum for each kind.
  /// - Throws: `Cancelled`.
  public static func sums(
    of amounts: [[Double]], replicates: Int, seed: UInt64, execution: Execution
  ) throws -> [[Double]] {
    let units = amounts.first?.count ?? 0
    precondition(amounts.allSatisfy { $0.count == units }, "each unit has one amount of each kind")
    let hash = StableHash(seed: seed, purpose: "bootstrap")
    return try execution.map(count: replicates) { replicate in
      let own = hash.hash(replicate)
      var counts = [Int32](repeating: 0, count: units)
      for draw in 0..<units {
        let bits = XXH64.hash(word: UInt64(draw), seed: own)
        counts[Int(bits.multipliedFullWidth(by: UInt64(units)).high)] += 1
      }
      return amounts.map { amount in
        PairwiseSummation.sum(count: units) { Double(counts[$0]) * amount[$0] }
      }
    }
  }

  /// The middle 95 % of values; nil where there are none, or one is not finite.
  public static func interval(_ values: [Double]) -> ClosedRange<Double>? {
    guard values.allSatisfy(\.isFinite) else { return nil }
    let quantiles = Quantiles(values)
    guard let low = quantiles(0.025), let high = quantiles(0.975) else { return nil }
    return low...high
  }
}
