import Columns
import Foundation
import Language
import Learning
import Statistics

extension ValueKind {
  static let explanation = ValueKind(
    "explanation", mainTable: "the contribution of each feature to each row's score, a row each")
}

/// How much each feature moves the score of each row.
struct ExplanationValue: Value {
  /// As one would type it: `lightgbm(n_estimators: 200)`.
  let estimator: String
  let target: String
  /// What a row's contributions and the expected value add up to.
  let scale: ContributionScale
  /// The features behind the recipe.
  let names: [String]
  /// Rows × features, as the model saw them; NaN is missing.
  let features: Matrix
  /// Rows × features.
  let contributions: Matrix
  /// What the contributions start from; nil where there are no rows.
  let expected: Double?
  /// The probability of class 1 for each row.
  let scores: [Double]
  /// The key of each row, where the table has one.
  let keys: Table

  var kind: ValueKind { .explanation }
  var rows: Int { scores.count }

  var fields: [(name: String, cell: Cell)] {
    [
      ("rows", .int(Int64(rows))), ("features", .int(Int64(names.count))), ("expected", Cell(number: expected)),
      ("scale", .text(scale.rawValue)), ("estimator", .text(estimator)), ("target", .text(target)),
    ]
  }

  var presentation: Presentation {
    var facts = [("model", estimator), ("rows", String(rows)), ("contributions", "add up to \(scaleText)")]
    if let expected { facts.append(("start from", expectedText(expected))) }
    return Presentation(facts: facts, tables: [("by mean size of contribution", sizesTable)])
  }

  private var scaleText: String {
    scale == .logOdds ? "the log-odds of `\(target)`" : "the probability of `\(target)`"
  }

  private func expectedText(_ value: Double) -> String {
    let text = CellFormat.float(value)
    return scale == .logOdds ? "\(text), a probability of \(Cell(number: 1 / (1 + exp(-value))).brief)" : text
  }

  var mainTable: Table? { contributionsTable }
  var contents: [(name: String, table: Table)] {
    [("contributions", contributionsTable), ("sizes", sizesTable)]
  }

  /// The key of each row, or its number where the table has none.
  var identity: [(field: Field, column: Column)] {
    if keys.columns.isEmpty { return [(Field("row", .int), Column(ints: (0..<rows).map { Int64($0) }))] }
    return zip(keys.schema.fields, keys.columns).map { (field: $0, column: $1) }
  }

  /// A row for each row: its key, its score and a contribution for each feature. What a feature is called as well has
  /// an underline behind it.
  private var contributionsTable: Table {
    let taken = Set(names)
    let own = identity + [(field: Field("score", .float), column: Column(doubles: scores))]
    let renamed = own.map { item -> (field: Field, column: Column) in
      var name = item.field.name
      while taken.contains(name) { name += "_" }
      return (Field(name, item.field.type), item.column)
    }
    let parts = names.indices.map { index in
      (field: Field(names[index], .float), column: Column(doubles: contributions.column(index)))
    }
    return Table(schema: Schema([]), columns: [], rowCount: rows).setting(renamed + parts)
      .with(roles: Roles(key: renamed.dropLast().map(\.field.name)))
  }

  /// The mean size of each feature's contributions.
  var sizes: [Double] {
    names.indices.map { column in
      PairwiseSummation.sum(count: rows) { abs(contributions[$0, column]) } / Double(max(1, rows))
    }
  }

  /// The features by falling mean size of their contributions; equal ones in their order.
  var order: [Int] {
    let sizes = sizes
    return sizes.indices.sorted { sizes[$0] > sizes[$1] || (sizes[$0] == sizes[$1] && $0 < $1) }
  }

  /// A row for each feature: the mean size of its contributions, and how they go with its values.
  private var sizesTable: Table {
    let sizes = sizes, order = order
    let total = sizes.reduce(0, +)
    func column(_ value: (Int) -> Double?) -> Column { Column(floats: order.map(value)) }
    return Table([
      ("feature", Column(texts: order.map { names[$0] })), ("mean_size", column { sizes[$0] }),
      ("share", column { total > 0 ? sizes[$0] / total : nil }),
      ("correlation", column { Correlation.pearson(features.column($0), contributions.column($0)) }),
      ("rank", Column(ints: order.indices.map { Int64($0 + 1) })),
    ])
  }
}
