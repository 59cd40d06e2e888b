import Language

/// Keeps the rows whose keys do not occur in another table.
enum AntiJoinVerb: Verb {
  static let signature = Join.signature("anti join")
  static let summary = "Keeps the rows whose keys do not occur in another table."
  static let discussion = Join.discussion
  static let examples = [
    Example("odd = range 4 | where n % 2 == 1 | derive ten = n * 10\nrange 3 | anti join odd on n", "One key.",
      prints: "0\n2"),
    Example("odd = range 4 | where n % 2 == 1 | rename k = n | derive ten = k * 10\nrange 2 | anti join odd on n == k 1:1",
      "Keys of other names, and a relation.", prints: "0"),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try Join.step(.anti, input, arguments)
  }
}
