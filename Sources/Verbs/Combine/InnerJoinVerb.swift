import Language

/// Adds the columns of another table and keeps the rows whose keys match.
enum InnerJoinVerb: Verb {
  static let signature = Join.signature("inner join")
  static let summary = "Adds the columns of another table and keeps the rows whose keys match."
  static let discussion = Join.discussion
  static let examples = [
    Example("odd = range 4 | where n % 2 == 1 | derive ten = n * 10\nrange 3 | inner join odd on n", "One key.",
      prints: "1 10"),
    Example("odd = range 4 | where n % 2 == 1 | rename k = n | derive ten = k * 10\nrange 2 | inner join odd on n == k 1:1",
      "Keys of other names, and a relation.", prints: "1 10"),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try Join.step(.inner, input, arguments)
  }
}
