import Foundation

/// Whether two bins differ in their event rates.
enum RateTest {
  /// The rate of the right bin less that of the left, times the rows of both: an integer, exact up to 3·10⁹ rows.
  static func difference(_ left: WeightOfEvidence.Counts, _ right: WeightOfEvidence.Counts) -> Int {
    right.events * left.rows - left.events * right.rows
  }

  /// The two-sided p-value of the z-test for two proportions with the pooled rate p = (e₁ + e₂)/(n₁ + n₂):
  /// z = (p₁ − p₂)/√(p(1 − p)(1/n₁ + 1/n₂)); 1 where both bins are of one and the same class.
  static func pValue(_ left: WeightOfEvidence.Counts, _ right: WeightOfEvidence.Counts) -> Double {
    let both = left + right
    if both.events == 0 || both.nonEvents == 0 { return 1 }
    let (first, second) = (Double(left.rows), Double(right.rows))
    let pooled = Double(both.events) / Double(both.rows)
    let error = (pooled * (1 - pooled) * (1 / first + 1 / second)).squareRoot()
    let z = (Double(left.events) / first - Double(right.events) / second) / error
    return erfc(abs(z) / 2.0.squareRoot())
  }
}
