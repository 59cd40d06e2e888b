import Columns
import Diagnostics
import Language
import Statistics

/// The result of `proxies`: a row for each group and feature.
struct ProxyTable {
  static let schema = Schema([
    Field("group", .text), Field("feature", .text), Field("auc", .float), Field("low", .float), Field("high", .float),
    Field("rows", .int), Field("note", .text),
  ])

  private struct Figure {
    let group: String
    let feature: String
    var area: Double?
    var interval: ClosedRange<Double>?
    var rows = 0
    var note: String?
  }

  private static let together = "all features"
  private let plan: ProxyPlan
  private let source: Table
  private let arguments: BoundArguments
  private let context: RunContext
  private var figures: [Figure] = []

  init(_ plan: ProxyPlan, _ table: Table, _ arguments: BoundArguments, _ context: RunContext) throws {
    (self.plan, source, self.arguments, self.context) = (plan, table, arguments, context)
    let groups = try RowGroups(
      table, by: ProxiesVerb.protected, arguments[ProxiesVerb.protected], arguments, context)
    guard groups.count > 1 else {
      throw arguments.outOfRange(
        ProxiesVerb.protected, "is about groups, and all rows are of one",
        help: "name a column of several values: `proxies COLUMN`")
    }
    // Whoever tells one of two groups tells the other.
    for group in groups.count == 2 ? [1] : Array(0..<groups.count) {
      try context.execution.checkCancelled()
      figures += try self.figures(groups.name(of: group), groups.rows[group])
    }
  }

  private func figures(_ group: String, _ rows: [Int]) throws -> [Figure] {
    let fewest = arguments[RowGroups.fewest]
    guard min(rows.count, source.rowCount - rows.count) >= fewest else {
      let note = "\(Prose.count(rows.count, "row")) and \(source.rowCount - rows.count) others: fewer than \(fewest)"
      return [Figure(group: group, feature: Self.together, rows: rows.count, note: note)]
    }
    var labels = [Double](repeating: 0, count: source.rowCount)
    for row in rows { labels[row] = 1 }
    let folds = try folds(labels)
    let single = try plan.features.map { try figure(group, $0, labels, folds) }
      .sorted { ($0.area ?? -1, $1.feature) > ($1.area ?? -1, $0.feature) }
    guard let model = plan.model else { return single }
    return [try figure(group, model, labels, folds)] + single
  }

  /// What a feature alone tells.
  private func figure(_ group: String, _ place: Int, _ labels: [Double], _ folds: Folds) throws -> Figure {
    try context.execution.checkCancelled()
    let column = source.columns[place], name = source.schema.names[place]
    let known = column.nullCount == 0 ? Array(labels.indices) : labels.indices.filter { !column.isNull($0) }
    let numbers = column.doubles()
    let scores = try numbers ?? LevelScores.outOfFold(
      levels: GroupNumbers.of([column], source.rowCount, context), labels: labels, folds: folds)
    return figure(group, name, known.map { labels[$0] }, known.map { scores[$0] }, isEitherWay: numbers != nil)
  }

  /// What a model of all features tells.
  private func figure(_ group: String, _ model: TrainingPlan, _ labels: [Double], _ folds: Folds) throws -> Figure {
    let scores = try FoldScores(model, [model], learnt(labels), folds, nil, context).all().scores[0]
    return figure(group, Self.together, labels, scores, isEitherWay: false)
  }

  /// - Parameter isEitherWay: whether low scores may tell the group as well as high ones.
  private func figure(
    _ group: String, _ feature: String, _ labels: [Double], _ scores: [Double], isEitherWay: Bool
  ) -> Figure {
    guard let found = DeLong(labels: labels, scores: scores) else {
      return Figure(group: group, feature: feature, rows: labels.count, note: "too few rows have a value")
    }
    let turned = isEitherWay && found.area < 0.5, ends = found.interval
    let interval = turned ? 1 - ends.upperBound...1 - ends.lowerBound : ends
    return Figure(
      group: group, feature: feature, area: turned ? 1 - found.area : found.area,
      interval: found.standardError > 0 ? interval : nil, rows: labels.count)
  }

  /// The rows that a model learns from.
  private func learnt(_ labels: [Double]) -> Table {
    let name = source.schema.names[plan.protected]
    let schema = ProxyPlan.schema(source.schema, plan.kept, name)
    let own = Column(bools: labels.map { $0 == 1 })
    return Table(
      schema: schema, columns: plan.kept.map { $0 == plan.protected ? own : source.columns[$0] },
      rowCount: source.rowCount)
  }

  /// Folds of whole keys, alike for all features of a group.
  private func folds(_ labels: [Double]) throws -> Folds {
    let keys = source.schema.key.compactMap { source.schema.index(of: $0) }
    do { return try CvFolds.of(source, labels, keys: keys, arguments[CvVerb.folds], context) } catch let error
      as StatisticsError {
      throw arguments.outOfRange(CvVerb.folds, "does not fit this table: \(error.sentence)")
    }
  }

  var table: Table {
    Table(schema: Self.schema, columns: [
      Column(texts: figures.map(\.group)), Column(texts: figures.map(\.feature)), Column(floats: figures.map(\.area)),
      Column(floats: figures.map { $0.interval?.lowerBound }), Column(floats: figures.map { $0.interval?.upperBound }),
      Column(ints: figures.map { Int64($0.rows) }), Column(texts: figures.map(\.note)),
    ])
  }
}
