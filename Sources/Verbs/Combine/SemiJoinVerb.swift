import Language

/// Keeps the rows whose keys occur in another table.
enum SemiJoinVerb: JoinsTables {
  static let kind = JoinPlan.Kind.semi
  static let summary = "Keeps the rows whose keys occur in another table."
  static let results = (
    plain: ExampleResult.table("n int", "1"),
    renamed: ExampleResult.table("n int", "1")
  )
}
