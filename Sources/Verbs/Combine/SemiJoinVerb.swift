import Language

/// Keeps the rows whose keys occur in another table.
enum SemiJoinVerb: Verb {
  static let signature = Join.signature("semi join")
  static let summary = "Keeps the rows whose keys occur in another table."
  static let discussion = Join.discussion
  static let examples = [
    Example("odd = range 4 | where n % 2 == 1 | derive ten = n * 10\nrange 3 | semi join odd on n", "One key.",
      prints: "1"),
    Example("odd = range 4 | where n % 2 == 1 | rename k = n | derive ten = k * 10\nrange 2 | semi join odd on n == k 1:1",
      "Keys of other names, and a relation.", prints: "1"),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try Join.step(.semi, input, arguments)
  }
}
