import Diagnostics
import Syntax

/// One expression over one table.
public struct ExpressionTrial: Trial {
  private static let types: [PlainType] = [.int, .float, .text, .bool, .date]

  let table: PlainTable
  let text: String
  let expected: Result<PlainExpression, any Error>
  let real: RealRun
  /// How often the rows of the table are repeated, to fill several blocks.
  let copies: Int

  public init(seed: UInt64) {
    var cells = RandomCells(seed: seed)
    let isLong = seed % 500 == 7
    let table = cells.table(isLong ? 7 : cells.pick([0, 1, 2, 5, 9]))
    var draw = RandomExpressions(cells, over: table)
    let text = draw.expression(draw.pick(Self.types), 1 + draw.cells.below(4))
    self.init(table, text, isLong ? 10_000 : 1)
  }

  init(_ table: PlainTable, _ text: String, _ copies: Int = 1) {
    (self.table, self.text, self.copies) = (table, text, copies)
    let parsed = Parser.parse("t | derive r = \(text)", source: SourceID(rawValue: 0), compoundVerbs: [])
    expected = Result {
      guard parsed.diagnostics.isEmpty, case .pipeline(_, let pipeline)? = parsed.script.statements.first?.kind else {
        throw PlainRejection("\(parsed.diagnostics.first?.message ?? "no pipeline")")
      }
      return try PlainReader(table: table).read(pipeline.stages[1].arguments[0].value)
    }
    let input = copies > 1 ? table.repeated(to: table.rowCount * copies) : table
    real = RealRun("t | derive r = \(text)", tables: ["t": input.real], threads: copies > 1 ? 2 : 1)
  }

  public var isRefused: Bool { if case .failure = expected { real.problem != nil } else { false } }

  /// What the program does otherwise; nil where all agrees.
  public var difference: String? {
    if let fault = real.fault { return fault }
    guard case .success(let wanted) = expected else {
      return real.problem == nil ? "runs, though \(expected)" : nil
    }
    guard let column = real.table?["r"] else { return "refused: \(real.problem?.message ?? "no column")" }
    let type = wanted.type ?? .float
    if column.type != type.real { return "a column of \(column.type), not \(type)" }
    for row in 0..<column.count {
      let own = PlainCell(column[row]), right = type.holding(wanted.value(row % table.rowCount))
      if column.isNull(row) != own.isNull { return "row \(row): two ways to be null" }
      guard right.agrees(with: own, tolerance: 0) else {
        return "row \(row): \(own.described), not \(right.described)"
      }
    }
    return nil
  }

  /// What to type to see it.
  public var script: String { "\(table.script(naming: text))\nt | derive r = \(text)" }
}
