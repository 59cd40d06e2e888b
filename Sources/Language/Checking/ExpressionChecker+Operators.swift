import Columns
import Diagnostics
import Patterns
import Syntax

extension ExpressionChecker {
  func check(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span
  ) throws -> TypedExpression {
    switch binary {
    case .and, .or:
      return TypedExpression(.binary(binary, try condition(left), try condition(right)), type: .bool, span: span)
    case .in: return try membership(left, right, span)
    case .matches: return try match(left, right, span)
    case .coalesce:
      let a = try check(left), b = try check(right)
      guard let type = TypeRules.unify(a.type, b.type) else { throw different(binary, a, b) }
      return TypedExpression(.binary(binary, a, b), type: type, span: span)
    case .equal, .notEqual, .less, .lessOrEqual, .greater, .greaterOrEqual:
      return try comparison(binary, left, right, span)
    case .add, .subtract, .multiply, .divide, .remainder:
      return try arithmetic(binary, left, right, span)
    }
  }

  private func comparison(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span
  ) throws -> TypedExpression {
    if case .name(let name) = left.kind, case .string(let pieces) = right.kind, shape.departures[name.text] != nil,
      shape.fields.index(of: name.text) == nil
    {
      throw shape.missingColumn(name, comparedWith: try scope.text(of: pieces))
    }
    let a = try check(left), b = try check(right)
    if a.type == nil || b.type == nil {
      let other = SourceHint.text(of: a.type == nil ? right : left)
      throw Diagnostic(
        code: .wrongType, "nothing equals null, so this would be null in every row",
        at: Label(span, "compares with null"),
        help: "write `\(other) is null` or `\(other) is not null`")
    }
    guard TypeRules.unify(a.type, b.type) != nil || isOrderedText(a, b) else {
      throw different(binary, a, b, help: dateHelp(binary, a, left, b, right))
    }
    return TypedExpression(.binary(binary, a, b), type: .bool, span: span)
  }

  private func isOrderedText(_ a: TypedExpression, _ b: TypedExpression) -> Bool { a.type == .text && b.type == .text }

  private func arithmetic(
    _ binary: BinaryOperator, _ left: Expression, _ right: Expression, _ span: Span
  ) throws -> TypedExpression {
    let a = try check(left), b = try check(right)
    if let date = try dateArithmetic(binary, a, left, b, right, span) { return date }
    if binary == .add, a.type == .text, b.type == .text { throw joinedTexts(a, left, b, right) }
    for side in [a, b] where !(side.type.map { $0.isNumeric || $0 == .bool } ?? true) {
      let help = numberHelp(side, side.span == a.span ? left : right)
      throw mismatch("`\(binary.rawValue)` takes numbers", side, help: help)
    }
    let isFloat = binary == .divide || a.type == .float || b.type == .float || (a.type == nil && b.type == nil)
    return TypedExpression(.binary(binary, a, b), type: isFloat ? .float : .int, span: span)
  }

  /// `"a" + NAME`: a column goes into a text in braces. A text in quotes may also be meant as a column.
  private func joinedTexts(
    _ a: TypedExpression, _ left: Expression, _ b: TypedExpression, _ right: Expression
  ) -> Diagnostic {
    for (side, written) in [(a, left), (b, right)] {
      if case .constant(.text(let text)) = side.node, Double(text) != nil || shape.fields.index(of: text) != nil {
        return mismatch("`+` takes numbers", side, help: numberHelp(side, written))
      }
    }
    let help =
      switch (a.node, b.node) {
      case (.constant, .column), (.column, .constant), (.column, .column):
        "put the columns into a text: `\"\(insertion(left))\(insertion(right))\"`"
      default: ForeignFunction.joiningTexts
      }
    return Diagnostic(
      code: .wrongType, "`+` adds numbers and does not join texts", at: Label(a.span, "this is text"),
      labels: [Label(b.span, "this is text")], help: help)
  }

  /// A text or a column as a piece of a text in quotes.
  private func insertion(_ written: Expression) -> String {
    if case .name(let name) = written.kind { return name.insertion }
    return String(Formatter.format(written).dropFirst().dropLast())
  }

  /// How numbers are made of a column of another type.
  private func numberHelp(_ side: TypedExpression, _ written: Expression) -> String? {
    switch (side.type, written.kind) {
    case (.text, .name): "make numbers of it first: `| cast \(SourceHint.text(of: written)), to: float`"
    case (.text, .string(let pieces)):
      if case .text(let text)? = pieces.first, pieces.count == 1, Double(text) != nil {
        "a number is written without quotes: `\(text)`"
      } else if case .text(let text)? = pieces.first, pieces.count == 1, shape.fields.index(of: text) != nil {
        "a column's name is written without quotes: `\(text)`"
      } else {
        "numbers and columns of numbers can stand here, both without quotes"
      }
    case (.date, _), (.datetime, _):
      "count days with `days_between(from, to)`, or take a part with `year`, `month` or `day`"
    default: nil
    }
  }

  /// A date and a whole number of days; the difference of two dates is `days_between`.
  private func dateArithmetic(
    _ binary: BinaryOperator, _ a: TypedExpression, _ left: Expression, _ b: TypedExpression, _ right: Expression,
    _ span: Span
  ) throws -> TypedExpression? {
    guard a.type == .date || b.type == .date else { return nil }
    if a.type == .date, b.type == .date, binary == .subtract {
      return TypedExpression(.binary(.subtract, a, b), type: .int, span: span)
    }
    guard binary == .add || binary == .subtract, b.type != .date || a.type == .int && binary == .add else {
      let (side, written) = b.type == .date ? (b, right) : (a, left)
      throw mismatch("`\(binary.rawValue)` takes numbers", side, help: numberHelp(side, written))
    }
    guard a.type == .date else {
      let mended = "\(SourceHint.text(of: right)) + \(SourceHint.text(of: left))"
      throw mismatch("the date stands before `+`", b, help: "write `\(mended)`")
    }
    guard b.type == .int else {
      throw mismatch("`\(binary.rawValue)` with a date takes a whole number of days", b)
    }
    return TypedExpression(.binary(binary, a, b), type: .date, span: span)
  }

  private func membership(_ left: Expression, _ right: Expression, _ span: Span) throws -> TypedExpression {
    let value = try check(left)
    if case .range(let low, let high, _) = right.kind {
      let (a, b) = (try check(low), try check(high))
      for (one, other) in [(value, a), (value, b), (a, b)] where one.type != nil && other.type != nil {
        guard TypeRules.unify(one.type, other.type) != nil else { throw different(.in, one, other) }
      }
      try requireRising(a, low, b, high)
      return TypedExpression(.between(value, a, b), type: .bool, span: span)
    }
    let cells = try scope.cells(of: right)
    try Self.requireMembers(cells, right, like: value)
    return TypedExpression(.membership(value, cells), type: .bool, span: span)
  }

  /// - Throws: `Diagnostic` for a range of constants in which nothing lies.
  private func requireRising(
    _ a: TypedExpression, _ low: Expression, _ b: TypedExpression, _ high: Expression
  ) throws {
    let isConstant = low.firstVariable == nil && high.firstVariable == nil
    guard isConstant, !a.containsGroupedCall, !b.containsGroupedCall else { return }
    let (first, last) = (try scope.cell(of: low), try scope.cell(of: high))
    for (cell, bound) in [(first, low), (last, high)] where cell.isNull {
      throw Diagnostic(
        code: .wrongType, "nothing lies in a range that ends at null", at: Label(bound.span, "this is null"),
        help: "one side alone is a comparison: `x >= low`")
    }
    if last.precedes(first) {
      throw Diagnostic(
        code: .wrongValue, "nothing lies in a range that ends before it begins",
        at: Label(low.span.joined(with: high.span), "from \(CellFormat.literal(first)) to \(CellFormat.literal(last))"),
        help: "write `\(high.sourceText)..\(low.sourceText)`")
    }
  }

  /// - Throws: `Diagnostic` for a list with a value that nothing here can equal.
  static func requireMembers(_ cells: [Cell], _ list: Expression, like value: TypedExpression) throws {
    // A bare null has no type; what it is compared with has one.
    let type = value.type ?? cells.first { !$0.isNull }?.type
    let odd = cells.firstIndex { TypeRules.unify(type, $0.type) == nil && !$0.isNull }
    guard let place = odd else { return }
    var span = list.span
    if case .list(let elements) = list.kind, elements.count == cells.count { span = elements[place].span }
    throw Diagnostic(
      code: .wrongType, "the list holds \(CellFormat.literal(cells[place])), which `in` can never find here",
      at: Label(span, "not of one type with the left side"),
      labels: [Label(value.span, "this is \(value.type?.rawValue ?? "null")")])
  }

  private func match(_ left: Expression, _ right: Expression, _ span: Span) throws -> TypedExpression {
    let value = try check(left)
    guard value.type == .text || value.type == nil else { throw mismatch("`~` takes text on its left", value) }
    guard case .regex(let pattern) = right.kind else {
      throw Diagnostic(
        code: .wrongType, "`~` takes a regular expression on its right", at: Label(right.span, "not between slashes"),
        help: "write it between slashes: `~ /^Cash/`")
    }
    let compiled = try Pattern.compiled(pattern, at: right.span)
    return TypedExpression(.matches(value, pattern: compiled), type: .bool, span: span)
  }

  /// A datetime beside a date: the day of the one is compared with the other.
  private func dateHelp(
    _ binary: BinaryOperator, _ a: TypedExpression, _ left: Expression, _ b: TypedExpression, _ right: Expression
  ) -> String? {
    switch (a.type, b.type) {
    case (.datetime, .date):
      "compare days: `date(\(left.sourceText)) \(binary.rawValue) \(right.sourceText)`"
    case (.date, .datetime):
      "compare days: `\(left.sourceText) \(binary.rawValue) date(\(right.sourceText))`"
    case (.datetime, .text):
      "compare days: `date(\(left.sourceText)) \(binary.rawValue) date \"2024-01-31\"`"
    default: nil
    }
  }

  private func different(
    _ binary: BinaryOperator, _ a: TypedExpression, _ b: TypedExpression, help given: String? = nil
  ) -> Diagnostic {
    var help = given
    if a.type == .text, b.type?.isNumeric ?? false, case .constant(let cell) = b.node {
      help = "a text is written in quotes: `\"\(CellFormat.plain(cell))\"`"
    }
    if a.type == .date, b.type == .text { help = "write a date: `date \"2024-01-31\"`" }
    return Diagnostic(
      code: .wrongType,
      "`\(binary.rawValue)` cannot take \(a.type?.rawValue ?? "null") and \(b.type?.rawValue ?? "null")",
      at: Label(b.span, "this is \(b.type?.rawValue ?? "null")"),
      labels: [Label(a.span, "this is \(a.type?.rawValue ?? "null")")], help: help)
  }
}

/// Expressions as text, for messages.
enum SourceHint {
  static func text(of expression: Expression) -> String {
    switch expression.kind {
    case .name(let name): name.isQuoted ? "`\(name.text)`" : name.text
    case .int(let value): String(value)
    default: "x"
    }
  }
}
