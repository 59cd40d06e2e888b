import Columns
import Foundation

/// Functions of numbers. A result outside the domain is null and is counted; whole numbers stay whole where the result of
/// whole numbers always is.
enum NumericFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction("abs(x)", "The absolute value.", arity: 1...1, type: sameNumber) { absolute(&$0) },
    ScalarFunction(
      "round(x, digits)", "The nearest number with so many decimals, ties to even; 0 by default. Below 0, tens, hundreds …",
      arity: 1...2, type: { .numbers($0, gives: $0[0] == .float ? .float : .int) }, evaluate: Rounding.round),
    ScalarFunction("floor(x)", "The largest whole number that is not greater.", arity: 1...1, type: sameNumber) {
      whole(&$0) { $0.rounded(.down) }
    },
    ScalarFunction("ceil(x)", "The smallest whole number that is not less.", arity: 1...1, type: sameNumber) {
      whole(&$0) { $0.rounded(.up) }
    },
    ScalarFunction("log(x)", "The natural logarithm; null where x is not positive.", arity: 1...1, type: toFloat) {
      map(&$0) { $0 > 0 ? Foundation.log($0) : .nan }
    },
    ScalarFunction("log1p(x)", "The natural logarithm of 1 + x; null where x ≤ −1.", arity: 1...1, type: toFloat) {
      map(&$0) { $0 > -1 ? Foundation.log1p($0) : .nan }
    },
    ScalarFunction("exp(x)", "The exponential.", arity: 1...1, type: toFloat) { map(&$0) { Foundation.exp($0) } },
    ScalarFunction("sqrt(x)", "The square root; null where x is negative.", arity: 1...1, type: toFloat) {
      map(&$0) { $0 >= 0 ? $0.squareRoot() : .nan }
    },
    ScalarFunction("pow(x, y)", "x to the power of y.", arity: 2...2, type: toFloat) { power(&$0) },
    ScalarFunction(
      "clip(x, min: a, max: b)", "x held between two bounds, either of which may be left out.", arity: 1...1,
      options: ["min", "max"], type: sameNumber, evaluate: clip),
  ]

  private static let toFloat: @Sendable ([ColumnType?]) -> ScalarFunction.TypeRule = { .numbers($0, gives: .float) }
  private static let sameNumber: @Sendable ([ColumnType?]) -> ScalarFunction.TypeRule = { types in
    .numbers(types, gives: types[0] == .float ? .float : .int)
  }
}
