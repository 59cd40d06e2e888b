import Diagnostics
import Syntax

extension ExpressionTrial {
  /// The smallest part of a failing expression that fails as well, over as few rows as do.
  public func shrunk() -> ExpressionTrial {
    var smallest = self
    if copies > 1 { return self }
    while let smaller = smallest.parts.lazy.map({ ExpressionTrial(smallest.table, $0) }).first(where: {
      $0.difference != nil
    }) {
      smallest = smaller
    }
    for row in 0..<smallest.table.rowCount {
      let columns = smallest.table.columns.map { PlainColumn(name: $0.name, type: $0.type, cells: [$0.cells[row]]) }
      let one = ExpressionTrial(PlainTable(columns: columns, rowCount: 1), smallest.text)
      if one.difference != nil { return one }
    }
    return smallest
  }

  /// The texts of the expressions inside.
  private var parts: [String] {
    let script = "t | derive r = \(text)", bytes = Array(script.utf8)
    let parsed = Parser.parse(script, source: SourceID(rawValue: 0), compoundVerbs: [])
    guard case .pipeline(_, let pipeline)? = parsed.script.statements.first?.kind else { return [] }
    return pipeline.stages[1].arguments[0].value.children.map {
      String(decoding: bytes[$0.span.lower..<$0.span.upper], as: UTF8.self)
    }
  }
}

extension Expression {
  /// The expressions directly inside.
  fileprivate var children: [Expression] {
    switch kind {
    case .call(_, let arguments), .fanOut(_, let arguments): arguments.map(\.value).filter(\.isValue)
    case .unary(_, let inner), .isNull(let inner, _): [inner]
    case .binary(_, let a, let b): [a, b].filter(\.isValue)
    case .conditional(let a, let b, let c): [a, b, c]
    default: []
    }
  }

  private var isValue: Bool {
    switch kind {
    case .list, .regex, .range, .selector: false
    default: true
    }
  }
}

extension PlainTable {
  /// A statement that makes the columns that a text names.
  func script(naming text: String) -> String {
    let draw = RandomExpressions(RandomCells(seed: 0), over: self)
    let items = columns.filter { text.contains($0.name) || text.contains("@") }.map { column in
      let cells = column.cells.map { cell in
        if case .datetime = cell {
          RandomExpressions.quoted(PlainCalendar.moment(cell.whole ?? 0))
        } else {
          draw.literal(cell)
        }
      }
      let choice = cells.enumerated().dropLast().reversed().reduce(cells.last ?? "null") { rest, one in
        "if n == \(one.offset) then \(one.element) else \(rest)"
      }
      return "  \(column.name) = \(choice)"
    }
    let moments = columns.filter { $0.type == .datetime && text.contains($0.name) }.map(\.name)
    let casts = moments.isEmpty ? "" : " | cast \(moments.joined(separator: ", ")), to: datetime"
    return items.isEmpty
      ? "t = range \(rowCount)" : "t = range \(rowCount) | derive {\n\(items.joined(separator: "\n"))\n}\(casts)"
  }
}
