import Syntax

/// Draws pipelines stage by stage; the row-by-row reader tells which columns there are behind each.
///
/// A column whose name begins with `z` holds floats whose last digits depend on the order of a sum: no stage computes
/// with it. One that begins with `f` holds few binary digits, so that its sums are exact in any order.
struct RandomPipelines {
  var cells: RandomCells
  let tables: [String: PlainTable]
  private(set) var table: PlainTable
  private(set) var stages: [String] = ["t"]
  private var counter = 0

  init(_ cells: RandomCells) {
    var cells = cells
    var tables: [String: PlainTable] = [:]
    for name in ["t", "u"] {
      var table = cells.table(cells.pick([0, 1, 2, 4, 7, 12]))
      for index in table.columns.indices where table.columns[index].name.hasPrefix("f") {
        table.columns[index].cells = table.columns[index].cells.map {
          $0.isNull ? .null : .float(Double(cells.below(40) - 10) / 4)
        }
      }
      table.columns = table.columns.filter { _ in cells.chance(85) }
      if name == "u" {
        for index in table.columns.indices where cells.chance(40) { table.columns[index].name += "u" }
        table.columns.reverse()
      }
      tables[name] = table
    }
    self.tables = tables
    table = tables["t"] ?? PlainTable(columns: [], rowCount: 0)
    self.cells = cells
  }

  /// Adds a stage; one that the reader refuses is seldom kept, and then it is the last.
  /// - Returns: whether the pipeline may go on.
  mutating func addStage() -> Bool {
    for _ in 0..<20 {
      guard !table.columns.isEmpty else { return false }
      let text = stage()
      let script = (stages + [text]).joined(separator: " | ")
      guard let parsed = PipelineTrial.stages(of: script) else { continue }
      do {
        table = try PlainPipeline(tables: tables.merging(["now": table]) { $1 }).run(
          [PipelineTrial.source] + parsed.suffix(1))
        stages.append(text)
        return table.columns.count < 60 && table.rowCount < 400
      } catch {
        guard cells.chance(4) else { continue }
        stages.append(text)
        return false
      }
    }
    return false
  }

  private mutating func pick<T>(_ choices: [T]) -> T { cells.pick(choices) }

  private func names(_ types: [PlainType]) -> [String] {
    table.columns.filter { types.contains($0.type) && !$0.name.hasPrefix("z") && Self.isPlain($0.name) }.map(\.name)
  }

  /// Whether a name can be written without backticks.
  private static func isPlain(_ name: String) -> Bool {
    name.utf8.allSatisfy {
      UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 || $0 == 95 || $0 == 65
    }
  }

  private mutating func some(_ types: [PlainType], most: Int = 2) -> String? {
    let all = names(types)
    if all.isEmpty { return nil }
    return (0...cells.below(most)).map { _ in pick(all) }.joined(separator: ", ")
  }

  private mutating func fresh(_ letter: String) -> String {
    counter += 1
    return "\(letter)\(counter)"
  }

  private mutating func expression(_ type: PlainType, _ depth: Int) -> String {
    var shown = table
    shown.columns = table.columns.filter { !$0.name.hasPrefix("z") && Self.isPlain($0.name) && $0.levels == nil }
    var draw = RandomExpressions(cells, over: shown)
    draw.wildness = 1
    draw.hasSelectors = false
    let text = type == .bool ? draw.condition(depth) : draw.expression(type, depth)
    cells = draw.cells
    return text
  }

  private static let any = PlainType.allCases
  private static let coded: [PlainType] = [.int, .text, .bool, .date]
  private static let exact: [PlainType] = [.int, .text, .bool, .date, .datetime, .float]

  private mutating func stage() -> String {
    switch cells.below(22) {
    case 0, 1: return "where \(expression(.bool, 2))"
    case 2, 3: return derive()
    case 4: return "select \(some(Self.any, most: 6) ?? "i1")"
    case 5: return "drop \(some(Self.any) ?? "i1")"
    case 6: return "rename \(fresh("r")) = \(some([.int, .text, .bool, .date], most: 1) ?? "i1")"
    case 7:
      return
        "sort "
        + (0...cells.below(3)).map { _ in (cells.chance(50) ? "-" : "") + (some(Self.any, most: 1) ?? "i1") }
        .joined(separator: ", ")
    case 8: return "\(pick(["head", "tail"]))\(pick(["", " 0", " 1", " 3", " 9223372036854775807"]))"
    case 9: return "distinct\(cells.chance(60) ? " \(some(Self.any) ?? "")" : "")"
    case 10, 11, 12: return aggregate()
    case 13, 14: return windows()
    case 15, 16: return join()
    case 17: return "append u\(cells.chance(80) ? ", fill: yes" : "")"
    case 18:
      return "onehot \(some(Self.coded) ?? "t1")\(pick(["", ", nulls: category", ", nulls: always", ", source: keep"]))"
    case 19: return pick(["encode \(some(Self.coded) ?? "t1")", "count\(by())", replace()])
    case 20: return "cast \(some(Self.any) ?? "i1"), to: \(pick(Self.any).rawValue)"
    default: return cells.chance(50) ? pivot() : "unpivot \(some([pick(Self.any)], most: 3) ?? "i1")"
    }
  }

  private mutating func by() -> String {
    guard let names = some(Self.any) else { return "" }
    var keys: [Substring] = []
    for name in names.split(separator: ", ") where !keys.contains(name) || cells.chance(3) { keys.append(name) }
    return " by \(keys.joined(separator: ", "))"
  }

  private mutating func derive() -> String {
    let items = (0...cells.below(2)).map { _ -> String in
      let type = pick([PlainType.int, .int, .float, .text, .bool, .date])
      if cells.chance(15), let name = some([.int, .float], most: 1) {
        return "\(fresh("b")) = cut(\(name), [0, 1, 10])"
      }
      if type == .float { return "\(fresh("g")) = \(expression(type, 2))" }
      return "\(cells.chance(20) ? pick(names([type]) + [fresh("d")]) : fresh("d")) = \(expression(type, 2))"
    }
    return "derive { \(items.joined(separator: ", ")) }"
  }

  /// One aggregate with the name of its result.
  private mutating func call(isWindow: Bool) -> String {
    let exactFloats = names([.float]).filter { $0.hasPrefix("f") }
    let number = cells.chance(50) || exactFloats.isEmpty ? names([.int, .bool]) : exactFloats
    switch cells.below(7) {
    case 0: return "\(fresh("d")) = count()"
    case 1: return "\(fresh("d")) = \(pick(["count", "nunique", "nulls"]))(\(some(Self.any, most: 1) ?? ""))"
    case 2:
      return
        "\(fresh("d")) = \(pick(["min", "max", "mode"] + (isWindow ? [] : ["first", "last"])))"
        + "(\(some(Self.any, most: 1) ?? ""))"
    case 3:
      return "\(fresh("z")) = \(pick(["mean", "var", "std", "median", "sum"]))(\(number.isEmpty ? "" : pick(number)))"
    case 4:
      let x = number.isEmpty ? "" : pick(number)
      return
        "\(fresh("z")) = "
        + (cells.chance(50)
          ? "quantile(\(x), \(pick(["0", "0.25", "1", "0.9"])))" : "slope(\(exactFloats.first ?? x), \(x))")
    case 5: return "\(fresh("d")) = \(pick(["any", "all"]))(\(expression(.bool, 1)))"
    default: return "\(fresh("d")) = \(pick(["sum", "max", "min", "mode"]))(\(expression(.int, 1)))"
    }
  }

  private mutating func aggregate() -> String {
    let items = (0...cells.below(3)).map { _ in
      call(isWindow: false) + (cells.chance(25) ? " where \(expression(.bool, 1))" : "")
    }
    if cells.chance(20) {
      let type = pick([PlainType.int, .text, .bool]), taken = names([.int, .text, .bool])
      // Some keys take the place of a column.
      let name = cells.chance(30) && !taken.isEmpty ? pick(taken) : fresh("k")
      let key = "\(name) = \(expression(type, 2))", others = by().dropFirst(4)
      return "agg { \(items.joined(separator: ", ")) } by { \(key)\(others.isEmpty ? "" : ", \(others)") }"
    }
    return "agg { \(items.joined(separator: ", ")) }\(cells.chance(75) ? by() : "")"
  }

  private mutating func windows() -> String {
    let items = (0...cells.below(2)).map { _ -> String in
      let any = some(Self.any, most: 1) ?? ""
      let exactFloats = names([.float]).filter { $0.hasPrefix("f") }
      let number = pick(names([.int, .bool]) + exactFloats + [""])
      switch cells.below(7) {
      case 0: return "\(fresh("z")) = \(pick(["lag", "lead"]))(\(any)\(pick(["", ", 1", ", 2", ", 0", ", 100"])))"
      case 1: return "\(fresh("z")) = diff(\(number)\(pick(["", ", 2", ", 1 + 1"])))"
      case 2: return "\(fresh("z")) = \(pick(["cumsum", "cummean"]))(\(number))"
      case 3: return "\(fresh("d")) = rank(\(any))"
      case 4: return "\(fresh("d")) = row_number()"
      case 5: return "\(fresh("d")) = \(pick(["first", "last"]))(\(any))"
      default: return call(isWindow: true)
      }
    }
    let order = cells.chance(50) ? ", order: \(cells.chance(40) ? "-" : "")\(some(Self.any, most: 1) ?? "i1")" : ""
    return "derive { \(items.joined(separator: ", ")) }\(by())\(order)"
  }

  private mutating func join() -> String {
    let types = pick(Self.exact), left = names([types, types == .int ? .float : types])
    let right = (tables["u"]?.columns ?? []).filter { $0.type == types }.map(\.name)
    guard let a = left.randomElement(using: &cells.random), let b = right.randomElement(using: &cells.random) else {
      return "semi join u on i1"
    }
    let kind = pick(["left", "inner", "full", "semi", "anti"])
    let relation = pick(["", " m:m", " m:m", " 1:m", " 1:1"])
    return "\(kind) join u on \(a == b ? a : "\(a) == \(b)")\(relation)"
  }

  private mutating func replace() -> String {
    let type = pick([PlainType.int, .float, .text, .bool, .date])
    let draw = RandomExpressions(cells, over: table)
    let own: PlainType = type == .int && cells.chance(20) ? .float : type
    let values = (0...cells.below(2)).map { _ in draw.literal(cells.value(pick([type, own]))) }
    let with = cells.chance(30) ? "null" : draw.literal(cells.value(own))
    return "replace \(some([type]) ?? "i1"), values: [\(values.joined(separator: ", "))], with: \(with)"
  }

  private mutating func pivot() -> String {
    let function = pick([
      "", ", agg: sum", ", agg: max", ", agg: count", ", agg: first", ", agg: nunique", ", agg: mode",
    ])
    let exactFloats = names([.float]).filter { $0.hasPrefix("f") }
    let value = function == ", agg: sum" ? pick(names([.int]) + exactFloats + ["i1"]) : some(Self.any, most: 1) ?? "i1"
    return "pivot \(some(Self.coded, most: 1) ?? "t1"), values: \(value)\(function)\(by())"
  }
}
