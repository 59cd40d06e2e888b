/// Elementary functions built from IEEE 754 basic operations alone.
///
/// The C library may round `exp` and `log` differently from one version or platform to the next, which would change
/// generated files. Additions, multiplications, divisions and roots are exactly rounded everywhere, and Swift never
/// fuses them, so these functions give the same bits on every machine. They are good to about 1e-13 relative.
package enum PortableMath {
  private static let ln2High = 0x1.62e42feep-1
  private static let ln2Low = 0x1.a39ef35793c76p-33

  /// eˣ by reduction to |r| ≤ ln 2 / 2 and the Taylor polynomial of degree 12; x is clamped to ±700.
  package static func exp(_ x: Double) -> Double {
    let clamped = min(max(x, -700), 700)
    let power = (clamped * 1.4426950408889634).rounded()
    let r = (clamped - power * ln2High) - power * ln2Low
    var sum = 1.0
    var divisor = 12.0
    while divisor > 0 {
      sum = 1 + sum * r / divisor
      divisor -= 1
    }
    return Double(sign: .plus, exponent: Int(power), significand: sum)
  }

  /// Natural logarithm of a positive normal number, by the series of artanh.
  package static func log(_ x: Double) -> Double {
    precondition(x >= Double.leastNormalMagnitude, "the logarithm needs a positive normal number")
    var exponent = Double(x.exponent)
    var significand = x.significand
    if significand > 1.4142135623730951 {
      significand /= 2
      exponent += 1
    }
    let s = (significand - 1) / (significand + 1)
    let square = s * s
    var sum = 0.0
    var odd = 19.0
    while odd > 0 {
      sum = sum * square + 1 / odd
      odd -= 2
    }
    return exponent * ln2High + (2 * s * sum + exponent * ln2Low)
  }

  /// 1 / (1 + e⁻ˣ).
  package static func logistic(_ x: Double) -> Double { 1 / (1 + exp(-x)) }

  /// The normal quantile by P. J. Acklam's rational approximation (relative error below 1.2e-9); p in (0, 1).
  package static func normalQuantile(_ p: Double) -> Double {
    if p < 0.02425 { return tail((-2 * log(p)).squareRoot()) }
    if p > 1 - 0.02425 { return -tail((-2 * log(1 - p)).squareRoot()) }
    let q = p - 0.5
    let r = q * q
    var top = -3.969683028665376e+01
    top = top * r + 2.209460984245205e+02
    top = top * r - 2.759285104469687e+02
    top = top * r + 1.383577518672690e+02
    top = top * r - 3.066479806614716e+01
    top = top * r + 2.506628277459239e+00
    var bottom = -5.447609879822406e+01
    bottom = bottom * r + 1.615858368580409e+02
    bottom = bottom * r - 1.556989798598866e+02
    bottom = bottom * r + 6.680131188771972e+01
    bottom = bottom * r - 1.328068155288572e+01
    return q * top / (bottom * r + 1)
  }

  private static func tail(_ q: Double) -> Double {
    var top = -7.784894002430293e-03
    top = top * q - 3.223964580411365e-01
    top = top * q - 2.400758277161838e+00
    top = top * q - 2.549732539343734e+00
    top = top * q + 4.374664141464968e+00
    top = top * q + 2.938163982698783e+00
    var bottom = 7.784695709041462e-03
    bottom = bottom * q + 3.224671290700398e-01
    bottom = bottom * q + 2.445134137142996e+00
    bottom = bottom * q + 3.754408661907416e+00
    return top / (bottom * q + 1)
  }
}
