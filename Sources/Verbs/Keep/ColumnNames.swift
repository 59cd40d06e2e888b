import Language
import Syntax

/// Names of columns of a file that has not been read yet: `[a, b]`, or one name.
struct ColumnNames: ParameterType {
  let names: [String]

  static var typeName: String { "names of columns" }
  static var isRest: Bool { true }

  static func bind(_ syntax: ArgumentSyntax) throws -> ColumnNames {
    let expressions = syntax.items.flatMap { item in
      if case .list(let elements) = item.value.kind { elements } else { [item.value] }
    }
    let names = try expressions.map { expression in
      switch expression.kind {
      case .name(let name): return name.text
      case .string(let pieces): return try syntax.scope.text(of: pieces)
      default: throw syntax.wrongValue("takes names of columns", help: "write them as `[a, b]`")
      }
    }
    guard !names.isEmpty else { throw syntax.wrongValue("needs a column at least", help: "write them as `[a, b]`") }
    return ColumnNames(names: names)
  }
}
