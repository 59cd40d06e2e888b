import Columns
import Diagnostics
import Kernels
import Relational

extension LocalBackend {
  /// - Parameter name: what notes call the step.
  func append(_ upper: Table, _ plan: AppendPlan, in name: String, _ context: RunContext) throws -> Table {
    let other = try rows(of: plan.below, context), rowCount = upper.rowCount + other.rowCount
    guard rowCount <= TooManyRows.limit else {
      throw Diagnostic(
        code: .tooManyRows,
        "together they would have \(rowCount) rows, more than a table can hold (\(TooManyRows.limit))",
        at: Label(plan.belowName.span, "this has \(Prose.count(other.rowCount, "row"))"),
        help: "aggregate one of them first")
    }
    try context.execution.memory.require(Double(upper.byteCount + other.byteCount) + merging(upper, other))
    for part in [upper, other] {
      let floats = plan.fields.filter { $0.type == .float && part.schema[$0.name]?.type == .int }
      try context.reportLostDigits(floats.compactMap { field in part[field.name].map { (field.name, $0) } }, in: name)
    }
    let columns = try plan.fields.map { field in
      let parts = [upper, other].map { part in
        part[field.name].flatMap { $0.type == field.type || !$0.isEmpty ? $0 : nil }
          ?? Column(nulls: part.rowCount, type: field.type)
      }
      return try Column(stacking: parts, .below, as: field.type, execution: context.execution)
    }
    return Table(schema: Schema(plan.fields, roles: upper.schema.roles), columns: columns, rowCount: rowCount)
  }

  /// What it takes to find the texts of one table among those of the other.
  private func merging(_ upper: Table, _ other: Table) -> Double {
    upper.schema.names.reduce(0) { sum, name in
      guard let above = upper[name]?.dictionary, let below = other[name]?.dictionary, above !== below
      else { return sum }
      return sum + Double(above.count + below.count) * 72
    }
  }
}
