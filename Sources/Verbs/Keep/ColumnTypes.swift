import Columns
import Diagnostics
import Language
import Syntax

/// Types of columns by name, such as `[ZIP: text, OPENED: date]`.
struct ColumnTypes: ParameterType {
  let types: [String: ColumnType]

  static var typeName: String { "types by column" }
  private static let words = ColumnType.allCases.map(\.rawValue)

  static func bind(_ syntax: ArgumentSyntax) throws -> ColumnTypes {
    guard case .mapping(let pairs) = try syntax.expression().kind else {
      throw syntax.wrongValue("takes names with types", help: "write them as `[ZIP: text, OPENED: date]`")
    }
    var types: [String: ColumnType] = [:]
    for pair in pairs {
      guard let name = pair.label else { continue }
      guard case .name(let word) = pair.value.kind, let type = ColumnType(rawValue: word.text) else {
        throw unknownType(pair.value)
      }
      if types.updateValue(type, forKey: name.text) != nil {
        throw Diagnostic(code: .wrongValue, "`\(name.text)` has a type already", at: Label(name.span, "again here"))
      }
    }
    return ColumnTypes(types: types)
  }

  private static func unknownType(_ value: Expression) -> Diagnostic {
    var near: String?
    if case .name(let word) = value.kind { near = Suggestions.nearest(to: word.text, in: words).first }
    return Diagnostic(
      code: .wrongValue, "this is no type of a column", at: Label(value.span, "not a type"),
      help: near.map { "did you mean `\($0)`?" } ?? "write one of: \(words.joined(separator: ", "))")
  }
}
