import Columns
import Language
import Statistics
import Syntax

/// The totals of a confusion as columns, a row for each candidate threshold.
struct ConfusionTotals {
  private typealias Total = (name: String, type: ColumnType, value: @Sendable (Confusion) -> Double?)

  private static let all: [Total] = [
    ("tp", .int, { Double($0.truePositives) }),
    ("fp", .int, { Double($0.falsePositives) }),
    ("tn", .int, { Double($0.trueNegatives) }),
    ("fn", .int, { Double($0.falseNegatives) }),
    ("n", .int, { Double($0.rows) }),
    ("positives", .int, { Double($0.positives) }),
    ("negatives", .int, { Double($0.negatives) }),
    ("precision", .float, { $0.precision }),
    ("recall", .float, { $0.recall }),
    ("accuracy", .float, { $0.accuracy }),
    ("f1", .float, { $0.fScore(beta: 1) }),
    ("f2", .float, { $0.fScore(beta: 2) }),
    ("fn_rate", .float, { $0.falseNegativeRate }),
    ("fp_rate", .float, { $0.falsePositiveRate }),
  ]

  /// What a formula may use.
  static let shape = Shape.table(Schema(all.map { Field($0.name, $0.type) }))

  private let columns: [Total]

  /// Those that a formula uses: there can be a row for each client, and a column for each total would be a lot.
  init(usedBy formula: Expression) {
    let names = Self.names(in: formula)
    columns = Self.all.filter { names.contains($0.name) }
  }

  private static func names(in expression: Expression) -> Set<String> {
    if case .name(let name) = expression.kind { return [name.text] }
    if case .selector = expression.kind { return Set(all.map(\.name)) }
    return expression.children.reduce(into: []) { $0.formUnion(names(in: $1)) }
  }

  /// The columns that are made.
  var shape: Shape { .table(Schema(columns.map { Field($0.name, $0.type) })) }

  func table(_ confusions: [Confusion]) -> Table {
    let made = columns.map { column in
      let values = confusions.map(column.value)
      return (
        column.name,
        column.type == .int ? Column(ints: values.map { $0.map { Int64($0) } }) : Column(floats: values)
      )
    }
    return made.isEmpty ? Table(schema: Schema([]), columns: [], rowCount: confusions.count) : Table(made)
  }
}
