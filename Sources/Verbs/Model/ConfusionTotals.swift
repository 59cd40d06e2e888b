import Columns
import Language
import Statistics

/// The totals of a confusion as columns, a row for each candidate threshold.
enum ConfusionTotals {
  private static let columns: [(name: String, type: ColumnType, value: @Sendable (Confusion) -> Double?)] = [
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
  static let shape = Shape.table(Schema(columns.map { Field($0.name, $0.type) }))

  static func table(_ confusions: [Confusion]) -> Table {
    Table(
      columns.map { column in
        let values = confusions.map(column.value)
        return (
          column.name,
          column.type == .int ? Column(ints: values.map { $0.map { Int64($0) } }) : Column(floats: values)
        )
      })
  }
}
