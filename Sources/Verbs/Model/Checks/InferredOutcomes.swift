import Columns
import Diagnostics
import Language

/// Outcomes that `reject_inference` made, where a model is judged by them.
enum InferredOutcomes {
  /// The column that tells them.
  static let column = "inferred"

  /// Notes how many outcomes nobody has seen.
  /// - Parameter origins: what the statements tell of the table's columns.
  static func report(_ table: Table, _ origins: [String: ColumnOrigin], _ context: RunContext) {
    guard origins[column]?.verb == RejectInferenceVerb.name, let values = table[column]?.doubles() else { return }
    let count = values.count { $0 == 1 }
    guard count > 0 else { return }
    context.note(
      "\(DigitGroups.grouped(count)) of \(Prose.count(table.rowCount, "outcome")) were inferred by a model, and tell "
        + "nothing about one: judge by `| where not \(column)`")
  }
}
