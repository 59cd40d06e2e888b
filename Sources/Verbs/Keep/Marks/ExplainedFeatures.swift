import Charts
import Columns
import Diagnostics
import Foundation
import Language

extension ExplanationValue {
  /// What contributions add up to, for an axis.
  var scaleName: String { scale == .logOdds ? "log-odds of \(target)" : "probability of \(target)" }

  /// The probability of a sum of contributions; nil where that is one itself.
  var probability: ((Double) -> Double)? { scale == .logOdds ? { 1 / (1 + exp(-$0)) } : nil }

  /// What a feature adds to each row, with its values.
  func drawn(_ feature: Int) -> FeatureContributions {
    FeatureContributions(
      names[feature], contributions: contributions.column(feature), values: features.column(feature))
  }

  /// The place of a feature by its name.
  ///
  /// - Throws: `Diagnostic` where none is called so.
  func feature(_ column: ColumnName) throws -> Int {
    let wanted = column.name.text
    if let place = names.firstIndex(of: wanted) { return place }
    let near = Suggestions.nearest(to: wanted, in: names)
    let first = order.first.map { "the largest contributions are those of `\(names[$0])`" }
    throw Diagnostic(
      code: ModelCodes.mark, "no feature of the model is called `\(wanted)`",
      at: Label(column.name.span, "not among the \(names.count) features behind the recipe"),
      help: near.first.map { "did you mean `\($0)`?" } ?? first,
      fixIts: near.prefix(1).map { FixIt(column.name.span, $0) })
  }
}

/// A small table and a model to explain, for examples.
enum ExplainedSample {
  static let estimator = "lightgbm(n_estimators: 12, min_child_samples: 5)"
  static let text = "d = \(CvVerb.data)\nm = d | fit \(estimator), target: bad\n"
}
