import Columns
import Diagnostics
import Foundation
import Language

/// The columns that `prune` removes, and why.
struct FittedPruning: FittedPreparation {
  struct Removal: Codable, Sendable {
    let name: String
    /// The better column that it correlates with.
    let partner: String
    let correlation: Double

    var shownCorrelation: String { String(format: "%.2f", correlation) }
  }

  let candidates: Int
  /// The candidates that stay.
  let kept: [String]
  /// The columns that had a part in the choice, and the model that ranked them.
  let sources: [String]
  let ranker: TrainingRecord?
  /// What the columns were ranked by.
  let criterion: String
  /// From the best-ranked to the least.
  let removals: [Removal]

  private enum CodingKeys: String, CodingKey {
    case candidates, kept, sources, ranker = "origin", criterion, removals
  }

  var table: Table {
    Table([
      ("removed", Column(texts: removals.map(\.name))), ("partner", Column(texts: removals.map(\.partner))),
      ("correlation", Column(doubles: removals.map(\.correlation))),
    ])
  }

  var summary: String {
    if removals.isEmpty { return "prune: none of \(candidates) columns removed" }
    let shown = removals.prefix(3).map { "\($0.name) (\($0.shownCorrelation) with \($0.partner))" }
    return "prune: \(removals.count) of \(candidates) columns removed, ranked by \(criterion): "
      + shown.joined(separator: ", ") + (removals.count > 3 ? ", …" : "")
  }

  func departure(of column: String, _ arguments: BoundArguments) -> Departure? {
    removals.first { $0.name == column }.map { removal in
      Departure(
        span: arguments.stage.mention(of: column),
        label: "removed here: correlates \(removal.shownCorrelation) with \(removal.partner)",
        help: "leave `\(column)` out of the selection, or raise `corr:`")
    }
  }

  var learnt: [Learnt] {
    removals.isEmpty ? [] : [Learnt(kept, by: sources, ranker: ranker, as: .selection)]
  }

  func footprint(on table: Table) -> Footprint { .small }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    for name in kept { _ = try table.fittedPosition(of: name) }
    let gone = Set(removals.map(\.name))
    return table.selecting(table.columns.indices.filter { !gone.contains(table.schema.fields[$0].name) })
  }
}
