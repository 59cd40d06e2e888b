import Columns
import Diagnostics
import Syntax

/// Resolves the names of an expression against a table and checks its types.
public struct ExpressionChecker {
  /// Which calls over several rows may stand in the expression.
  public enum Mode: Sendable {
    /// Values of one row only.
    case rows
    /// Also `rank`, over all rows.
    case ranks
    /// Also window functions and aggregates per group.
    case windows
    /// Every column stands inside an aggregate.
    case aggregates
  }

  let shape: Shape
  let scope: Scope
  let mode: Mode
  /// Whether we are inside the arguments of an aggregate, where no other may stand.
  var isInsideGroup = false

  /// Checks expressions over the columns of a shape, with the names of a scope.
  ///
  /// - Parameter mode: whether an expression gives a value for each row or for each group.
  public init(_ shape: Shape, _ scope: Scope, mode: Mode = .rows) {
    (self.shape, self.scope, self.mode) = (shape, scope, mode)
  }

  /// - Throws: `Diagnostic`, ``NeedsData`` where a selector inside needs the rows, or `Cancelled`.
  public func check(_ expression: Expression) throws -> TypedExpression {
    try scope.checkCancelled()
    let span = expression.span
    switch expression.kind {
    case .int(let value): return TypedExpression(.constant(.int(value)), type: .int, span: span)
    case .float(let value, _): return TypedExpression(.constant(.float(value)), type: .float, span: span)
    case .bool(let value): return TypedExpression(.constant(.bool(value)), type: .bool, span: span)
    case .null: return TypedExpression(.constant(.null), type: nil, span: span)
    case .string(let pieces) where pieces.contains(where: \.isColumn): return try joined(pieces, span)
    case .string, .date, .scalar:
      let cell = try scope.cell(of: expression)
      return TypedExpression(.constant(cell), type: cell.type, span: span)
    case .name(let name): return try column(name)
    case .unary(let unary, let operand): return try check(unary, operand, span)
    case .binary(let binary, let left, let right): return try check(binary, left, right, span)
    case .isNull(let operand, let negated):
      return TypedExpression(.isNull(try check(operand), negated: negated), type: .bool, span: span)
    case .conditional(let condition, let yes, let no): return try check(condition, yes, no, span)
    case .call(let name, let arguments): return try check(call: name, arguments, span)
    case .selector(let selector):
      throw Diagnostic(
        code: .wrongType, "one value is needed here, and a selector gives columns",
        at: Label(selector.span, "several columns"),
        help: "use it in a call of its own, `[min, max](@…) as \"{col}_{fn}\"`, or in a row function, `row_mean(@…)`")
    case .fanOut(_, let arguments):
      throw Diagnostic(
        code: .wrongType, "a list of functions can only stand alone in an item",
        at: Label(arguments.first?.value.span ?? span, "inside another expression"))
    case .list, .mapping, .range, .regex, .stage:
      throw Diagnostic(
        code: .wrongType, "one value is needed here", at: Label(span, "not one value"), help: expression.placeOfSeveral)
    case .invalid:
      throw Diagnostic(code: .wrongType, "this expression could not be read", at: Label(span))
    }
  }

  /// Checks an expression that must be true or false.
  public func condition(_ expression: Expression) throws -> TypedExpression {
    let checked = try check(expression)
    guard checked.type == .bool || checked.type == nil else {
      throw Diagnostic(
        code: .wrongType, "a condition is needed here, not \(checked.type?.rawValue.withArticle ?? "null")",
        at: Label(expression.span, "this is \(checked.type?.rawValue ?? "null")"),
        help: checked.type == .int ? "compare it: `… != 0`" : nil)
    }
    return checked
  }

  private func column(_ name: Name) throws -> TypedExpression {
    if shape.fields.index(of: name.text) == nil, !name.isQuoted, scope.scalars[name.text] != nil {
      throw Diagnostic(
        code: .unknownColumn, "no column `\(name.text)` here, but a parameter has this name",
        at: Label(name.span, "not a column"),
        help: "a parameter is written with a dollar: `$\(name.text)`", fixIts: [FixIt(name.span, "$\(name.text)")])
    }
    if let call = functionNamed(name) { throw call }
    let position = try shape.position(of: name)
    if mode == .aggregates && !isInsideGroup {
      throw Diagnostic(
        code: .wrongType, "`\(name.text)` has many values in a group; an aggregate makes one of them",
        at: Label(name.span, "stands outside an aggregate"),
        help: "write `first(\(name.text))`, or add it to the keys behind `by`")
    }
    return TypedExpression(.column(position), type: shape.fields[position].type, span: name.span)
  }

  private func check(_ unary: UnaryOperator, _ operand: Expression, _ span: Span) throws -> TypedExpression {
    let inner = unary == .not ? try condition(operand) : try check(operand)
    if unary == .not { return TypedExpression(.unary(.not, inner), type: .bool, span: span) }
    guard inner.type.map({ $0.isNumeric || $0 == .bool }) ?? true else {
      throw mismatch("`-` takes a number", inner)
    }
    return TypedExpression(.unary(.negate, inner), type: inner.type == .float ? .float : .int, span: span)
  }

  private func check(
    _ condition: Expression, _ yes: Expression, _ no: Expression, _ span: Span
  ) throws -> TypedExpression {
    let test = try self.condition(condition)
    let a = try check(yes), b = try check(no)
    guard let type = TypeRules.unify(a.type, b.type) ?? (a.type == nil && b.type == nil ? .float : nil) else {
      throw Diagnostic(
        code: .wrongType, "both branches of `if` need one type",
        at: Label(no.span, "this is \(b.type?.rawValue ?? "null")"),
        labels: [Label(yes.span, "this is \(a.type?.rawValue ?? "null")")])
    }
    return TypedExpression(.conditional(test, a, b), type: type, span: span)
  }

  func mismatch(_ message: String, _ expression: TypedExpression, help: String? = nil) -> Diagnostic {
    Diagnostic(
      code: .wrongType, message, at: Label(expression.span, "this is \(expression.type?.rawValue ?? "null")"),
      help: help)
  }
}

extension Expression {
  /// Where a list, a range or a pattern stands instead of one value.
  var placeOfSeveral: String {
    switch kind {
    case .list(let elements) where elements.count == 1: "write `\(elements[0].sourceText)`"
    case .range: "a range stands behind `in`: `x in \(sourceText)`"
    case .regex: "a regular expression stands behind `~`: `x ~ \(sourceText)`"
    default: "a list stands behind `in`: `x in [1, 2]`"
    }
  }
}

/// Texts with the values of columns in them: `"{CITY}-{YEAR}"`.
extension ExpressionChecker {
  /// The pieces as arguments of the function that joins them.
  func joined(_ pieces: [Expression.StringPiece], _ span: Span) throws -> TypedExpression {
    let parts = try pieces.map { piece in
      guard case .column(let name) = piece else {
        return TypedExpression(.constant(.text(try scope.text(of: [piece]))), type: .text, span: span)
      }
      return try inserted(name)
    }
    return TypedExpression(.function(TextFunctions.concat, parts, FunctionConstants()), type: .text, span: span)
  }

  private func inserted(_ name: Name) throws -> TypedExpression {
    do {
      return try check(Expression(.name(name), name.span))
    } catch var problem as Diagnostic {
      if problem.help == nil {
        problem.help =
          "in a text `\(name.insertion)` is a column's value; write `\\\(name.insertion)` for the characters"
      }
      throw problem
    }
  }
}

extension Expression.StringPiece {
  /// Whether it stands for a column's value.
  var isColumn: Bool { if case .column = self { true } else { false } }
}
