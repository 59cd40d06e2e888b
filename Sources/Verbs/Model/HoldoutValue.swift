import Columns
import Language
import Statistics

extension ValueKind {
  static let holdout = ValueKind(
    "evaluation of held-out rows", mainTable: "its metrics, a row for all rows and for each segment")
}

/// How a model did on rows that it did not learn from.
struct HoldoutValue: Value {
  let estimator: String
  let target: String
  let threshold: Double
  let whole: Evaluation
  /// A row of metrics for each segment behind that of all rows.
  let metricsTable: Table
  let labels: [Double]
  let scores: [Double]
  /// Why features knew the target, where `leak: allow` was written.
  let leaks: [String]
  let isReweighted: Bool
  /// The AUC of all rows with its error.
  private let area: DeLong?

  init(
    model: ModelValue, target: String, table: Table, segments: [Int], labels: [Double], scores: [Double],
    leaks: [String], _ context: RunContext
  ) throws {
    let cut = model.cut ?? 0.5
    whole = try Evaluation(labels: labels, scores: scores, threshold: cut)
    area = DeLong(labels: labels, scores: scores)
    (estimator, self.target, threshold, self.leaks) = (model.estimator, target, cut, leaks)
    (self.labels, self.scores) = (labels, scores)
    isReweighted = model.trained.isReweighted
    var parts: [(name: String, evaluation: Evaluation)] = [("all", whole)]
    for position in segments {
      let numbers = try GroupNumbers.of([table.columns[position]], table.rowCount, context)
      let groups = Dictionary(grouping: numbers.indices) { numbers[$0] }.sorted { $0.key < $1.key }
      for (_, rows) in groups {
        let own = try Evaluation(labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] }, threshold: cut)
        let level = CellFormat.literal(table.columns[position][rows[0]])
        parts.append(("\(table.schema.fields[position].name) \(level)", own))
      }
    }
    metricsTable = Self.table(parts)
  }

  private static func table(_ parts: [(name: String, evaluation: Evaluation)]) -> Table {
    let ranked = parts.map(\.evaluation.ranked)
    return Table([
      ("rows_of", Column(texts: parts.map(\.name))),
      ("rows", Column(ints: ranked.map { Int64($0.positives + $0.negatives) })),
      ("positives", Column(ints: ranked.map { Int64($0.positives) })),
    ] + ClassificationMetric.allCases.map { metric in
      (metric.rawValue, Column(floats: parts.map { $0.evaluation[metric] }))
    })
  }

  var kind: ValueKind { .holdout }

  var fields: [(name: String, cell: Cell)] {
    ClassificationMetric.allCases.map { (name: $0.rawValue, cell: Cell(number: whole[$0])) } + [
      ("rows", .int(Int64(scores.count))), ("positives", .int(Int64(whole.ranked.positives))),
      ("threshold", .float(threshold)), ("auc_se", Cell(number: area?.standardError)),
      ("auc_low", Cell(number: area?.interval.lowerBound)), ("auc_high", Cell(number: area?.interval.upperBound)),
    ] + (leaks.isEmpty ? [] : [("leak", .text(leaks.joined(separator: "; ")))])
  }

  var presentation: Presentation {
    let facts = [
      ("model", estimator), ("target", "\(target): \(whole.ranked.positives) of \(scores.count) rows, held out"),
      ("refuse from", CellFormat.float(threshold)),
    ] + (area.map { [("auc, 95 %", $0.text)] } ?? []) + Reweighting.facts(isReweighted) + leaks.map { ("leak", $0) }
    return Presentation(facts: facts, tables: [(nil, metricsTable)])
  }

  var mainTable: Table? { metricsTable }
  var contents: [(name: String, table: Table)] {
    [("metrics", metricsTable), ("scores", Table([("score", Column(doubles: scores))]))]
  }
}
