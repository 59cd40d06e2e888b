import Syntax

/// What a call was given: its values, and the constants among them.
struct PlainCall {
  var name: String
  var values: [PlainExpression]
  /// Lists, by place.
  var lists: [Int: [PlainCell]] = [:]
  var options: [String: PlainCell] = [:]

  /// Each value a number.
  func numbers() throws -> [PlainExpression] {
    for value in values where !(value.type?.isNumber ?? true) { throw PlainRejection("\(name) takes numbers") }
    return values
  }

  func texts() throws -> [PlainExpression] {
    for value in values where value.type != .text && value.type != nil { throw PlainRejection("\(name) takes texts") }
    return values
  }

  /// A float made of one of each value.
  func float(_ make: @escaping ([Double]) -> Double) throws -> PlainExpression {
    .strict(.float, try numbers()) { .number(make($0.map { $0.double ?? 0 })) }
  }

  func text(_ type: PlainType, _ make: @escaping ([[Unicode.Scalar]]) -> PlainCell) throws -> PlainExpression {
    .strict(type, try texts()) { make($0.map { $0.scalars ?? [] }) }
  }

  /// A constant argument in a place, which is a whole number from `range`; nil where it is left out.
  func whole(_ place: Int, in range: ClosedRange<Int64>) throws -> Int64? {
    guard place < values.count else { return nil }
    guard values[place].isConstant else { throw PlainRejection("argument \(place) of \(name) is no constant") }
    guard values[place].type == .int, case .int(let value) = values[place].value(0), range.contains(value)
    else { throw PlainRejection("argument \(place) of \(name) is no whole number of \(range)") }
    return value
  }
}

extension PlainReader {
  private static let arities: [String: ClosedRange<Int>] = [
    "abs": 1...1, "round": 1...2, "floor": 1...1, "ceil": 1...1, "log": 1...1, "log1p": 1...1, "logit": 1...1,
    "exp": 1...1, "sqrt": 1...1, "pow": 2...2, "clip": 1...1, "nullif": 2...2, "coalesce": 1...64, "isin": 2...2,
    "min": 2...64,
    "max": 2...64, "cut": 2...2, "concat": 1...64, "lower": 1...1, "upper": 1...1, "trim": 1...1, "length": 1...1,
    "contains": 2...2,
    "starts_with": 2...2, "ends_with": 2...2, "replace": 3...3, "substr": 2...3, "extract": 2...2, "split": 3...3,
    "year": 1...1, "month": 1...1, "day": 1...1, "days_between": 2...2, "date": 1...1, "row_sum": 1...100_000,
    "row_mean": 1...100_000, "row_min": 1...100_000, "row_max": 1...100_000, "row_std": 1...100_000,
    "row_nulls": 1...100_000,
  ]

  func call(_ name: String, _ arguments: [Expression.Argument]) throws -> PlainExpression {
    guard let arity = Self.arities[name] else { throw PlainRejection("no function \(name)") }
    if name == "replace", arguments.count > 1, case .string(let pieces) = arguments[1].value.kind,
      pieces.allSatisfy({ $0 == .text("") })
    {
      throw PlainRejection("replaces an empty text")
    }
    var call = PlainCall(name: name, values: [])
    for argument in arguments {
      if let label = argument.label {
        let allowed = name == "clip" ? ["min", "max"] : name == "date" ? ["format"] : []
        guard allowed.contains(label.text), call.options[label.text] == nil else { throw PlainRejection("no option") }
        call.options[label.text] = try constant(argument.value)
      } else if case .selector(let selector) = argument.value.kind, name.hasPrefix("row_") {
        call.values += try positions(selector).map { index in
          let column = table.columns[index]
          return PlainExpression(column.type) { column.cells[$0] }
        }
      } else if let cells = try list(argument.value) {
        guard call.values.count == 1, name == "cut" || name == "isin" else { throw PlainRejection("a list in \(name)") }
        call.lists[call.values.count] = cells
        call.values.append(PlainExpression(.int(0), nil))
      } else {
        call.values.append(try read(argument.value))
      }
    }
    guard arity.contains(call.values.count) else { throw PlainRejection("\(name) with \(call.values.count) values") }
    return try value(of: call)
  }

  /// What a function gives.
  func value(of call: PlainCall) throws -> PlainExpression {
    if let result = try PlainFunctions.numeric(call) ?? PlainFunctions.general(call) { return result }
    if let result = try PlainFunctions.text(call) ?? PlainFunctions.dates(call) { return result }
    return try PlainFunctions.across(call)
  }

  /// The columns that a selector of one type's word or one glob means.
  func positions(_ selector: Selector) throws -> [Int] {
    guard case .pattern(let name) = selector.kind else { throw PlainRejection("a selector beyond this reader") }
    let found = table.columns.indices.filter { index in
      let column = table.columns[index]
      switch name.text {
      case "num": return column.type == .int || column.type == .float
      case let word where PlainType(rawValue: word) != nil: return column.type.rawValue == word
      case let glob where glob.hasSuffix("*"): return column.name.hasPrefix(String(glob.dropLast()))
      default: return column.name == name.text
      }
    }
    if found.isEmpty { throw PlainRejection("an empty selection") }
    return found
  }
}
