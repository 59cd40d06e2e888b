import Language
import Syntax

/// The meaning of an expression, found by walking its tree: a type, and a value for each row.
struct PlainExpression {
  /// Nil for a bare `null`.
  var type: PlainType?
  /// Whether no column is read.
  var isConstant: Bool
  var value: (Int) -> PlainCell
  /// For bands: their order.
  var levels: [PlainCell]?

  init(_ type: PlainType?, isConstant: Bool = false, _ value: @escaping (Int) -> PlainCell) {
    (self.type, self.isConstant, self.value) = (type, isConstant, value)
  }

  init(_ cell: PlainCell, _ type: PlainType?) { self.init(type, isConstant: true) { _ in cell } }

  /// The values as those of another type.
  func holding(as type: PlainType?) -> PlainExpression {
    PlainExpression(type, isConstant: isConstant) { row in type.map { $0.holding(value(row)) } ?? value(row) }
  }

  /// A value made of those of others, null where one of them is.
  static func strict(
    _ type: PlainType, _ parts: [PlainExpression], _ make: @escaping ([PlainCell]) -> PlainCell
  ) -> PlainExpression {
    PlainExpression(type, isConstant: parts.allSatisfy(\.isConstant)) { row in
      let cells = parts.map { $0.value(row) }
      return cells.contains(.null) ? .null : make(cells)
    }
  }
}

/// Gives expressions their meaning over a table.
struct PlainReader {
  let table: PlainTable
  /// What `$name` stands for.
  var scalars: [String: PlainCell] = [:]
  /// Calls over several rows, which the stage around the expression knows.
  var grouped: ((PlainReader, String, [Expression.Argument]) throws -> PlainExpression?)?
  /// The same for expressions that have been checked.
  var acrossRows: ((GroupedCall) throws -> PlainExpression)?
  /// Whether a column may stand by itself.
  var readsColumns = true

  func read(_ expression: Expression) throws -> PlainExpression {
    switch expression.kind {
    case .int(let value): return PlainExpression(.int(value), .int)
    case .float(let value, _): return PlainExpression(.float(value), .float)
    case .bool(let value): return PlainExpression(.bool(value), .bool)
    case .null: return PlainExpression(.null, nil)
    case .string(let pieces):
      if pieces.contains(where: { if case .column = $0 { true } else { false } }) { return try joined(pieces) }
      return PlainExpression(PlainCell(try text(pieces)), .text)
    case .date(let text):
      guard let days = PlainCalendar.days(of: text) else { throw PlainRejection("no date: \(text)") }
      return PlainExpression(.date(days), .date)
    case .name(let name):
      guard readsColumns, let index = table.index(of: name.text) else { throw PlainRejection("no column \(name.text)") }
      let column = table.columns[index]
      var own = PlainExpression(column.type) { column.cells[$0] }
      own.levels = column.levels
      return own
    case .scalar(let path):
      guard path.count == 1, let cell = scalars[path[0].text] else { throw PlainRejection("no scalar") }
      return PlainExpression(cell, Self.type(of: cell))
    case .unary(.negate, let inner): return try negated(read(inner))
    case .unary(.not, let inner):
      return .strict(.bool, [try condition(inner)]) { .bool(!$0[0].isTrue) }
    case .binary(let symbol, let left, let right): return try binary(symbol, left, right)
    case .isNull(let inner, let isNegated):
      let value = try read(inner)
      return PlainExpression(.bool, isConstant: value.isConstant) { .bool(value.value($0).isNull != isNegated) }
    case .conditional(let test, let yes, let no): return try conditional(condition(test), read(yes), read(no))
    case .call(let name, let arguments):
      if let grouped, let call = try grouped(self, name.text, arguments) { return call }
      return try call(name.text, arguments)
    case .regex, .list, .mapping, .selector, .fanOut, .range, .stage, .invalid: throw PlainRejection("not one value")
    }
  }

  /// An expression that is true or false.
  func condition(_ expression: Expression) throws -> PlainExpression {
    let inner = try read(expression)
    guard inner.type == .bool || inner.type == nil else { throw PlainRejection("no condition") }
    return inner
  }

  /// The value of an expression that reads no column.
  func constant(_ expression: Expression) throws -> PlainCell {
    var bare = PlainReader(table: PlainTable(columns: [], rowCount: 1))
    bare.scalars = scalars
    return try bare.read(expression).value(0)
  }

  /// A text with the values of columns in it.
  private func joined(_ pieces: [Expression.StringPiece]) throws -> PlainExpression {
    let parts = try pieces.map { piece in
      guard case .column(let name) = piece else { return PlainExpression(PlainCell(try text([piece])), .text) }
      return try read(Expression(.name(name), name.span))
    }
    return .strict(.text, parts) { PlainCell($0.map(\.written).joined()) }
  }

  private func text(_ pieces: [Expression.StringPiece]) throws -> String {
    try pieces.map { piece in
      guard case .text(let text) = piece else { throw PlainRejection("a piece that is no text") }
      return text
    }.joined()
  }

  static func type(of cell: PlainCell) -> PlainType? {
    switch cell {
    case .null: nil
    case .int: .int
    case .float: .float
    case .text: .text
    case .bool: .bool
    case .date: .date
    case .datetime: .datetime
    }
  }

  func negated(_ inner: PlainExpression) throws -> PlainExpression {
    guard inner.type?.isNumber ?? true else { throw PlainRejection("`-` of no number") }
    if inner.type == .float { return .strict(.float, [inner]) { .number(-($0[0].double ?? 0)) } }
    return .strict(.int, [inner]) { .whole(Int64(0).subtractingReportingOverflow($0[0].whole ?? 0)) }
  }

  func conditional(
    _ test: PlainExpression, _ yes: PlainExpression, _ no: PlainExpression
  ) throws -> PlainExpression {
    guard let type = PlainType.common(yes.type, no.type) ?? (yes.type == nil && no.type == nil ? .float : nil)
    else { throw PlainRejection("branches of two types") }
    let isConstant = test.isConstant && yes.isConstant && no.isConstant
    return PlainExpression(type, isConstant: isConstant) { row in
      type.holding(test.value(row).isTrue ? yes.value(row) : no.value(row))
    }
  }
}
