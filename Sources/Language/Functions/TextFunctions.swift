import Columns
import Patterns

/// Functions of text. Positions and lengths count Unicode scalars; two texts are the same where their bytes are.
enum TextFunctions {
  /// What a text with columns in it stands for, `"{a}-{b}"`.
  static let concat = ScalarFunction(
    "concat", [.rows("x"), .rows("more", isRequired: false, isRest: true)],
    "The values as one text, each as `cast` writes it; `\"{x}-{y}\"` says the same.", gives: .always(.text),
    example: FunctionExample("concat(\"a\", 1, yes)", "a1yes")
  ) { joined($0) }

  static let all: [ScalarFunction] = [
    concat,
    map("lower", "The text in lower case.", FunctionExample("lower(\"Ab\")", "ab")) { $0.lowercased() },
    map("upper", "The text in upper case.", FunctionExample("upper(\"Ab\")", "AB")) { $0.uppercased() },
    map("trim", "The text without white space at its ends.", FunctionExample("trim(\" ab \")", "ab")) {
      $0.withoutOuterSpace
    },
    ScalarFunction(
      "length", [x], "How many characters the text has, counted as Unicode scalars.", gives: .always(.int),
      example: FunctionExample("length(\"Müller\")", "6")
    ) { length(&$0) },
    test("contains", "Whether the text contains another.", FunctionExample("contains(\"cash\", \"as\")", "yes")) {
      $0.containsBytes($1)
    },
    test("starts_with", "Whether the text begins with another.", FunctionExample("starts_with(\"cash\", \"as\")", "no"))
    {
      $0.startsWithBytes($1)
    },
    test("ends_with", "Whether the text ends with another.", FunctionExample("ends_with(\"cash\", \"sh\")", "yes")) {
      $0.endsWithBytes($1)
    },
    ScalarFunction(
      "replace", [x, .rows("part", .texts), .rows("by", .texts)], "The text with each occurrence of a part replaced.",
      gives: .checked(filled("part", .text)), example: FunctionExample("replace(\"a-b\", \"-\", \"+\")", "a+b")
    ) { replace(&$0) },
    ScalarFunction(
      "substr", [x, start, size], "A part of the text; without a length, all from the start on.", gives: .always(.text),
      example: FunctionExample("substr(\"abcdef\", 2, 3)", "bcd")
    ) { substring(&$0) },
    ScalarFunction(
      "extract", [x, pattern.declaration],
      "The first match of a regular expression, or its first group; null without one.",
      gives: .checked(compiled), example: FunctionExample("extract(\"id 42\", \"[0-9]+\")", "42")
    ) { try extract(&$0) },
    ScalarFunction(
      "split", [x, .rows("separator", .texts), place],
      "The n-th part of the text between separators; null past the end.", gives: .checked(filled("separator", .text)),
      example: FunctionExample("split(\"a-b\", \"-\", 2)", "b")
    ) { split(&$0) },
  ]

  private static let x = ParameterInfo.rows("x", .texts)
  private static let start = ParameterInfo.rows(
    "start", .wholeNumbers, in: 1...Double.infinity, "Where the part begins; the first character is 1.")
  private static let size = ParameterInfo.rows(
    "length", .wholeNumbers, isRequired: false, in: 0...Double.infinity, "How many characters to take.")
  private static let place = ParameterInfo.rows(
    "n", .wholeNumbers, in: 1...Double.infinity, "Which part; the first one is 1.")
  private static let pattern = Parameter<String>("pattern", "The regular expression, as a text.")

  /// A text that may not be empty, where it is a constant.
  private static func filled(_ name: String, _ type: ColumnType) -> @Sendable (CheckedCall) throws -> ColumnType {
    { call in
      if case .constant(.text("")) = call.arguments[1].node {
        throw call.misfit(name, "takes a text of at least one character", label: "this is empty")
      }
      return type
    }
  }

  /// A pattern that can be read.
  private static let compiled: @Sendable (CheckedCall) throws -> ColumnType = { call in
    if case .text(let source)? = call.constants.options[pattern.name] {
      _ = try Pattern.compiled(source, at: call.span(of: pattern.name), isBetweenSlashes: false)
    }
    return .text
  }

  private static func map(
    _ name: String, _ summary: String, _ example: FunctionExample, _ change: @escaping @Sendable (String) -> String
  ) -> ScalarFunction {
    ScalarFunction(name, [x], summary, gives: .always(.text), example: example) { map($0, change) }
  }

  private static func test(
    _ name: String, _ summary: String, _ example: FunctionExample,
    _ holds: @escaping @Sendable (String, String) -> Bool
  ) -> ScalarFunction {
    ScalarFunction(name, [x, .rows("part", .texts)], summary, gives: .always(.bool), example: example) {
      test($0, holds)
    }
  }
}
