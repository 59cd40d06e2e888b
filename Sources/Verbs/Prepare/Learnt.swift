import Columns
import Language

/// What a preparation made of columns, and from which columns of all rows it learnt how.
package struct Learnt: Sendable {
  let kind: Shaping.Kind
  /// The columns of the result.
  let columns: [String]
  /// For each of them the column of its own row that it was made of.
  let origins: [String]
  /// The columns whose values in all rows had a part; none where every row was changed by itself.
  let sources: [String]
  /// What a fitted model that had a part learnt from.
  let ranker: TrainingRecord?

  init(
    _ columns: [String], from origins: [String]? = nil, by sources: [String] = [], ranker: TrainingRecord? = nil,
    as kind: Shaping.Kind = .values
  ) {
    (self.kind, self.columns, self.origins, self.sources) = (kind, columns, origins ?? columns, sources)
    self.ranker = ranker
  }
}

/// What a model or an evaluation was made from: where its scores may come back as features, they bring it along.
package struct TrainingRecord: Sendable {
  /// As one would type it: `lightgbm(n_estimators: 200)`.
  let text: String
  let target: ColumnHistory?
  let features: [ColumnHistory]
  let rows: RowSet
  /// The steps of the recipe before it, as one would type them.
  var recipe: [String] = []

  /// The estimator with the steps before and behind it.
  var described: String { ([text] + recipe).joined(separator: " | ") }

  /// Whether scores of both mean the same, so that a threshold of one serves the other.
  func sharesScores(with other: TrainingRecord) -> Bool {
    text == other.text && recipe == other.recipe && target == other.target
  }

  /// That the rows had a part in something.
  func shaping(_ kind: Shaping.Kind = .values, text: String? = nil, recipe: String? = nil) -> Shaping {
    Shaping(kind, text: text ?? self.text, sources: (target.map { [$0] } ?? []) + features, rows: rows, recipe: recipe)
  }
}

extension RunContext {
  /// Says what a preparation made of the columns of the running step's input, and that all its rows had a part.
  /// - Parameter recipe: the stage as it would stand in a recipe.
  func made(_ learnt: [Learnt], by stage: String, recipe: String) throws {
    let origins = columnOrigins
    willMake(learnt.reduce(0) { $0 + $1.columns.count })
    for part in learnt {
      try execution.checkCancelled()
      var shapings: [Shaping] = []
      if !part.sources.isEmpty {
        shapings.append(Shaping(part.kind, text: stage, sources: histories(part.sources), rows: rows, recipe: recipe))
      } else if part.kind == .filling {
        shapings.append(Shaping(.filling, text: stage, sources: [], rows: rows, recipe: recipe))
      }
      if let ranker = part.ranker { shapings.append(ranker.shaping(part.kind, text: stage, recipe: recipe)) }
      // Columns of one origin share the list of it: there may be millions of them.
      var last: (origin: String, parents: [ColumnHistory])?
      for (column, origin) in zip(part.columns, part.origins) {
        try execution.checkCancelled()
        let parents = last?.origin == origin
          ? last?.parents ?? [] : (origins[origin]?.history).map { [$0] } ?? []
        last = (origin, parents)
        made(column, ColumnMaking(parents: parents, shapings: shapings))
      }
    }
  }
}
