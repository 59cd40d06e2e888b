import Columns
import Language

/// One or more characters in quotes, or the word `blanks` for any run of blanks.
struct SeparatorMark: ParameterType {
  /// Nil for runs of blanks.
  let text: String?

  static var typeName: String { "text or `blanks`" }
  static var sample: String? { "\";\"" }

  static func bind(_ syntax: ArgumentSyntax) throws -> SeparatorMark {
    if case .name(let word) = try syntax.expression().kind, word.text == "blanks" { return SeparatorMark(text: nil) }
    guard case .text(let text) = try Cell.bind(syntax) else {
      throw syntax.wrongValue("takes characters in quotes, or `blanks`")
    }
    return SeparatorMark(text: text)
  }
}

/// Whether rows of names stand above a table, and how many.
struct HeaderRows: ParameterType {
  let count: Int

  static var typeName: String { "yes, no or a number of rows" }
  static var sample: String? { "2" }

  static func bind(_ syntax: ArgumentSyntax) throws -> HeaderRows {
    switch try Cell.bind(syntax) {
    case .bool(let isHeader): return HeaderRows(count: isHeader ? 1 : 0)
    case .int(let count) where (0...100).contains(count): return HeaderRows(count: Int(count))
    default: throw syntax.wrongValue("takes `yes`, `no`, or how many rows hold names")
    }
  }
}
