import Columns
import Foundation

/// Functions of text. A length counts what a reader sees as characters.
enum TextFunctions {
  static let all: [ScalarFunction] = [
    map("lower", "The text in lower case.", FunctionExample("lower(\"Ab\")", "ab")) { $0.lowercased() },
    map("upper", "The text in upper case.", FunctionExample("upper(\"Ab\")", "AB")) { $0.uppercased() },
    map("trim", "The text without white space at its ends.", FunctionExample("trim(\" ab \")", "ab")) {
      $0.trimmingCharacters(in: .whitespacesAndNewlines)
    },
    ScalarFunction(
      "length", [x], "How many characters the text has.", gives: .always(.int),
      example: FunctionExample("length(\"Müller\")", "6")
    ) { call in
      integers(call) { Int64($0.count) }
    },
    test("contains", "Whether the text contains another.", FunctionExample("contains(\"cash\", \"as\")", "yes")) {
      $0.contains($1)
    },
    test("starts_with", "Whether the text begins with another.", FunctionExample("starts_with(\"cash\", \"as\")", "no")) {
      $0.hasPrefix($1)
    },
    test("ends_with", "Whether the text ends with another.", FunctionExample("ends_with(\"cash\", \"sh\")", "yes")) {
      $0.hasSuffix($1)
    },
    ScalarFunction(
      "replace", [x, .rows("part", .texts), .rows("by", .texts)], "The text with each occurrence of a part replaced.",
      gives: .checked(filled("part", .text)), example: FunctionExample("replace(\"a-b\", \"-\", \"+\")", "a+b")
    ) { call in
      strings(call) { row in
        guard let x = call.arguments[0].text(row), let part = call.arguments[1].text(row), let by = call.arguments[2].text(row)
        else { return nil }
        return part.isEmpty ? x : x.replacing(part, with: by)
      }
    },
    ScalarFunction(
      "substr", [x, start, size], "A part of the text; without a length, all from the start on.", gives: .always(.text),
      example: FunctionExample("substr(\"abcdef\", 2, 3)", "bcd")
    ) { call in
      let starts = call.arguments[1].ints(call.count)
      let lengths = call.arguments.count > 2 ? call.arguments[2].ints(call.count) : nil
      let valid = call.validity
      return strings(call) { row in
        guard let x = call.arguments[0].text(row), valid?[row] ?? true else { return nil }
        let tail = x.dropFirst(Int(max(0, starts[row] - 1)))
        return String(lengths.map { tail.prefix(Int(max(0, $0[row]))) } ?? tail)
      }
    },
    ScalarFunction(
      "extract", [x, pattern.declaration],
      "The first match of a regular expression, or its first group; null without one.",
      gives: .checked(compiled), example: FunctionExample("extract(\"id 42\", \"[0-9]+\")", "42")
    ) { call in
      guard let pattern = call.arguments[1].text(0) else { return Vector(nulls: call.count, type: .text) }
      let regex = try Regex(pattern)
      return strings(call) { row in
        guard let match = call.arguments[0].text(row)?.firstMatch(of: regex) else { return nil }
        return match.output.count > 1 ? match.output[1].substring.map(String.init) : match.output[0].substring.map(String.init)
      }
    },
    ScalarFunction(
      "split", [x, .rows("separator", .texts), place],
      "The n-th part of the text between separators; null past the end.", gives: .checked(filled("separator", .text)),
      example: FunctionExample("split(\"a-b\", \"-\", 2)", "b")
    ) { call in
      let positions = call.arguments[2].ints(call.count)
      return strings(call) { row in
        guard let x = call.arguments[0].text(row), let separator = call.arguments[1].text(row), !separator.isEmpty,
          call.arguments[2].isValid(row)
        else { return nil }
        let parts = x.components(separatedBy: separator)
        let index = Int(positions[row]) - 1
        return parts.indices.contains(index) ? parts[index] : nil
      }
    },
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
      _ = try compileRegex(source, at: call.span(of: pattern.name))
    }
    return .text
  }

  private static func strings(_ call: FunctionCall, _ make: (Int) -> String?) -> Vector {
    Vector(strings: (0..<call.count).map(make))
  }

  private static func integers(_ call: FunctionCall, _ make: (String) -> Int64) -> Vector {
    let x = call.arguments[0]
    return Vector(ints: (0..<call.count).map { x.text($0).map(make) ?? 0 }, valid: call.validity)
  }

  private static func map(
    _ name: String, _ summary: String, _ example: FunctionExample, _ change: @escaping @Sendable (String) -> String
  ) -> ScalarFunction {
    ScalarFunction(name, [x], summary, gives: .always(.text), example: example) { call in
      let x = call.arguments[0]
      guard case .texts(let codes, let dictionary) = x.data else { return x }
      if dictionary.count > codes.count { return strings(call) { x.text($0).map(change) } }
      let changed = Vector(strings: dictionary.values.map(change))
      guard case .texts(let map, let merged) = changed.data else { return x }
      var out = Vector(texts: codes.map { map.isEmpty ? 0 : map[Int($0)] }, merged, valid: x.valid)
      out.isConstant = x.isConstant
      return out
    }
  }

  private static func test(
    _ name: String, _ summary: String, _ example: FunctionExample,
    _ holds: @escaping @Sendable (String, String) -> Bool
  ) -> ScalarFunction {
    ScalarFunction(
      name, [x, .rows("part", .texts)], summary, gives: .always(.bool), example: example
    ) { call in
      let (x, part) = (call.arguments[0], call.arguments[1])
      let flags = (0..<call.count).map { row -> Int64 in
        guard let text = x.text(row), let other = part.text(row) else { return 0 }
        return holds(text, other) ? 1 : 0
      }
      return Vector(ints: flags, valid: call.validity, type: .bool)
    }
  }
}
