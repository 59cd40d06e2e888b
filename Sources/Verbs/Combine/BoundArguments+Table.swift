import Columns
import Diagnostics
import Language

extension BoundArguments {
  /// The table that a parameter names.
  /// - Throws: `Diagnostic` for a result of another kind.
  func table(_ parameter: Parameter<Reference>) throws -> Table {
    let reference = self[parameter]
    if let table = reference.value.table { return table }
    let kind = reference.value.kind.name
    let tables = scope.bindings.filter { $0.value.table != nil }.keys.sorted()
    throw Diagnostic(
      code: "E24", "`\(reference.name.text)` is \("aeiou".contains(kind.prefix(1)) ? "an" : "a") \(kind), not a table",
      at: Label(reference.name.span, "not a table"),
      help: tables.isEmpty
        ? "bind a table first: `NAME = load \"FILE\"`" : "the tables are \(tables.prefix(5).joined(separator: ", "))")
  }
}
