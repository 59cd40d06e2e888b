import Language

/// Adds the columns of another table and keeps the rows whose keys match.
enum InnerJoinVerb: JoinsTables {
  static let kind = JoinPlan.Kind.inner
  static let summary = "Adds the columns of another table and keeps the rows whose keys match."
  static let results = (
    plain: ExampleResult.table("n int, ten int", "1 10"),
    renamed: ExampleResult.table("n int, ten int", "1 10")
  )
}
