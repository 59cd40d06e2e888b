import Columns
import Diagnostics
import Foundation

/// Functions of numbers. A result outside the domain is null and is counted; whole numbers stay whole where the result
/// of whole numbers always is.
enum NumericFunctions {
  static let all: [ScalarFunction] = [
    ScalarFunction(
      "abs", [x], "The absolute value.", gives: .sameNumber, example: FunctionExample("abs(-2)", "2")
    ) { absolute(&$0) },
    ScalarFunction(
      "round", [x, digits.declaration], "The nearest number with so many decimals, ties to even.", gives: .sameNumber,
      example: FunctionExample("round(2.5)", "2.0"), evaluate: Rounding.round),
    ScalarFunction(
      "floor", [x], "The largest whole number that is not greater.", gives: .sameNumber,
      example: FunctionExample("floor(-1.5)", "-2.0")
    ) {
      whole(&$0) { $0.rounded(.down) }
    },
    ScalarFunction(
      "ceil", [x], "The smallest whole number that is not less.", gives: .sameNumber,
      example: FunctionExample("ceil(1.2)", "2.0")
    ) {
      whole(&$0) { $0.rounded(.up) }
    },
    ScalarFunction(
      "log", [x], "The natural logarithm; null where x is not positive.", gives: .always(.float),
      example: FunctionExample("log(1)", "0.0")
    ) {
      map(&$0) { $0 > 0 ? Foundation.log($0) : .nan }
    },
    ScalarFunction(
      "log1p", [x], "The natural logarithm of 1 + x; null where x ≤ −1.", gives: .always(.float),
      example: FunctionExample("log1p(0)", "0.0")
    ) {
      map(&$0) { $0 > -1 ? Foundation.log1p($0) : .nan }
    },
    ScalarFunction(
      "logit", [x], "The log-odds of a probability, log(x / (1 − x)); null where x is not between 0 and 1.",
      gives: .always(.float), example: FunctionExample("logit(0.5)", "0.0")
    ) { map(&$0, logit) },
    ScalarFunction(
      "exp", [x], "The exponential.", gives: .always(.float), example: FunctionExample("exp(0)", "1.0")
    ) { map(&$0) { Foundation.exp($0) } },
    ScalarFunction(
      "sqrt", [x], "The square root; null where x is negative.", gives: .always(.float),
      example: FunctionExample("sqrt(2.25)", "1.5")
    ) {
      map(&$0) { $0 >= 0 ? $0.squareRoot() : .nan }
    },
    ScalarFunction(
      "pow", [x, .rows("y", .numbers)], "x to the power of y.", gives: .always(.float),
      example: FunctionExample("pow(2, 10)", "1024.0")
    ) { power(&$0) },
    ScalarFunction(
      "clip", [x], labelled: [least.declaration, most.declaration],
      "x held between two bounds, either of which may be left out.", gives: .checked(clipped),
      example: FunctionExample("clip(7, min: 0, max: 5)", "5"), evaluate: clip),
  ]

  /// Near a half, where x / (1 − x) loses the digits that tell x from it, by log1p of the distance: with s = 2x − 1 the
  /// odds are (1 + s) / (1 − s).
  private static func logit(_ x: Double) -> Double {
    guard x > 0, x < 1 else { return .nan }
    guard x >= 0.3, x <= 0.65 else { return Foundation.log(x / (1 - x)) }
    let s = 2 * (x - 0.5)
    return Foundation.log1p(s) - Foundation.log1p(-s)
  }

  private static let x = ParameterInfo.rows("x", .numbers)
  private static let digits = Parameter<Int>(
    "digits", default: 0, in: -308...308, "How many decimals; negative rounds to tens, hundreds and so on.")
  private static let least = Parameter<Number?>("min", default: nil, "The least value of the result.")
  private static let most = Parameter<Number?>("max", default: nil, "The greatest value of the result.")

  /// Whole numbers stay whole between whole bounds.
  private static let clipped: @Sendable (CheckedCall) throws -> ColumnType = { call in
    let low = call.constants.options["min"], high = call.constants.options["max"]
    if low == nil, high == nil {
      throw Diagnostic(
        code: .wrongCall, "`clip` needs a bound", at: Label(call.span, "`min:` and `max:` are missing"),
        help: "write `\(call.rewritten("min: 0"))`, `max:`, or both")
    }
    if let low, let high, high.isBelow(low) {
      throw call.misfit(
        "min", "lies above `max`, so that no value could stay", label: "this is \(CellFormat.literal(low))",
        help: "write `\(call.rewritten("min: \(CellFormat.literal(high)), max: \(CellFormat.literal(low))"))`")
    }
    let isWhole = [low, high].allSatisfy { $0?.number.map { $0 == $0.rounded() } ?? true }
    return call.types[0] != .float && isWhole ? .int : .float
  }
}
