/// A running sum that carries the rounding error along (Neumaier's variant of Kahan's summation).
package struct CompensatedSum {
  private var sum = 0.0
  private var error = 0.0

  package init() {}

  package var total: Double { sum + error }

  package mutating func add(_ value: Double) {
    let next = sum + value
    error += abs(sum) >= abs(value) ? (sum - next) + value : (value - next) + sum
    sum = next
  }
}
