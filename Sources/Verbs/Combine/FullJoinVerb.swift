import Language

/// Adds the columns of another table and keeps every row of both sides.
enum FullJoinVerb: JoinsTables {
  static let kind = JoinPlan.Kind.full
  static let summary = "Adds the columns of another table and keeps every row of both sides."
  static let results = (
    plain: ExampleResult.table("n int, ten int", "0 null\n1 10\n2 null\n3 30"),
    renamed: ExampleResult.table("n int, ten int", "0 null\n1 10\n3 30")
  )
}
