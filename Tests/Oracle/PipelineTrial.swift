import Diagnostics
import Syntax
import Verbs
import Language

/// One pipeline over two tables.
public struct PipelineTrial: Trial {
  let tables: [String: PlainTable]
  let stages: [String]
  let expected: Result<PlainTable, any Error>
  let real: RealRun

  public init(seed: UInt64) {
    var draw = RandomPipelines(RandomCells(seed: seed &+ 0x5EED))
    let length = 1 + draw.cells.below(6)
    while draw.stages.count <= length, draw.addStage() {}
    self.init(draw.tables, draw.stages)
  }

  init(_ tables: [String: PlainTable], _ stages: [String]) {
    (self.tables, self.stages) = (tables, stages)
    let script = stages.joined(separator: " | ")
    expected = Result {
      guard let parsed = Self.stages(of: script) else { throw PlainRejection("it cannot be read") }
      return try PlainPipeline(tables: tables).run(parsed)
    }
    real = RealRun(script, tables: tables.mapValues(\.real))
  }

  static func stages(of script: String) -> [Stage]? {
    let parsed = Parser.parse(script, source: SourceID(rawValue: 0), compoundVerbs: Catalog.standard.compoundNames)
    guard parsed.diagnostics.isEmpty, case .pipeline(_, let pipeline)? = parsed.script.statements.first?.kind else {
      return nil
    }
    return pipeline.stages
  }

  /// The bare name `now`.
  static var source: Stage {
    let span = Span(source: SourceID(rawValue: 0), lower: 0, upper: 0)
    return Stage(verb: Name("now", span), span: span)
  }

  public var isRefused: Bool { if case .failure = expected { real.problem != nil } else { false } }

  public var difference: String? {
    if let fault = real.fault { return fault }
    guard case .success(let wanted) = expected else {
      return real.problem == nil ? "runs, though \(expected)" : nil
    }
    guard let table = real.table else { return "refused: \(real.problem?.message ?? "no table")" }
    let names = wanted.columns.map(\.name)
    if table.schema.names != names { return "columns \(table.schema.names), not \(names)" }
    if table.rowCount != wanted.rowCount { return "\(table.rowCount) rows, not \(wanted.rowCount)" }
    for (own, column) in zip(table.columns, wanted.columns) {
      if own.type != column.type.real { return "\(column.name) is \(own.type), not \(column.type)" }
      for row in 0..<wanted.rowCount {
        let cell = PlainCell(own[row])
        if own.isNull(row) != cell.isNull { return "\(column.name), row \(row): two ways to be null" }
        guard column.cells[row].agrees(with: cell, tolerance: column.name.hasPrefix("z") ? 1e-9 : 0) else {
          return "\(column.name), row \(row): \(cell.described), not \(column.cells[row].described)"
        }
      }
    }
    return nil
  }

  public func shrunk() -> PipelineTrial { PipelineShrinking.shrunk(self, tables, stages) { PipelineTrial($0, $1) } }

  public var script: String { PipelineShrinking.script(tables, stages) }
}
