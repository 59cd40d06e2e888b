import Columns
import Diagnostics
import Language

/// Gives columns other names.
enum RenameVerb: Verb {
  static let items = Parameter<Items>("items", "`NEW = OLD`, or a selector with a template: `@AMT_* as \"X_{col}\"`.")
  static let signature = Signature("rename", positional: [items.declaration], columnUse: .handsOn)
  static let summary = "Gives columns other names: `NEW = OLD`."
  static let examples = [
    Example("range 2 | rename i = n | derive k = i + 1", "One column.", gives: .table("i int, k int", "0 1\n1 2")),
    Example(
      "range 2 | derive m = n | rename @int as \"x_{col}\" | select x_m", "By a template.",
      gives: .table("x_m int", "0\n1")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    var names = input.fields.names, renamed: [Int: Span] = [:]
    for item in arguments[items].items { try item.requireNoCondition("a new name") }
    for item in try ItemExpander(input).expand(arguments[items].items, in: arguments.scope) {
      guard case .name(let old) = item.expression.kind else {
        throw Diagnostic(
          code: .wrongValue, "`rename` takes a column's name on the right",
          at: Label(item.expression.span, "not a column"),
          help: "write `NEW = OLD`; `derive` computes new columns")
      }
      let position = try input.position(of: old)
      if let earlier = renamed.updateValue(item.span, forKey: position) {
        throw Diagnostic(
          code: .columnName, "`\(old.text)` is given two names", at: Label(item.span, "the second"),
          labels: [Label(earlier, "the first")],
          help: "for two columns copy it first: `| derive \(item.name) = \(old.text)`")
      }
      names[position] = item.name
    }
    let unread = input.knownNames.filter { input.fields.index(of: $0) == nil }
    if let twice = (names + unread).duplicate {
      throw Diagnostic(
        code: .columnName, "two columns would be called `\(twice)`",
        at: Label(arguments.span(of: items), "gives a name that is taken"), help: "drop or rename the other one first")
    }
    let columns = names.enumerated().map { ProjectedColumn(position: $0, name: $1) }
    return Step(.project(columns), output: .table(input.fields.projected(columns)))
  }
}

extension [String] {
  /// The first text that occurs a second time.
  var duplicate: String? {
    var seen = Set<String>()
    return first { !seen.insert($0).inserted }
  }
}
