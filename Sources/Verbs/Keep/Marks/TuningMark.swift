import Charts
import Columns
import Diagnostics
import Language
import Statistics

/// What each trial of a search reached, and the best so far.
enum TuningMark: ChartMark {
  static let name = "tuning"
  static let summary = "What each trial of a search reached and the best so far, of a table with the column `trial`."
  static let examples = [
    Example(
      "range 30 | derive { trial = n + 1, auc = 0.7 + n * 37 % 30 / 1000 } | plot tuning(auc)", "A search by hand.",
      gives: .value(.chart, ["title": .text("Search for auc")])),
  ]
  static let inputs = [ValueKind.table]
  static let parameters = [goal.declaration]
  private static let goal = Parameter<ColumnName>(
    "goal", "The column of what each trial reached: more is better of AUC and its like, less of costs and losses.")
  /// The metrics of which more is better.
  private static let gains: Set<String> = Set(
    [ClassificationMetric.auc, .averagePrecision, .gini, .ks, .accuracy, .precision, .recall, .f1, .f2].map(\.rawValue)
      + ["gain"])

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let goal = call[goal], position = try numbers(goal, input)
    guard input.fields["trial"]?.type == .int else {
      throw Diagnostic(
        code: ModelCodes.mark, "`plot tuning` draws trials by their numbers in the column `trial`",
        at: Label(call.span, "this table has no such column"), help: "number the rows: `| derive trial = row_number()`")
    }
    return { value, _ in
      guard let table = value.table, let numbers = table["trial"] else { throw NeedsData() }
      let values = table.columns[position].doubles() ?? [], states = table["state"]
      let trials = values.indices.compactMap { row -> TuningTrial? in
        guard let number = numbers[row].integer else { return nil }
        return TuningTrial(Int(number), value: values[row], isPruned: states?[row] == .text("pruned"))
      }
      return .tuning(trials, goal: goal.name.text, isGain: gains.contains(goal.name.text))
    }
  }
}
