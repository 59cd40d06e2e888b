import Columns
import Diagnostics
import Language
import Syntax
import Verbs

/// One pipeline over two tables, run by the engine of the program and by the row-by-row one. The second gets tables
/// whose rows are not there yet, so that it runs whole plans.
public struct BackendTrial: Trial {
  let tables: [String: PlainTable]
  let stages: [String]
  let fast: RealRun
  let slow: RealRun

  public init(seed: UInt64) {
    var draw = RandomPipelines(RandomCells(seed: seed &+ 0xBAC7))
    let length = 1 + draw.cells.below(6)
    while draw.stages.count <= length, draw.addStage() {}
    self.init(draw.tables, draw.stages)
  }

  init(_ tables: [String: PlainTable], _ stages: [String]) {
    (self.tables, self.stages) = (tables, stages)
    let script = stages.joined(separator: " | "), real = tables.mapValues(\.real)
    fast = RealRun(script, tables: real, backend: PromiseKeeper())
    slow = RealRun(script, tables: real.mapValues(\.scanned), backend: PlainBackend())
  }

  public var isRefused: Bool { fast.problem != nil && slow.problem != nil }

  public var difference: String? {
    if let fault = fast.fault ?? slow.fault { return fault }
    guard let own = fast.table else {
      return slow.problem == nil ? "refused, though the plan has rows: \(fast.problem?.message ?? "")" : nil
    }
    guard let other = slow.table else { return "runs, though the plan is refused: \(slow.problem?.message ?? "")" }
    return own.difference(from: other)
  }

  public func shrunk() -> BackendTrial { PipelineShrinking.shrunk(self, tables, stages) { BackendTrial($0, $1) } }

  public var script: String { PipelineShrinking.script(tables, stages) }
}

/// The engine of the program, with an eye on what the checks of its steps promised.
struct PromiseKeeper: ExecutionBackend {
  func run(_ step: Step, on input: (any Value)?, _ context: RunContext) throws -> any Value {
    let value = try LocalBackend().run(step, on: input, context)
    guard let promised = step.output?.schema, let table = value.table else { return value }
    if promised.fields != table.schema.fields || promised.roles != table.schema.roles {
      throw PlainFault(
        description: "\(step.name) promised \(promised.fields) \(promised.roles), "
          + "and there are \(table.schema.fields) \(table.schema.roles)")
    }
    return value
  }
}

extension Table {
  /// The table as one that has yet to be read.
  var scanned: any Value {
    let scan = Scan("memory", settings: []) { _, _ in self }
    return PlannedTable(.step(Step(.scan(scan), output: nil), on: nil, heading: schema))
  }

  /// What another table has that this one has not; nil where they are the same. A column whose name begins with one of
  /// `loose` may differ in its last digits, where the order of a sum is not fixed.
  public func difference(from other: Table, loose: Set<Character> = ["z"]) -> String? {
    if schema.fields != other.schema.fields { return "columns \(schema.fields), not \(other.schema.fields)" }
    if schema.roles != other.schema.roles { return "roles \(schema.roles), not \(other.schema.roles)" }
    if rowCount != other.rowCount { return "\(rowCount) rows, not \(other.rowCount)" }
    for (field, (own, column)) in zip(schema.fields, zip(columns, other.columns)) {
      let tolerance = field.name.first.map(loose.contains) ?? false ? 1e-9 : 0
      for row in 0..<rowCount {
        let (a, b) = (PlainCell(own[row]), PlainCell(column[row]))
        if own.isNull(row) != a.isNull { return "\(field.name), row \(row): two ways to be null" }
        guard b.agrees(with: a, tolerance: tolerance) else {
          return "\(field.name), row \(row): \(a.described), not \(b.described)"
        }
      }
    }
    return nil
  }
}
