import Columns
import Foundation

/// Functions of text. A length counts what a reader sees as characters.
enum TextFunctions {
  static let all: [ScalarFunction] = [
    map("lower(x)", "The text in lower case.") { $0.lowercased() },
    map("upper(x)", "The text in upper case.") { $0.uppercased() },
    map("trim(x)", "The text without white space at its ends.") { $0.trimmingCharacters(in: .whitespacesAndNewlines) },
    ScalarFunction("length(x)", "How many characters the text has.", arity: 1...1, type: texts(.int)) { call in
      integers(call) { Int64($0.count) }
    },
    test("contains(x, part)", "Whether the text contains another.") { $0.contains($1) },
    test("starts_with(x, part)", "Whether the text begins with another.") { $0.hasPrefix($1) },
    test("ends_with(x, part)", "Whether the text ends with another.") { $0.hasSuffix($1) },
    ScalarFunction("replace(x, part, by)", "The text with each occurrence of a part replaced.", arity: 3...3, type: texts(.text)) { call in
      strings(call) { row in
        guard let x = call.arguments[0].text(row), let part = call.arguments[1].text(row), let by = call.arguments[2].text(row)
        else { return nil }
        return part.isEmpty ? x : x.replacing(part, with: by)
      }
    },
    ScalarFunction("substr(x, start, length)", "A part of the text; the first character is 1.", arity: 2...3,
      type: { types in types[0] == .text || types[0] == nil ? .type(.text) : .misfit(argument: 0, "takes text") }
    ) { call in
      let starts = call.arguments[1].ints(call.count)
      let lengths = call.arguments.count > 2 ? call.arguments[2].ints(call.count) : nil
      return strings(call) { row in
        guard let x = call.arguments[0].text(row) else { return nil }
        let tail = x.dropFirst(Int(max(0, starts[row] - 1)))
        return String(lengths.map { tail.prefix(Int(max(0, $0[row]))) } ?? tail)
      }
    },
    ScalarFunction("extract(x, pattern)", "The first match of a regular expression, or its first group; null without one.",
      arity: 2...2, type: texts(.text)
    ) { call in
      guard let pattern = call.arguments[1].text(0) else { return Vector(nulls: call.count, type: .text) }
      let regex = try Regex(pattern)
      return strings(call) { row in
        guard let match = call.arguments[0].text(row)?.firstMatch(of: regex) else { return nil }
        return match.output.count > 1 ? match.output[1].substring.map(String.init) : match.output[0].substring.map(String.init)
      }
    },
    ScalarFunction("split(x, separator, n)", "The n-th part (from 1) of the text between separators; null past the end.",
      arity: 3...3, type: { types in types[0] == .text || types[0] == nil ? .type(.text) : .misfit(argument: 0, "takes text") }
    ) { call in
      let positions = call.arguments[2].ints(call.count)
      return strings(call) { row in
        guard let x = call.arguments[0].text(row), let separator = call.arguments[1].text(row), !separator.isEmpty
        else { return nil }
        let parts = x.components(separatedBy: separator)
        let index = Int(positions[row]) - 1
        return parts.indices.contains(index) ? parts[index] : nil
      }
    },
  ]

  private static func texts(_ result: ColumnType) -> @Sendable ([ColumnType?]) -> ScalarFunction.TypeRule {
    { types in
      if let index = types.firstIndex(where: { $0 != nil && $0 != .text }) { return .misfit(argument: index, "takes text") }
      return .type(result)
    }
  }

  private static func strings(_ call: FunctionCall, _ make: (Int) -> String?) -> Vector {
    Vector(strings: (0..<call.count).map(make))
  }

  private static func integers(_ call: FunctionCall, _ make: (String) -> Int64) -> Vector {
    let x = call.arguments[0]
    return Vector(ints: (0..<call.count).map { x.text($0).map(make) ?? 0 }, valid: call.validity)
  }

  private static func map(_ usage: String, _ summary: String, _ change: @escaping @Sendable (String) -> String) -> ScalarFunction {
    ScalarFunction(usage, summary, arity: 1...1, type: texts(.text)) { call in
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
    _ usage: String, _ summary: String, _ holds: @escaping @Sendable (String, String) -> Bool
  ) -> ScalarFunction {
    ScalarFunction(usage, summary, arity: 2...2, type: texts(.bool)) { call in
      let (x, part) = (call.arguments[0], call.arguments[1])
      let flags = (0..<call.count).map { row -> Int64 in
        guard let text = x.text(row), let other = part.text(row) else { return 0 }
        return holds(text, other) ? 1 : 0
      }
      return Vector(ints: flags, valid: call.validity, type: .bool)
    }
  }
}
