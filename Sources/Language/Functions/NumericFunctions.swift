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
