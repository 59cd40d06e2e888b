import Language

/// Adds the columns of another table where the keys match; keeps every row.
enum LeftJoinVerb: Verb {
  static let signature = Join.signature("left join", synonyms: ["join", "merge", "lookup"])
  static let summary = "Adds the columns of another table where the keys match; keeps every row."
  static let discussion = Join.discussion
  static let examples = [
    Example("odd = range 4 | where n % 2 == 1 | derive ten = n * 10\nrange 3 | left join odd on n", "One key.",
      prints: "0 null\n1 10\n2 null"),
    Example("odd = range 4 | where n % 2 == 1 | rename k = n | derive ten = k * 10\nrange 2 | left join odd on n == k 1:1",
      "Keys of other names, and a relation.", prints: "0 null\n1 10"),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try Join.step(.left, input, arguments)
  }
}
