import Charts
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
  /// All rows, and then each segment.
  let segments: [SegmentValue]
  /// The same with the rates of class 1, and the mean scores that stand for them.
  let rates: [SegmentValue]
  /// Why features knew the target, where `leak: allow` was written.
  let leaks: [String]
  let isReweighted: Bool
  let judgedTable: Table
  /// The model's own cut; nil where decisions are at 0.5 for want of one.
  let chosenCut: Double?
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
    (self.labels, self.scores, judgedTable, chosenCut) = (labels, scores, table, model.cut)
    isReweighted = model.trained.isReweighted
    var parts: [(name: String, evaluation: Evaluation)] = [("all", whole)]
    var drawn = [Self.segment("all", labels, scores)]
    for position in segments {
      let numbers = try GroupNumbers.of([table.columns[position]], table.rowCount, context)
      let groups = Dictionary(grouping: numbers.indices) { numbers[$0] }.sorted { $0.key < $1.key }
      for (_, rows) in groups {
        let own = try Evaluation(labels: rows.map { labels[$0] }, scores: rows.map { scores[$0] }, threshold: cut)
        let level = CellFormat.literal(table.columns[position][rows[0]])
        let name = "\(table.schema.fields[position].name) \(level)"
        parts.append((name, own))
        drawn.append(Self.segment(name, rows.map { labels[$0] }, rows.map { scores[$0] }))
      }
    }
    (self.segments, rates) = (drawn.map(\.area), drawn.map(\.rate))
    metricsTable = Self.table(parts)
  }

  /// What is drawn of some rows: their AUC with its interval by DeLong, and their rate with its interval by Wilson.
  private static func segment(
    _ name: String, _ labels: [Double], _ scores: [Double]
  ) -> (area: SegmentValue, rate: SegmentValue) {
    let (rows, positives) = (labels.count, labels.count { $0 == 1 })
    let area = DeLong(labels: labels, scores: scores)
    let rate = SegmentValue(
      name, rows: rows, positives: positives, value: rows > 0 ? Double(positives) / Double(rows) : nil,
      interval: rows > 0 ? Proportion.interval(positives, of: rows) : nil,
      expected: rows > 0 ? scores.reduce(into: CompensatedSum()) { $0.add($1) }.total / Double(rows) : nil)
    let value = try? Evaluation(labels: labels, scores: scores)[.auc]
    return (SegmentValue(name, rows: rows, positives: positives, value: value, interval: area?.interval), rate)
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
  var experiment: String? { estimator }

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
