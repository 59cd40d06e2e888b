import Columns
import Language

/// A preparation that ranks columns, and may go by the ranking that a step before it has made.
protocol RankingPreparation: PreparationVerb {
  /// Learns from the training rows.
  /// - Parameter earlier: the ranking of a step before.
  static func fit(
    _ table: Table, _ roles: Roles, _ arguments: BoundArguments, after earlier: ColumnRanking?, _ context: RunContext
  ) throws -> Fitted
}

extension RankingPreparation {
  static func fit(
    _ table: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> Fitted {
    try fit(table, roles, arguments, after: nil, context)
  }

  static func learn(
    from training: TrainingRows, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> Lesson {
    try footprint(training.table, roles, arguments).require(on: training.table, context.execution)
    return Lesson(fitted: try fit(training.table, roles, arguments, after: training.ranking, context))
  }
}
