import Columns
import Diagnostics
import Syntax

/// The breaks between bands: numbers that rise.
struct BandBreaks: ParameterType {
  let cells: [Cell]

  static var typeName: String { "rising numbers" }
  static var sample: String? { "[25, 35, 65]" }

  /// - Throws: `Diagnostic` for a list that is empty, out of order, or holds anything but numbers.
  static func bind(_ syntax: ArgumentSyntax) throws -> BandBreaks {
    let list = try syntax.expression()
    try syntax.requireConstant(list)
    let cells: [Cell]
    switch try syntax.scope.scalar(of: list) {
    case .list(let values): cells = values
    case .cell(.int(let count)) where count > 1:
      throw syntax.wrongValue("takes breaks, not how many bands there are", help: syntax.quantileBands(list))
    case .cell(let cell): throw syntax.wrongValue("takes a list of breaks", value: cell)
    }
    func span(_ place: Int) -> Span {
      if case .list(let elements) = list.kind, elements.count == cells.count { return elements[place].span }
      return list.span
    }
    func problem(_ what: String, _ place: Int, help: String?) -> Diagnostic {
      var problem = syntax.wrongValue(what, value: cells[place], help: help)
      problem.primary = Label(span(place), "this is \(CellFormat.literal(cells[place]))")
      return problem
    }
    if cells.isEmpty { throw syntax.wrongValue("takes at least one break", help: "such as `\(sample ?? "")`") }
    let sorted = cells.risingNumbers
    let offer = sorted.isEmpty ? nil : "write `[\(sorted.map(CellFormat.literal).joined(separator: ", "))]`"
    if let odd = cells.indices.first(where: { !cells[$0].isNumber }) {
      throw problem("takes numbers", odd, help: offer)
    }
    if let fall = cells.indices.dropFirst().first(where: { !cells[$0 - 1].isBelow(cells[$0]) }) {
      let isRepeated = !cells[fall].isBelow(cells[fall - 1])
      throw problem(isRepeated ? "takes each break once" : "takes breaks in rising order", fall, help: offer)
    }
    return BandBreaks(cells: cells)
  }
}

extension ArgumentSyntax {
  /// What cuts into so many bands.
  fileprivate func quantileBands(_ count: Expression) -> String {
    let column = call?.written.first.flatMap { if case .name = $0.kind { $0.sourceText } else { nil } } ?? "COLUMN"
    return
      "so many bands with as many rows each are made by `| bin \(column), method: quantile, bins: \(count.sourceText)`"
  }
}

extension Cell {
  var isNumber: Bool {
    switch self {
    case .int, .float: true
    default: false
    }
  }

  /// Whether a value is the smaller one of two of a kind, text by its bytes.
  func precedes(_ other: Cell) -> Bool {
    switch (self, other) {
    case (.text(let a), .text(let b)): a.utf8.lexicographicallyPrecedes(b.utf8)
    case (.date(let a), .date(let b)), (.datetime(let a), .datetime(let b)): a < b
    default: isBelow(other)
    }
  }

  /// Whether a number is the smaller one; whole numbers are compared exactly.
  func isBelow(_ other: Cell) -> Bool {
    if case .int(let a) = self, case .int(let b) = other { return a < b }
    return (number ?? .nan) < (other.number ?? .nan)
  }
}

extension [Cell] {
  /// The numbers among the values in rising order, each once.
  fileprivate var risingNumbers: [Cell] {
    filter(\.isNumber).sorted { $0.isBelow($1) }.reduce(into: []) { rising, next in
      if rising.last.map({ $0.isBelow(next) }) ?? true { rising.append(next) }
    }
  }
}
