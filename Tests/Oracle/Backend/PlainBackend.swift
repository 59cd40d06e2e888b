import Columns
import Diagnostics
import Language

/// A second engine: it runs plans one row after another, slowly and so that one can see that it is right.
///
/// It only writes down what it is asked, moves conditions to where rows are read, and computes when somebody wants
/// rows. What is no relational step it hands to this process.
public struct PlainBackend: ExecutionBackend {
  public init() {}

  public func run(_ step: Step, on input: (any Value)?, _ context: RunContext) throws -> any Value {
    switch step.operation {
    case .local(let work): return try work(input.map { try computed($0, context) }, context)
    case .scan(let scan):
      // The columns of a file are known when it has been read, which the session remembers.
      let value = try scan.read(scan, context)
      return value.heading.map { PlannedTable(.step(step, on: nil, heading: $0)) } ?? value
    default: break
    }
    guard let below = input.flatMap(Plan.init(of:)) else { throw NeedsData() }
    if let heading = step.output?.schema { return PlannedTable(.step(step, on: below, heading: heading)) }
    return try PlainPlan(context).table(step, on: below)
  }

  public func computed(_ value: any Value, _ context: RunContext) throws -> any Value {
    guard let planned = value as? PlannedTable else { return value }
    return try PlainPlan(context).table(planned.plan.pushedDown).real(as: planned.plan.schema)
  }
}

/// Something that no plan may lead to: a check that promised other columns than there are.
struct PlainFault: Error, CustomStringConvertible {
  let description: String
}

extension PlainRejection: DescribedError {
  var code: DiagnosticCode { .wrongValue }
  var message: String { description }
  var notes: [String] { [] }
  var help: String? { nil }
}

extension PlainTable {
  init(_ table: Table) {
    let columns = zip(table.schema.fields, table.columns).map { field, column in
      PlainColumn(
        name: field.name, type: PlainType(field.type), cells: (0..<column.count).map { PlainCell(column[$0]) },
        levels: column.levels)
    }
    self.init(columns: columns, rowCount: table.rowCount)
  }

  /// The table under the schema that the check of its last step promised.
  func real(as schema: Schema) throws -> Table {
    guard schema.names == columns.map(\.name), schema.fields.map(\.type) == columns.map(\.type.real) else {
      let own = columns.map { "\($0.name) \($0.type)" }, promised = schema.fields.map { "\($0.name) \($0.type)" }
      throw PlainFault(description: "columns \(own), and the check promised \(promised)")
    }
    return Table(schema: schema, columns: columns.map(\.real), rowCount: rowCount)
  }
}

extension PlainColumn {
  /// The column; bands keep their order.
  var real: Column {
    guard let levels else { return Column(cells: cells.map(\.real), type: type.real) }
    let codes = cells.map { cell in levels.firstIndex(of: cell).map(Int64.init) }
    let texts = TextDictionary(levels.map(\.written), isOrdered: true)
    let numbers = Column(ints: codes)
    return Column(
      type: .text, count: cells.count, validity: numbers.validity,
      storage: .text(IntegerBuffer(codes.map { $0 ?? 0 }), texts))
  }
}

extension Column {
  /// The order of bands; nil for texts that sort by themselves.
  fileprivate var levels: [PlainCell]? {
    guard case .text(_, let texts) = materialised().storage, texts.isOrdered else { return nil }
    return texts.values.map { PlainCell($0) }
  }
}
