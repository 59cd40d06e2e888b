/// Draws expressions as one would type them. Most are of the type that is asked for; some are not, on purpose.
struct RandomExpressions {
  var cells: RandomCells
  let columns: [PlainType: [String]]
  /// How many of a hundred operands are of any type.
  var wildness = 2
  /// Whether `row_sum(@…)` and its like may stand there.
  var hasSelectors = true

  init(_ cells: RandomCells, over table: PlainTable) {
    self.cells = cells
    columns = Dictionary(grouping: table.columns, by: \.type).mapValues { $0.map(\.name) }
  }

  mutating func pick<T>(_ choices: [T]) -> T { cells.pick(choices) }

  /// An expression of a type, in brackets unless it is a leaf or a call.
  mutating func expression(_ wanted: PlainType, _ depth: Int) -> String {
    let type = cells.chance(wildness) ? pick(PlainType.allCases) : wanted
    if depth == 0 || cells.chance(15) { return leaf(type) }
    if cells.chance(8) { return general(type, depth - 1) }
    switch type {
    case .int: return whole(depth - 1)
    case .float: return float(depth - 1)
    case .text: return text(depth - 1)
    case .bool: return condition(depth - 1)
    case .date: return date(depth - 1)
    case .datetime: return general(type, depth - 1)
    }
  }

  mutating func number(_ depth: Int) -> String { expression(pick([.int, .int, .float, .float, .bool]), depth) }

  private mutating func leaf(_ type: PlainType) -> String {
    if cells.chance(5) { return "null" }
    if let names = columns[type], !names.isEmpty, cells.chance(60) || type == .datetime { return pick(names) }
    return type == .datetime ? "null" : literal(cells.value(type))
  }

  func literal(_ cell: PlainCell) -> String {
    switch cell {
    case .null, .datetime: return "null"
    case .int(let value): return value < 0 ? "(\(value))" : "\(value)"
    case .float(let value): return value.sign == .minus ? "(\(value))" : "\(value)"
    case .bool(let value): return value ? "yes" : "no"
    case .date(let days):
      let (year, month, day) = PlainCalendar.civil(days)
      func pad(_ number: Int64, _ width: Int) -> String {
        String(repeating: "0", count: max(0, width - "\(number)".count)) + "\(number)"
      }
      return "date \"\(pad(year, 4))-\(pad(month, 2))-\(pad(day, 2))\""
    case .text(let bytes): return Self.quoted(String(decoding: bytes, as: UTF8.self))
    }
  }

  static func quoted(_ text: String) -> String {
    let inner = text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"": "\\\""
      case "\\": "\\\\"
      case "{": "\\{"
      case "}": "\\}"
      case _ where scalar.value < 32 || scalar.value > 126: "\\u{\(String(scalar.value, radix: 16))}"
      default: String(scalar)
      }
    }
    return "\"\(inner.joined())\""
  }

  private mutating func general(_ type: PlainType, _ depth: Int) -> String {
    let x = expression(type, depth), y = expression(type, depth)
    switch cells.below(5) {
    case 0: return "(if \(condition(depth)) then \(x) else \(y))"
    case 1: return "(\(x) ?? \(y))"
    case 2: return "nullif(\(x), \(y))"
    case 3: return "coalesce(\(x), \(y), \(expression(type, depth)))"
    default:
      if type == .text { return "(if \(condition(depth)) then null else \(x))" }
      return "\(pick(["min", "max"]))(\(x), \(y)\(cells.chance(30) ? ", \(expression(type, depth))" : ""))"
    }
  }

  private mutating func whole(_ depth: Int) -> String {
    let x = expression(pick([.int, .int, .int, .bool]), depth), y = expression(.int, depth)
    switch cells.below(12) {
    case 0...4: return "(\(x) \(pick(["+", "-", "*", "%"])) \(y))"
    case 5: return "-\(x)"
    case 6: return "abs(\(x))"
    case 7: return "clip(\(x)\(bounds(isWhole: true)))"
    case 8: return "length(\(expression(.text, depth)))"
    case 9: return "\(pick(["year", "month", "day"]))(\(expression(pick([.date, .datetime]), depth)))"
    case 10 where cells.chance(40): return "\(pick(["floor", "ceil", "round"]))(\(expression(.int, depth)))"
    case 10 where cells.chance(20):
      return "round(\(expression(.int, depth)), \(pick(["-1", "-2", "2", "-18", "-19", "-20"])))"
    case 10: return "days_between(\(expression(pick([.date, .datetime]), depth)), \(expression(.date, depth)))"
    case _ where !hasSelectors: return leaf(.int)
    default: return pick(["row_nulls(@i*)", "row_sum(@int)", "row_min(@i*)", "row_max(@b*)", "row_nulls(@text)"])
    }
  }

  private mutating func bounds(isWhole: Bool) -> String {
    var (low, high) =
      isWhole || cells.chance(50)
      ? (PlainCell.int(cells.pick(RandomCells.wholes)), PlainCell.int(cells.pick(RandomCells.wholes)))
      : (.float(cells.pick(RandomCells.floats)), .float(cells.pick(RandomCells.floats)))
    if PlainCell.order(low, high) > 0, cells.chance(95) { (low, high) = (high, low) }
    switch cells.below(4) {
    case 0: return ", min: \(literal(low))"
    case 1: return ", max: \(literal(high))"
    default: return ", min: \(literal(low)), max: \(literal(high))"
    }
  }

  private mutating func float(_ depth: Int) -> String {
    let x = number(depth), y = expression(.float, depth)
    switch cells.below(13) {
    case 0...3: return "(\(x) \(pick(["+", "-", "*", "/", "%"])) \(y))"
    case 4: return "(\(number(depth)) / \(number(depth)))"
    case 5: return "-\(y)"
    case 6: return "\(pick(["abs", "log", "log1p", "logit", "exp", "sqrt", "floor", "ceil"]))(\(x))"
    case 7: return "round(\(y)\(cells.chance(60) ? ", \(pick(["0", "1", "2", "-2", "15", "1 + 1", "20"]))" : ""))"
    case 8: return "pow(\(x), \(number(depth)))"
    case 9: return "clip(\(y)\(bounds(isWhole: false)))"
    case _ where !hasSelectors: return leaf(.float)
    default:
      return
        "\(pick(["row_sum", "row_mean", "row_min", "row_max", "row_std"]))(\(pick(["@num", "@float", "@f*", "@int"])))"
    }
  }

  private mutating func text(_ depth: Int) -> String {
    let x = expression(.text, depth)
    switch cells.below(9) {
    case 0: return "\(pick(["lower", "upper", "trim"]))(\(x))"
    case 1: return "replace(\(x), \(expression(.text, depth)), \(expression(.text, depth)))"
    case 2:
      return "substr(\(x), \(pick(["1", "2", "3", "9", "9223372036854775807"]))"
        + "\(cells.chance(50) ? ", \(pick(["0", "1", "2", "9223372036854775807"]))" : ""))"
    case 3: return "extract(\(x), \(Self.quoted(pattern())))"
    case 4: return "split(\(x), \(pick(["\",\"", "\"X\"", "\"a\"", "\"\\n\""])), \(pick(["1", "2", "3", "99"])))"
    case 5: return "cut(\(number(depth)), \(pick(["[1]", "[0, 2]", "[-1, 0.5, 9007199254740993]", "[0.1, 1e308]"])))"
    case 6: return "concat(\(x), \(expression(pick(PlainType.allCases), depth)))"
    case 7:
      let names = columns.values.flatMap { $0 }.sorted()
      return names.isEmpty ? x : "\"{\(pick(names))}-{\(pick(names))}\""
    default: return general(.text, depth)
    }
  }

  private mutating func pattern() -> String {
    pick(["a", "^a", "b$", "[a-c]+", "a|b", ".", "(a)b?", "[^a]", "X(.*)X", "^$", "\u{e9}", "a.b"])
  }

  mutating func condition(_ depth: Int) -> String {
    guard depth > 0 else { return leaf(.bool) }
    let type = pick([PlainType.int, .int, .float, .float, .text, .bool, .date, .datetime])
    let x = expression(type, depth - 1)
    switch cells.below(10) {
    case 0...2:
      let other: PlainType = type.isNumber ? pick([.int, .float, .bool]) : type
      return "(\(x) \(pick(["==", "!=", "<", "<=", ">", ">="])) \(expression(other, depth - 1)))"
    case 3: return "(\(condition(depth - 1)) \(pick(["and", "or"])) \(condition(depth - 1)))"
    case 4: return "(not \(condition(depth - 1)))"
    case 5: return "(\(x) is \(pick(["null", "not null"])))"
    case 6: return list(type).map { cells.chance(50) ? "(\(x) in \($0))" : "isin(\(x), \($0))" } ?? leaf(.bool)
    case 7: return "(\(x) in \(expression(type, 0))..\(expression(type, 0)))"
    case 8: return "(\(expression(.text, depth - 1)) ~ /\(pattern())/)"
    default:
      return "\(pick(["contains", "starts_with", "ends_with"]))"
        + "(\(expression(.text, depth - 1)), \(expression(.text, depth - 1)))"
    }
  }

  private mutating func list(_ type: PlainType) -> String? {
    guard type != .datetime else { return nil }
    let own: [PlainType] = type.isNumber ? [.int, .float] : [type]
    let literals = (0..<cells.below(4)).map { _ in cells.chance(15) ? "null" : literal(cells.value(pick(own))) }
    return "[\(literals.joined(separator: ", "))]"
  }

  private mutating func date(_ depth: Int) -> String {
    switch cells.below(4) {
    case 0, 1: "(\(expression(.date, depth)) \(pick(["+", "-"])) \(expression(.int, depth)))"
    case 2: "date(\(expression(pick([.text, .date, .datetime]), depth)))"
    default: general(.date, depth)
    }
  }
}
