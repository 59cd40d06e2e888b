import Columns
import Diagnostics
import Patterns
import Syntax

/// Turns a selector into the columns that it chooses, in the order of the table.
struct SelectorResolver {
  let shape: Shape
  let scope: Scope
  /// Columns that no selector chooses unless it names them: the target and the key, where features are meant.
  var exclusions: Set<String> = []

  /// Positions in the table, ascending; may be empty.
  func positions(_ selector: Selector) throws -> [Int] {
    switch selector.kind {
    case .pattern(let name): return try pattern(name)
    case .regex(let source): return try regex(source, at: selector.span)
    case .predicate(let name, let comparison, let limit):
      return try predicate(name, comparison, limit)
    case .set(let terms): return try combine(terms)
    }
  }

  /// The same columns in the order in which a set names them, as the order keys want it.
  func orderedPositions(_ selector: Selector) throws -> [Int] {
    guard case .set(let terms) = selector.kind else { return try positions(selector) }
    let chosen = Set(try positions(selector))
    var seen = Set<Int>()
    return try terms.flatMap { try $0.1.kind.isSet ? orderedPositions($0.1) : positions($0.1) }
      .filter { chosen.contains($0) && seen.insert($0).inserted }
  }

  private func combine(_ terms: [(Selector.SetOperator, Selector)]) throws -> [Int] {
    var chosen = Set<Int>()
    for (setOperator, atom) in terms {
      let more = try positions(atom)
      switch setOperator {
      case .union: chosen.formUnion(more)
      case .difference: chosen.subtract(more)
      case .intersection: chosen.formIntersection(more)
      }
    }
    return chosen.sorted()
  }

  private func pattern(_ name: Name) throws -> [Int] {
    if !name.isQuoted, let chosen = typeWord(name.text) { return chosen.filter(isOpen) }
    if Self.isGlob(name) {
      return shape.fields.indices.filter { isOpen($0) && Glob.matches(name.text, shape.fields[$0].name) }
    }
    if let word = typeWordMeant(by: name) {
      throw Diagnostic(
        code: .unknownColumn, "no column `\(name.text)` here, nor a type of columns",
        at: Label(name.span, "neither of them"),
        help: "did you mean `@\(word)`?", fixIts: [FixIt(name.span, word)])
    }
    return [try shape.position(of: name)]
  }

  /// The type that a word which names no column was meant for, unless a column is as near.
  private func typeWordMeant(by name: Name) -> String? {
    guard !name.isQuoted, shape.fields.index(of: name.text) == nil, shape.departures[name.text] == nil else {
      return nil
    }
    if let word = Self.foreignTypes[name.text.lowercased()] { return word }
    guard Suggestions.nearest(to: name.text, in: shape.knownNames).isEmpty else { return nil }
    let words = ColumnType.allCases.map(\.rawValue) + ["num", "onehot", "all"]
    return Suggestions.nearest(to: name.text, in: words).first
  }

  /// Types as other tools call them.
  private static let foreignTypes = [
    "str": "text", "string": "text", "object": "text", "character": "text", "chr": "text", "category": "text",
    "categorical": "text", "factor": "text", "number": "num", "numeric": "num", "numerical": "num", "integer": "int",
    "double": "float", "boolean": "bool", "logical": "bool", "timestamp": "datetime",
  ]

  static func isGlob(_ name: Name) -> Bool { !name.isQuoted && name.text.contains { $0 == "*" || $0 == "?" } }

  /// Whether the word may stand for the columns of a type.
  static func isTypeWord(_ name: Name) -> Bool {
    !name.isQuoted && (["num", "onehot", "all"].contains(name.text) || ColumnType(rawValue: name.text) != nil)
  }

  /// The columns of a type; nil for a word that names no type.
  private func typeWord(_ word: String) -> [Int]? {
    let fields = Array(shape.fields)
    switch word {
    case "num": return fields.indices.filter { fields[$0].type.isNumeric }
    case "onehot": return fields.indices.filter { fields[$0].isIndicator }
    case "all": return shape.fields.index(of: "all") == nil ? Array(fields.indices) : nil
    default:
      guard let type = ColumnType(rawValue: word) else { return nil }
      return fields.indices.filter { fields[$0].type == type }
    }
  }

  private func regex(_ source: String, at span: Span) throws -> [Int] {
    let pattern = try Pattern.compiled(source, at: span)
    return shape.fields.indices.filter { isOpen($0) && pattern.occurs(in: shape.fields[$0].name) }
  }

  private func isOpen(_ position: Int) -> Bool {
    let name = shape.fields[position].name
    return !exclusions.contains(name) && !shape.passedOver.contains(name)
  }

  private func predicate(_ name: Name, _ comparison: BinaryOperator, _ limit: Expression) throws -> [Int] {
    guard let bound = try scope.cell(of: limit).number else {
      throw Diagnostic(
        code: .wrongValue, "`@\(name.text)` compares with a number", at: Label(limit.span, "not a number"))
    }
    if name.text == "nulls", !(0...1).contains(bound) {
      throw Diagnostic(
        code: .wrongValue, "`@nulls` compares with a share from 0 to 1",
        at: Label(limit.span, "this is \(CellFormat.float(bound))"),
        help: bound > 1 && bound <= 100
          ? "write `@nulls(\(comparison.rawValue) \(bound / 100))`" : "such as `@nulls(> 0.6)`")
    }
    let table = try shape.table()
    let measure: (Column) -> Double
    switch name.text {
    case "nulls": measure = { $0.count == 0 ? 0 : Double($0.nullCount) / Double($0.count) }
    case "distinct": measure = { Double($0.distinctCount()) }
    default:
      throw Diagnostic(
        code: .emptySelection, "there is no selector `@\(name.text)(…)`", at: Label(name.span, "not a predicate"),
        help: "write `@nulls(> 0.6)` or `@distinct(< 20)`")
    }
    return table.columns.indices.filter { position in
      isOpen(position) && comparison.holds(measure(table.columns[position]), bound)
    }
  }
}

/// Names with `*` for any characters and `?` for one.
enum Glob {
  static func matches(_ pattern: String, _ text: String) -> Bool {
    let pattern = Array(pattern.unicodeScalars), text = Array(text.unicodeScalars)
    var (p, t, star, mark) = (0, 0, -1, 0)
    while t < text.count {
      if p < pattern.count, pattern[p] == "*" {
        (star, mark) = (p, t)
        p += 1
      } else if p < pattern.count, pattern[p] == "?" || pattern[p] == text[t] {
        p += 1
        t += 1
      } else if star >= 0 {
        mark += 1
        (p, t) = (star + 1, mark)
      } else {
        return false
      }
    }
    return pattern[p...].allSatisfy { $0 == "*" }
  }
}

extension Selector.Kind {
  fileprivate var isSet: Bool { if case .set = self { true } else { false } }
}
