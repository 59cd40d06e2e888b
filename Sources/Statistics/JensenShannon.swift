import Foundation

/// The divergence of two distributions from their mean (Lin 1991, "Divergence measures based on the Shannon entropy").
package enum JensenShannon {
  /// What a cell with the shares `one` and `other` adds to the divergence, in nats: ½·(p ln(p/m) + q ln(q/m)) with
  /// m = (p + q)/2, and 0·ln 0 = 0. All cells together come to at most ln 2.
  package static func contribution(_ one: Double, _ other: Double) -> Double {
    let middle = (one + other) / 2
    return (part(one, middle) + part(other, middle)) / 2
  }

  private static func part(_ share: Double, _ middle: Double) -> Double { share > 0 ? share * log(share / middle) : 0 }
}
