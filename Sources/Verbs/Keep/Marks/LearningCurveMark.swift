import Charts
import Columns
import Language

/// A metric on training rows and on held-out rows against the number of training rows.
enum LearningCurveMark: ChartMark {
  static let name = "learning_curve"
  static let summary =
    "A metric on training and on held-out rows against how many were trained on, of a table with a row for each fold."
  static let examples = [
    Example(
      "range 12 | derive { rows = 100 * (1 + n % 4), seen = 0.9 - n % 4 / 50, auc = 0.7 + n % 4 / 50 + n / 1000 } "
        + "| plot learning_curve(rows, seen, auc)", "A row for each fold of each size.",
      gives: .value(.chart, ["title": .text("Learning curve")])),
  ]
  static let inputs = [ValueKind.table]
  static let parameters = [rows.declaration, trained.declaration, tested.declaration]
  private static let rows = Parameter<ColumnName>("rows", "The column of how many rows were trained on.")
  private static let trained = Parameter<ColumnName>("trained", "The column of the metric on the training rows.")
  private static let tested = Parameter<ColumnName>("tested", "The column of the metric on the held-out rows.")

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let places = try [rows, trained, tested].map { try numbers(call[$0], input) }, metric = call[tested].name.text
    return { value, _ in
      guard let table = value.table else { throw NeedsData() }
      let columns = places.map { table.columns[$0].doubles() ?? [] }
      let known = columns[0].indices.filter { abs(columns[0][$0]) < 1e15 }
      let sizes = Dictionary(grouping: known) { Int(columns[0][$0]) }.sorted { $0.key < $1.key }
      let steps = sizes.map { size, rows in
        LearningStep(rows: size, trained: rows.map { columns[1][$0] }, tested: rows.map { columns[2][$0] })
      }
      return .learningCurve(steps, metric: metric)
    }
  }
}
