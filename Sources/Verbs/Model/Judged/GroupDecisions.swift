import Columns
import Diagnostics
import Language
import Statistics

/// What a protected attribute and a cut make of scored rows: groups, and who is accepted.
struct GroupDecisions {
  static let protected = Parameter<ColumnName>(
    "protected", "The protected attribute: a column whose values are groups.")
  static let cut = Parameter<Double?>(
    "cut", default: nil, shows: "what a cost or the model chose, or 0.5",
    "From which score on a client is refused; below it a client is accepted.")

  let rows: ScoredRows
  let groups: RowGroups
  let cut: Double
  /// The scores of each group, of rows with their own numbers.
  let ranked: [RankedScores]

  /// - Throws: `Diagnostic` for a protected attribute that a table does not have.
  static func check(_ input: Shape, _ arguments: BoundArguments) throws {
    try ScoredRows.check(input, arguments)
    if input.kind == .table { _ = try input.position(of: arguments[protected].name) }
  }

  init(_ value: (any Value)?, _ arguments: BoundArguments, _ context: RunContext) throws {
    rows = try ScoredRows(value, arguments, context)
    // Scores and outcomes, in order and again by group.
    try Footprint.rows(100).require(on: rows.table, context.execution)
    groups = try RowGroups(rows.table, by: Self.protected, arguments[Self.protected], arguments, context)
    if let chosen = arguments[Self.cut] ?? rows.cut { cut = chosen } else {
      cut = 0.5
      context.note(
        "\(arguments.stage.verb.text): nothing has chosen a cut, so that clients are refused from 0.5 on; write `cut:`")
    }
    let (labels, scores) = (rows.labels, rows.scores)
    let whole = try RankedScores(labels: labels, scores: scores)
    var groupOfRow = [Int](repeating: 0, count: labels.count)
    for (group, members) in groups.rows.enumerated() { for row in members { groupOfRow[row] = group } }
    ranked = (0..<groups.count).map { group in
      whole.restricted(labels: labels, scores: scores) { groupOfRow[$0] == group }
    }
  }

  /// The decisions about a group by one cut for all.
  func decisions(of group: Int) -> Confusion { ranked[group].confusion(from: ranked[group].index(ofThreshold: cut)) }

  /// Which group has the greatest share of those with rows enough, the larger one of equal shares; nil where there are
  /// no two to compare.
  static func reference(_ shares: [Share], fewest: Int) -> Int? {
    let known = shares.indices.filter { shares[$0].rows >= max(1, fewest) }
    guard known.count > 1 else { return nil }
    return known.max { first, second in
      let (own, other) = (shares[first], shares[second])
      return (own.value ?? 0, own.rows, -first) < (other.value ?? 0, other.rows, -second)
    }
  }
}
