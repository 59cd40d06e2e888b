import Language

/// One of the joins: its kind, its words and its results. All else they share.
protocol JoinsTables: Verb {
  static var kind: JoinPlan.Kind { get }
  static var words: [String] { get }
  /// What the two examples give.
  static var results: (plain: ExampleResult, renamed: ExampleResult) { get }
}

extension JoinsTables {
  static var words: [String] { [] }
  static var signature: Signature { Join.signature("\(kind.rawValue) join", synonyms: Set(words)) }
  static var discussion: String { Join.discussion }

  static var examples: [Example] {
    let odd = "odd = range 4 | where n % 2 == 1"
    return [
      Example("\(odd) | derive ten = n * 10\nrange 3 | \(name) odd on n", "One key.", gives: results.plain),
      Example(
        "\(odd) | rename k = n | derive ten = k * 10\nrange 2 | \(name) odd on n == k 1:1",
        "Keys of other names, and a relation.", gives: results.renamed),
    ]
  }

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try Join.step(kind, input, arguments)
  }
}
