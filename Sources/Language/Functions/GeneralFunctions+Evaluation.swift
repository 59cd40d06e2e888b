import Columns
import Kernels

extension GeneralFunctions {
  /// `nullif`: null where both are equal.
  static func nulled(_ call: inout FunctionCall) -> Vector {
    var x = call.arguments[0].spread(call.count)
    let equal = Comparison.flags(.equal, x, call.arguments[1], call.count), flags = equal.ints(call.count)
    var valid = x.valid ?? [Bool](repeating: true, count: call.count)
    for row in 0..<call.count where flags[row] != 0 && equal.isValid(row) { valid[row] = false }
    x.valid = valid
    return x
  }

  /// `coalesce` of one value; of several it is evaluated like `??`.
  static func only(_ call: inout FunctionCall) -> Vector {
    call.type == .float
      ? Vector(finite: call.numbers(0), valid: call.validity) : call.arguments[0].retyped(call.type)
  }

  /// The bands of `cut`, in their order.
  static func bands(_ constants: FunctionConstants) -> TextDictionary {
    TextDictionary(BandNames.of((constants.lists[1] ?? []).filter { !$0.isNull }), isOrdered: true)
  }

  static func cut(_ call: inout FunctionCall) -> Vector {
    let breaks = (call.constants.lists[1] ?? []).filter { !$0.isNull }
    let dictionary = bands(call.constants)
    let codes: [Int32]
    if case .ints = call.arguments[0].data {
      // A whole number lies below a break where it lies below the least whole number from there on.
      let limits = breaks.map { $0.leastWhole ?? .max }, open = breaks.map { $0.leastWhole == nil }
      codes = call.arguments[0].ints(call.count).map { value in
        Int32(limits.indices.first { value < limits[$0] || open[$0] } ?? limits.count)
      }
    } else {
      codes = call.numbers(0).map { value in Int32(breaks.firstIndex { $0.isAbove(value) } ?? breaks.count) }
    }
    return Vector(texts: codes, dictionary, valid: call.validity)
  }
}

extension ScalarFunction {
  /// Whether it is `coalesce`, which looks at an argument only where those before it are null.
  var isCoalesce: Bool { name == "coalesce" }
  /// Whether it is `nullif`, whose texts are those of its first argument.
  var keepsFirstTexts: Bool { name == "nullif" }
  /// The texts that it gives, where they have an order: those of `cut`.
  func order(_ constants: FunctionConstants) -> TextDictionary? {
    name == "cut" ? GeneralFunctions.bands(constants) : nil
  }
}

extension Cell {
  /// Whether a number is greater than a float.
  fileprivate func isAbove(_ value: Double) -> Bool {
    if let integer { return integer.compared(to: value) > 0 }
    return number.map { value < $0 } ?? false
  }
}
