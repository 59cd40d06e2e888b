import Columns

/// How a table comes about, as data: rows that are there, and the steps that were taken from them. Any engine that
/// knows the steps can give its rows.
public indirect enum Plan: Sendable {
  case rows(Table)
  /// What a step makes of a table, or of nothing where it starts a pipeline.
  case step(Step, on: Plan?, heading: Schema)

  /// The columns of the table, which are known before its rows are.
  public var schema: Schema {
    switch self {
    case .rows(let table): table.schema
    case .step(_, _, let heading): heading
    }
  }

  /// The rows, where nothing has to be done for them.
  public var table: Table? { if case .rows(let table) = self { table } else { nil } }

  /// The plan of a value; nil where it is no table.
  public init?(of value: any Value) {
    if let planned = value as? PlannedTable {
      self = planned.plan
    } else if let table = value.table {
      self = .rows(table)
    } else {
      return nil
    }
  }
}

/// A table whose columns are known and whose rows are not here: an engine gives them when somebody asks.
public struct PlannedTable: Value {
  /// What gives the rows.
  public let plan: Plan

  /// The table that a plan gives.
  public init(_ plan: Plan) { self.plan = plan }

  /// A table, though without rows.
  public var kind: ValueKind { .table }
  /// The columns of the rows that are still to be computed.
  public var heading: Schema? { plan.schema }
  /// None: fields need the rows.
  public var fields: [(name: String, cell: Cell)] { [] }
  /// What is known before the rows are.
  public var presentation: Presentation { Presentation(facts: [("rows", "not computed yet")]) }
  /// None before the rows are computed.
  public var contents: [(name: String, table: Table)] { [] }
}
