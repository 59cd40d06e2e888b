import Language

/// Adds the columns of another table where the keys match; keeps every row.
enum LeftJoinVerb: JoinsTables {
  static let kind = JoinPlan.Kind.left
  static let words = ["join", "merge", "lookup"]
  static let summary = "Adds the columns of another table where the keys match; keeps every row."
  static let results = (
    plain: ExampleResult.table("n int, ten int", "0 null\n1 10\n2 null"),
    renamed: ExampleResult.table("n int, ten int", "0 null\n1 10")
  )
}
