import Columns

/// Which of several values of a row wins; nulls are passed over.
enum Extreme: Sendable {
  case less, greater

  /// The winning value of each row, whole where all arguments are.
  func across(_ call: inout FunctionCall) -> Vector {
    call.type == .float
      ? best(call, call.arguments.indices.map { call.numbers($0) }) { Vector(finite: $0, valid: $1) }
      : best(call, call.arguments.map { $0.ints(call.count) }) { Vector(ints: $0, valid: $1, type: call.type) }
  }

  private func best<Value: Comparable & ExpressibleByIntegerLiteral>(
    _ call: FunctionCall, _ columns: [[Value]], _ make: ([Value], [Bool]?) -> Vector
  ) -> Vector {
    var out = [Value](repeating: 0, count: call.count), present = [Bool](repeating: false, count: call.count)
    for (index, values) in columns.enumerated() {
      let argument = call.arguments[index]
      for row in 0..<call.count where argument.isValid(row) {
        if !present[row] || (self == .less ? values[row] < out[row] : values[row] > out[row]) { out[row] = values[row] }
        present[row] = true
      }
    }
    return make(out, present.contains(false) ? present : nil)
  }
}

extension FunctionCall {
  /// Whether all arguments are whole numbers.
  var isWhole: Bool { arguments.allSatisfy { if case .ints = $0.data { true } else { false } } }
}
