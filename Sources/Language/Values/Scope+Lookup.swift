import Columns
import Diagnostics
import Syntax

extension Scope {
  /// The result that a name is bound to.
  ///
  /// - Parameter kind: what is wanted there: results of another kind are not offered.
  public func value(of name: Name, kind: ValueKind? = nil) throws -> any Value {
    if let value = bindings[name.text] { return value }
    let names = kind.map { kind in bindings.filter { $0.value.kind == kind }.map(\.key) } ?? resultNames
    let near = Suggestions.nearest(to: name.text, in: names)
    throw Diagnostic(
      code: .unknownName, "nothing is called `\(name.text)`", at: Label(name.span, "no result has this name"),
      help: near.first.map { "did you mean `\($0)`?" }
        ?? (names.isEmpty ? "bind it first: `\(name.text) = …`"
          : "there are: \(names.sorted().prefix(5).joined(separator: ", "))"),
      fixIts: near.prefix(1).map { FixIt(name.span, $0) })
  }

  /// The one cell that an expression without columns stands for.
  public func cell(of expression: Expression) throws -> Cell {
    switch try scalar(of: expression) {
    case .cell(let cell): return cell
    case .list:
      throw Diagnostic(
        code: .wrongValue, "a list stands where one value is needed", at: Label(expression.span, "a list"),
        help: expression.placeOfSeveral)
    }
  }

  /// The cells of a list, or the one cell of anything else.
  public func cells(of expression: Expression) throws -> [Cell] {
    switch try scalar(of: expression) {
    case .cell(let cell): [cell]
    case .list(let cells): cells
    }
  }

  /// What an expression without columns stands for.
  public func scalar(of expression: Expression) throws -> Scalar {
    switch expression.kind {
    case .int(let value): return .cell(.int(value))
    case .float(let value, _): return .cell(.float(value))
    case .bool(let value): return .cell(.bool(value))
    case .null: return .cell(.null)
    case .string(let pieces):
      let text = try text(of: pieces)
      guard text.utf8.count <= WrittenOut.greatestTextLength || pieces.count < 2 else {
        throw WrittenOut.tooLarge(
          "this text has more than \(WrittenOut.greatestTextLength) bytes when its parts are put in",
          at: expression.span,
          help: "put shorter texts together")
      }
      return .cell(.text(text))
    case .date(let text): return .cell(try CivilCalendar.parse(text, at: expression.span))
    case .scalar(let path): return try scalar(at: path)
    case .list(let elements): return .list(try elements.map { try cell(of: $0) })
    case .name(let name):
      throw Diagnostic(
        code: .wrongValue, "a value is needed here, and `\(name.text)` is a name", at: Label(name.span, "a name"),
        help: scalars[name.text] == nil
          ? "a text is written in quotes: \"\(name.text)\"" : "a parameter is written with a dollar: `$\(name.text)`")
    default: return .cell(try Constant.evaluate(expression, in: self))
    }
  }

  /// A text with its `{$name}` replaced, where no column can stand.
  public func text(of pieces: [Expression.StringPiece]) throws -> String {
    try pieces.map { piece in
      switch piece {
      case .text(let text): text
      case .column(let name): name.insertion
      case .scalar(let path):
        switch try scalar(at: path) {
        case .cell(let cell): CellFormat.plain(cell)
        case .list(let cells): cells.map(CellFormat.plain).joined(separator: ", ")
        }
      }
    }.joined()
  }

  /// `$months` or `$cv1.auc`.
  func scalar(at path: [Name]) throws -> Scalar {
    let name = path[0]
    if path.count == 1 {
      if let scalar = scalars[name.text] { return scalar }
      throw bindings[name.text].map { isResult(name, $0) }
        ?? unknown(name, among: Array(scalars.keys), "declare it above: `param \(name.text): int = 1`")
    }
    let field = path[1]
    guard let value = bindings[name.text] else {
      throw unknown(name, among: resultNames, "bind it above: `\(name.text) = …`")
    }
    if value is PlannedTable { throw NeedsData(of: name.text) }
    if path.count == 2, let cell = value.fields.first(where: { $0.name == field.text })?.cell { return .cell(cell) }
    let names = value.fields.map(\.name)
    let near = Suggestions.nearest(to: field.text, in: names)
    throw Diagnostic(
      code: .unknownField, "`\(name.text)` is \(value.kind.name.withArticle) and has no field `\(field.text)`",
      at: Label(field.span, "no such field"),
      help: near.first.map { "did you mean `$\(name.text).\($0)`?" } ?? "it has: \(Prose.list(names))")
  }

  private func isResult(_ name: Name, _ value: any Value) -> Diagnostic {
    let facts = value is PlannedTable ? [] : value.fields.map(\.name)
    return Diagnostic(
      code: .unknownField, "`\(name.text)` is \(value.kind.name.withArticle), and no single value",
      at: Label(name.span, "a result"), help: facts.first.map { "a fact of it is one: `$\(name.text).\($0)`" })
  }

  private func unknown(_ name: Name, among names: [String], _ help: String) -> Diagnostic {
    let near = Suggestions.nearest(to: name.text, in: names)
    return Diagnostic(
      code: .unknownField, "there is no parameter `$\(name.text)`", at: Label(name.span, "not declared"),
      help: near.first.map { "did you mean `$\($0)`?" } ?? help,
      fixIts: near.prefix(1).map { FixIt(name.span, $0) })
  }
}
