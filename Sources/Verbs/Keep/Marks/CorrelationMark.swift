import Charts
import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// The correlation of columns with each other.
enum CorrelationMark: ChartMark {
  static let name = "corr"
  static let summary = "How columns go together, as a matrix of colours."
  static let examples = [
    Example(
      "range 50 | derive { a = n * n, b = -n } | plot corr(@num)", "Correlations.",
      gives: .value(.chart, ["title": .text("Correlation of 3 columns")])),
  ]
  static let inputs = [ValueKind.table]

  private static let columns = Parameter<ColumnSelection>("columns", "The columns to correlate.")

  static let parameters = [columns.declaration]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let selection = call[columns]
    let positions = try selection.positions(in: input)
    if let odd = positions.map({ input.fields[$0] }).first(where: { !$0.type.isNumeric && $0.type != .bool }) {
      throw Diagnostic(
        code: ModelCodes.mark, "`corr` takes numbers, and `\(odd.name)` is \(odd.type.rawValue)",
        at: Label(selection.span, "`\(odd.name)` is \(odd.type.rawValue)"), help: "choose with `@num`")
    }
    return { value, context in
      guard let table = value.table?.selecting(positions) else { throw NeedsData() }
      try Footprint.rows(24 * Double(positions.count)).require(on: table, context.execution)
      let numbers = try Matrix(table.columns, execution: context.execution)
      let matrix = try CorrelationMatrix(numbers, execution: context.execution)
      let values = table.columns.indices.flatMap { row in table.columns.indices.map { matrix[row, $0] ?? .nan } }
      return .correlation(names: table.schema.names, values: values, rows: table.rowCount)
    }
  }
}
