import Foundation

/// The functions of one row, by name; nil where a name is of another family.
enum PlainFunctions {
  static func numeric(_ call: PlainCall) throws -> PlainExpression? {
    switch call.name {
    case "abs":
      if call.values[0].type == .float { return try call.float { abs($0[0]) } }
      return .strict(.int, try call.numbers()) { cells in
        let value = cells[0].whole ?? 0
        return value < 0 ? .whole(Int64(0).subtractingReportingOverflow(value)) : .int(value)
      }
    case "round": return try round(call)
    case "floor": return try whole(call, of: { $0.rounded(.down) })
    case "ceil": return try whole(call, of: { $0.rounded(.up) })
    case "log": return try call.float { $0[0] > 0 ? Foundation.log($0[0]) : .nan }
    case "logit": return try call.float { logit($0[0]) }
    case "log1p": return try call.float { $0[0] > -1 ? Foundation.log1p($0[0]) : .nan }
    case "exp": return try call.float { Foundation.exp($0[0]) }
    case "sqrt": return try call.float { $0[0] >= 0 ? $0[0].squareRoot() : .nan }
    case "pow": return try call.float { Foundation.pow($0[0], $0[1]) }
    case "clip": return try clip(call)
    default: return nil
    }
  }

  /// As scipy's `logit`, which changes the formula where digits would be lost.
  private static func logit(_ x: Double) -> Double {
    guard x > 0 && x < 1 else { return .nan }
    if x < 0.3 || x > 0.65 { return Foundation.log(x / (1 - x)) }
    let s = 2 * (x - 0.5)
    return Foundation.log1p(s) - Foundation.log1p(-s)
  }

  /// A whole number is one already.
  private static func whole(_ call: PlainCall, of change: @escaping (Double) -> Double) throws -> PlainExpression {
    let x = try call.numbers()[0]
    if x.type != .float { return .strict(.int, [x]) { .int($0[0].whole ?? 0) } }
    return try call.float { change($0[0]) }
  }

  private static func round(_ call: PlainCall) throws -> PlainExpression {
    let digits = try call.whole(1, in: -308...308) ?? 0
    var number = call
    number.values = [call.values[0]]
    let x = try number.numbers()[0]
    if x.type != .float {
      return .strict(.int, [x]) {
        digits >= 0 ? .int($0[0].whole ?? 0) : rounded($0[0].whole ?? 0, zeros: Int(-digits))
      }
    }
    return try number.float { values in
      let units = Foundation.pow(10, Double(abs(digits)))
      let many = digits < 0 ? values[0] / units : values[0] * units
      // Where doubles lie further apart than the units, the number itself is the nearest one.
      guard abs(many) < 0x1p53 else { return values[0] }
      // So many units in decimal, of which the text's reader makes the nearest double.
      return Double("\(Int64(many.rounded(.toNearestOrEven)))e\(-digits)") ?? .nan
    }
  }

  /// To the nearest multiple of a power of ten, ties to the even multiple.
  private static func rounded(_ value: Int64, zeros: Int) -> PlainCell {
    if zeros > 19 { return .int(0) }
    let unit = (0..<zeros).reduce(Int128(1)) { unit, _ in unit * 10 }
    var times = Int128(value) / unit
    let rest = abs(Int128(value) % unit) * 2
    if rest > unit || rest == unit && times % 2 != 0 { times += value < 0 ? -1 : 1 }
    return Int64(exactly: times * unit).map(PlainCell.int) ?? .null
  }

  private static func clip(_ call: PlainCall) throws -> PlainExpression {
    let x = try call.numbers()[0]
    let low = call.options["min"], high = call.options["max"]
    let bounds = [low, high].compactMap { $0 }
    if bounds.isEmpty { throw PlainRejection("clip without bounds") }
    for bound in bounds {
      guard let type = PlainReader.type(of: bound), type == .int || type == .float else {
        throw PlainRejection("a bound that is no number")
      }
    }
    if let low, let high, PlainCell.order(low, high) > 0 { throw PlainRejection("bounds that cross") }
    let isWhole = x.type != .float && bounds.allSatisfy { $0.double.map { $0 == $0.rounded() } ?? true }
    let type: PlainType = isWhole ? .int : .float
    return .strict(type, [x]) { cells in
      var value = cells[0]
      if let low, PlainCell.order(value, low) < 0 { value = low }
      if let high, PlainCell.order(value, high) > 0 { value = high }
      if type == .int, case .float(let bound) = value { return Int64(exactly: bound).map(PlainCell.int) ?? .null }
      return type.holding(value)
    }
  }

  static func general(_ call: PlainCall) throws -> PlainExpression? {
    switch call.name {
    case "nullif":
      let (x, other) = (call.values[0], call.values[1])
      guard other.type != nil else { throw PlainRejection("nullif with null") }
      if x.type != nil, PlainType.common(x.type, other.type) == nil {
        throw PlainRejection("nullif of two types")
      }
      return PlainExpression(x.type ?? .float, isConstant: x.isConstant && other.isConstant) { row in
        let value = x.value(row), odd = other.value(row)
        return value.isNull || odd.isNull || PlainCell.order(value, odd) != 0 ? value : .null
      }
    case "coalesce":
      let type = try commonType(call)
      return PlainExpression(type, isConstant: call.values.allSatisfy(\.isConstant)) { row in
        type.holding(call.values.map { $0.value(row) }.first { !$0.isNull } ?? .null)
      }
    case "isin":
      guard let cells = call.lists[1] else { throw PlainRejection("isin without a list") }
      return try PlainReader.membership(call.values[0], cells)
    case "min", "max":
      if call.values.contains(where: { $0.type == .text }) { throw PlainRejection("no numbers") }
      return try extreme(call, try commonType(call), sign: call.name == "min" ? -1 : 1)
    case "cut": return try cut(call)
    default: return nil
    }
  }

  private static func commonType(_ call: PlainCall) throws -> PlainType {
    var type: PlainType?
    for value in call.values where value.type != nil {
      guard let both = PlainType.common(type, value.type) else { throw PlainRejection("\(call.name) of two types") }
      type = both
    }
    return type ?? .float
  }

  static func extreme(_ call: PlainCall, _ type: PlainType, sign: Int) throws -> PlainExpression {
    PlainExpression(type, isConstant: call.values.allSatisfy(\.isConstant)) { row in
      var best = PlainCell.null
      for cell in call.values.map({ $0.value(row) }) where !cell.isNull {
        if best.isNull || PlainCell.order(cell, best) == sign { best = cell }
      }
      return type.holding(best)
    }
  }

  private static func cut(_ call: PlainCall) throws -> PlainExpression {
    guard let breaks = call.lists[1], !breaks.isEmpty, call.values[0].type?.isNumber ?? true else {
      throw PlainRejection("cut without breaks")
    }
    for cell in breaks where PlainReader.type(of: cell) != .int && PlainReader.type(of: cell) != .float {
      throw PlainRejection("a break that is no number")
    }
    for (a, b) in zip(breaks, breaks.dropFirst()) where PlainCell.order(a, b) >= 0 {
      throw PlainRejection("breaks that do not rise")
    }
    let names = breaks.map(short)
    let bands =
      ["< \(names[0])"] + zip(names, names.dropFirst()).map { "[\($0), \($1))" } + [">= \(names[names.count - 1])"]
    let levels = bands.map { PlainCell($0) }
    var banded = PlainExpression.strict(.text, [call.values[0]]) { cells in
      levels[breaks.firstIndex { PlainCell.order(cells[0], $0) < 0 } ?? breaks.count]
    }
    banded.levels = levels
    return banded
  }

  private static func short(_ cell: PlainCell) -> String {
    if let whole = cell.whole { return "\(whole)" }
    guard let value = cell.double else { return "" }
    return value == value.rounded() && abs(value) < 1e15 ? "\(Int64(value))" : "\(value)"
  }
}
