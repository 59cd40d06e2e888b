import Columns

extension RowFunctions {
  static func sum(_ call: inout FunctionCall) -> Vector {
    call.type == .float ? row(&call) { values in values.reduce(0, +) } : wholeSum(&call)
  }

  static func deviation(_ call: inout FunctionCall) -> Vector {
    row(&call) { values in
      guard values.count > 1 else { return .nan }
      let mean = values.reduce(0, +) / Double(values.count)
      return (values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count - 1)).squareRoot()
    }
  }

  private static func row(_ call: inout FunctionCall, _ combine: ([Double]) -> Double) -> Vector {
    let columns = call.arguments.indices.map { call.numbers($0) }
    var present: [Double] = []
    let values = (0..<call.count).map { row -> Double in
      present.removeAll(keepingCapacity: true)
      for index in columns.indices where call.arguments[index].isValid(row) { present.append(columns[index][row]) }
      return combine(present)
    }
    for row in values.indices where values[row].isInfinite { call.note(.infinite, row: row) }
    return Vector(floats: values)
  }

  /// The sums of whole numbers; only a total outside 64 bits is null, whatever it has passed on its way.
  private static func wholeSum(_ call: inout FunctionCall) -> Vector {
    var out = [Int64](repeating: 0, count: call.count), valid: [Bool]?
    for (row, total) in totals(call).enumerated() {
      if let value = Int64(exactly: total.sum) { out[row] = value; continue }
      call.note(.overflow, row: row)
      if valid == nil { valid = [Bool](repeating: true, count: call.count) }
      valid?[row] = false
    }
    return Vector(ints: out, valid: valid)
  }

  static func mean(_ call: inout FunctionCall) -> Vector {
    guard call.isWhole else {
      return row(&call) { $0.isEmpty ? .nan : $0.reduce(0, +) / Double($0.count) }
    }
    return Vector(floats: totals(call).enumerated().map { row, total in
      guard total.count > 0 else { return .nan }
      let mean = Double(total.sum) / Double(total.count)
      // Of smaller means a float holds the whole part, and as many digits behind it as a mean has anywhere.
      if mean.magnitude >= 0x1p53, Int128(mean) * Int128(total.count) != total.sum { call.note(.lostDigits, row: row) }
      return mean
    })
  }

  /// The sum of the whole numbers of each row, and how many there are.
  private static func totals(_ call: FunctionCall) -> [(sum: Int128, count: Int)] {
    var totals = [(sum: Int128, count: Int)](repeating: (0, 0), count: call.count)
    for argument in call.arguments {
      let values = argument.ints(call.count)
      for row in 0..<call.count where argument.isValid(row) {
        totals[row].sum += Int128(values[row])
        totals[row].count += 1
      }
    }
    return totals
  }
}
