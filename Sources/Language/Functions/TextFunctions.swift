import Columns

/// Functions of text. Positions and lengths count Unicode scalars; two texts are the same where their bytes are.
enum TextFunctions {
  static let all: [ScalarFunction] = [
    map("lower(x)", "The text in lower case.") { $0.lowercased() },
    map("upper(x)", "The text in upper case.") { $0.uppercased() },
    map("trim(x)", "The text without white space at its ends.") { $0.withoutOuterSpace },
    ScalarFunction("length(x)", "How many characters the text has, counted as Unicode scalars.", arity: 1...1, type: texts(.int)) {
      length(&$0)
    },
    test("contains(x, part)", "Whether the text contains another.") { $0.containsBytes($1) },
    test("starts_with(x, part)", "Whether the text begins with another.") { $0.startsWithBytes($1) },
    test("ends_with(x, part)", "Whether the text ends with another.") { $0.endsWithBytes($1) },
    ScalarFunction("replace(x, part, by)", "The text with each occurrence of a part replaced.", arity: 3...3, type: texts(.text)) {
      replace(&$0)
    },
    ScalarFunction("substr(x, start, length)", "A part of the text; the first character is 1.", arity: 2...3,
      type: { types in types[0] == .text || types[0] == nil ? .type(.text) : .misfit(argument: 0, "takes text") }
    ) { substring(&$0) },
    ScalarFunction("extract(x, pattern)", "The first match of a regular expression, or its first group; null without one.",
      arity: 2...2, type: texts(.text)
    ) { try extract(&$0) },
    ScalarFunction("split(x, separator, n)", "The n-th part (from 1) of the text between separators; null past the end.",
      arity: 3...3, type: { types in types[0] == .text || types[0] == nil ? .type(.text) : .misfit(argument: 0, "takes text") }
    ) { split(&$0) },
  ]

  private static func texts(_ result: ColumnType) -> @Sendable ([ColumnType?]) -> ScalarFunction.TypeRule {
    { types in
      if let index = types.firstIndex(where: { $0 != nil && $0 != .text }) { return .misfit(argument: index, "takes text") }
      return .type(result)
    }
  }

  private static func map(_ usage: String, _ summary: String, _ change: @escaping @Sendable (String) -> String) -> ScalarFunction {
    ScalarFunction(usage, summary, arity: 1...1, type: texts(.text)) { map($0, change) }
  }

  private static func test(
    _ usage: String, _ summary: String, _ holds: @escaping @Sendable (String, String) -> Bool
  ) -> ScalarFunction {
    ScalarFunction(usage, summary, arity: 2...2, type: texts(.bool)) { test($0, holds) }
  }
}
