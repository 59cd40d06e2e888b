import Columns
import Diagnostics
import Syntax

extension Int: ParameterType {
  public static var typeName: String { "whole number" }
  public static var sample: String? { "10" }
  public var defaultText: String? { String(self) }
  public var boundedNumber: Double? { Double(self) }
  public static func bind(_ syntax: ArgumentSyntax) throws -> Int {
    switch try syntax.constant() {
    case .int(let value): return Int(value)
    // `6 / 2` is a number with decimals by type.
    case .float(let value) where value == value.rounded() && abs(value) < 0x1p53: return Int(value)
    case let other: throw syntax.wrongValue("takes a whole number", value: other)
    }
  }
}

extension Double: ParameterType {
  public static var typeName: String { "number" }
  public static var sample: String? { "0.5" }
  public var defaultText: String? { self == rounded() && abs(self) < 1e15 ? String(Int(self)) : String(self) }
  public var boundedNumber: Double? { self }
  public static func bind(_ syntax: ArgumentSyntax) throws -> Double {
    switch try syntax.constant() {
    case .int(let value): return Double(value)
    case .float(let value): return value
    case let other: throw syntax.wrongValue("takes a number", value: other)
    }
  }
}

extension Bool: ParameterType {
  public static var typeName: String { "yes or no" }
  public static var sample: String? { "yes" }
  public var defaultText: String? { self ? "yes" : "no" }
  public static func bind(_ syntax: ArgumentSyntax) throws -> Bool {
    let cell = try syntax.constant()
    guard case .bool(let value) = cell else { throw syntax.wrongValue("takes `yes` or `no`", value: cell) }
    return value
  }
}

/// A text in quotes; or, where the parameter has choices, one of those words, without quotes.
extension String: ParameterType {
  public static var typeName: String { "text" }
  public static var sample: String? { "\"text\"" }
  public var defaultText: String? { self }
  public static func bind(_ syntax: ArgumentSyntax) throws -> String {
    let choices = syntax.declaration.choices
    let expression = try syntax.expression()
    if !choices.isEmpty, case .name(let word) = expression.kind {
      if choices.contains(word.text) { return word.text }
      let near = Suggestions.nearest(to: word.text, in: choices)
      throw syntax.wrongValue("cannot be `\(word.text)`", help: near.first.map { "did you mean `\($0)`?" })
    }
    let cell = try syntax.constant()
    guard case .text(let text) = cell, choices.isEmpty || choices.contains(text) else {
      throw syntax.wrongValue(choices.isEmpty ? "takes a text in quotes" : "takes a word", value: cell)
    }
    return text
  }
}

extension Cell: ParameterType {
  public static var typeName: String { "value" }
  public var boundedNumber: Double? { number }
  public static func bind(_ syntax: ArgumentSyntax) throws -> Cell { try syntax.constant() }
}

extension Optional: ParameterType where Wrapped: ParameterType {
  public static var typeName: String { Wrapped.typeName }
  public static var identity: any ParameterType.Type { Wrapped.identity }
  public static var valueKind: ValueKind? { Wrapped.valueKind }
  public static var sample: String? { Wrapped.sample }
  public static var isRest: Bool { Wrapped.isRest }
  public var boundedNumber: Double? { self?.boundedNumber }
  public var defaultText: String? { self?.defaultText }
  public static func bind(_ syntax: ArgumentSyntax) throws -> Wrapped? { try Wrapped.bind(syntax) }
}

/// A list of values: `[1, 2]`, a list parameter `$states`, or values separated by commas.
extension Array: ParameterType where Element == Cell {
  public static var typeName: String { "list" }
  public static var isRest: Bool { true }
  public static func bind(_ syntax: ArgumentSyntax) throws -> [Cell] {
    if syntax.call != nil { return try syntax.list() }
    if syntax.items.count == 1, case .list(let cells) = try syntax.scope.scalar(of: try syntax.expression()) {
      return cells
    }
    return try syntax.items.map { item in
      try item.requireBare("a value")
      return try syntax.scope.cell(of: item.value)
    }
  }
}

extension ArgumentSyntax {
  /// The value of the one expression, which may use parameters but no columns.
  func constant() throws -> Cell {
    let expression = try expression()
    try requireConstant(expression)
    return try scope.cell(of: expression)
  }

  /// The values of a list, written as one: `[1, 2]` or `$states`.
  func list() throws -> [Cell] {
    let expression = try expression()
    try requireConstant(expression)
    switch try scope.scalar(of: expression) {
    case .list(let cells): return cells
    case .cell(let cell): throw wrongValue("takes a list", value: cell, help: "write `[\(expression.sourceText)]`")
    }
  }

  /// - Throws: `Diagnostic` for an argument of a function that differs from row to row.
  func requireConstant(_ expression: Expression) throws {
    guard let call, let variable = expression.firstVariable else { return }
    throw Diagnostic(
      code: .wrongValue,
      "`\(declaration.name)` of `\(call.signature.name)` is one value for all rows, known before any is read",
      at: Label(variable.span, scope.meaning(of: variable)), help: scope.helpTowardsConstant(variable))
  }
}

/// A number as it was written: whole numbers stay exact.
struct Number: ParameterType {
  let cell: Cell
  static var typeName: String { "number" }
  static var sample: String? { "0.5" }
  var boundedNumber: Double? { cell.number }

  static func bind(_ syntax: ArgumentSyntax) throws -> Number {
    switch try syntax.constant() {
    case .int(let value): return Number(cell: .int(value))
    case .float(let value): return Number(cell: .float(value))
    case let other: throw syntax.wrongValue("takes a number", value: other)
    }
  }
}

/// An expression over the rows of the input, given its meaning by the verb.
public struct RowExpression: ParameterType {
  /// The expression, which is checked against the columns later.
  public let syntax: Expression
  public static var typeName: String { "expression" }
  public static func bind(_ syntax: ArgumentSyntax) throws -> RowExpression {
    RowExpression(syntax: try syntax.expression())
  }
}

/// Items: `{ NAME = expr … }`.
public struct Items: ParameterType {
  /// The items, which are checked against the columns later.
  public let items: [Item]
  public static var typeName: String { "items" }
  public static var isRest: Bool { true }
  public static func bind(_ syntax: ArgumentSyntax) throws -> Items { Items(items: syntax.items) }
}

/// One column of the input, by name.
public struct ColumnName: ParameterType {
  /// The name as it was written.
  public let name: Name
  public static var typeName: String { "column" }
  public static var sample: String? { "COLUMN" }
  public static func bind(_ syntax: ArgumentSyntax) throws -> ColumnName {
    let expression = try syntax.expression()
    switch expression.kind {
    case .name(let name): return ColumnName(name: name)
    case .string(let pieces): return ColumnName(name: Name(try syntax.scope.text(of: pieces), expression.span))
    case .selector:
      throw syntax.wrongValue("takes one column", help: "name it: a selector may choose several")
    default: throw syntax.wrongValue("takes a column's name")
    }
  }
}

/// A result of an earlier statement, by name.
public struct Reference: ParameterType {
  /// The name as it was written.
  public let name: Name
  /// The result that has the name.
  public let value: any Value
  /// Lists of the rows of its files that were repaired while they were read.
  public let repairs: [Table]
  public static var typeName: String { "name of a result" }
  public static var sample: String? { "NAME" }
  public static func bind(_ syntax: ArgumentSyntax) throws -> Reference {
    guard case .name(let name) = try syntax.expression().kind else {
      throw syntax.wrongValue(
        "takes the name of a result", help: "bind it first, `NAME = …`, and write `\(syntax.lead)NAME`")
    }
    let kinds = syntax.declaration.kinds, kind = kinds.count == 1 ? kinds.first : nil
    return Reference(
      name: name, value: try syntax.scope.value(of: name, kind: kind), repairs: syntax.scope.repairs[name.text] ?? [])
  }
}

extension Reference {
  /// The rows of a table; nil for a result of another kind.
  /// - Throws: ``NeedsData`` where the rows are not here; the runner then computes them and asks again.
  public func rows() throws -> Table? {
    if value is PlannedTable { throw NeedsData(of: name.text) }
    return value.table
  }
}

/// A word, or a word with arguments: `median`, `knn(5)`, `lightgbm(n_estimators: 200)`, `hist(AGE)`.
public struct Call: ParameterType {
  /// The name as it was written.
  public let name: Name
  /// What stands in parentheses; none for a bare word.
  public let arguments: [Expression.Argument]
  /// Where it was written.
  public let span: Span
  public static var typeName: String { "word or call" }
  public static func bind(_ syntax: ArgumentSyntax) throws -> Call {
    let expression = try syntax.expression()
    let call: Call
    switch expression.kind {
    case .name(let name): call = Call(name: name, arguments: [], span: expression.span)
    case .call(let name, let arguments): call = Call(name: name, arguments: arguments, span: expression.span)
    case .scalar:
      guard case .text(let text) = try syntax.constant(), let kept = Call(text, at: expression.span) else {
        throw syntax.wrongValue("takes \(typeName.withArticle)")
      }
      call = kept
    default: throw syntax.wrongValue("takes \(typeName.withArticle)")
    }
    let choices = syntax.declaration.choices
    guard choices.isEmpty || choices.contains(call.name.text) else {
      let near = Suggestions.nearest(to: call.name.text, in: choices)
      throw syntax.wrongValue("cannot be `\(call.name.text)`", help: near.first.map { "did you mean `\($0)`?" })
    }
    return call
  }
}
