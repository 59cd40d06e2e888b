import Language

/// Keeps the rows whose keys do not occur in another table.
enum AntiJoinVerb: JoinsTables {
  static let kind = JoinPlan.Kind.anti
  static let summary = "Keeps the rows whose keys do not occur in another table."
  static let results = (
    plain: ExampleResult.table("n int", "0\n2"),
    renamed: ExampleResult.table("n int", "0")
  )
}
