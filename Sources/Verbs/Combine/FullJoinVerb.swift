import Language

/// Adds the columns of another table and keeps every row of both sides.
enum FullJoinVerb: Verb {
  static let signature = Join.signature("full join")
  static let summary = "Adds the columns of another table and keeps every row of both sides."
  static let discussion = Join.discussion
  static let examples = [
    Example("odd = range 4 | where n % 2 == 1 | derive ten = n * 10\nrange 3 | full join odd on n", "One key.",
      prints: "0 null\n1 10\n2 null\n3 30"),
    Example("odd = range 4 | where n % 2 == 1 | rename k = n | derive ten = k * 10\nrange 2 | full join odd on n == k 1:1",
      "Keys of other names, and a relation.", prints: "0 null\n1 10\n3 30"),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try Join.step(.full, input, arguments)
  }
}
