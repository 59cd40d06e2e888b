import Columns
import Diagnostics
import Language

extension BoundArguments {
  /// The table that a parameter names.
  /// - Throws: `Diagnostic` for a result of another kind.
  func table(_ parameter: Parameter<Reference>) throws -> Table {
    if let table = try self[parameter].rows() { return table }
    throw noTable(self[parameter])
  }

  /// The same for a parameter that may be left out.
  func table(_ parameter: Parameter<Reference?>) throws -> Table? {
    guard let reference = self[parameter] else { return nil }
    if let table = try reference.rows() { return table }
    throw noTable(reference)
  }

  /// How the table comes about that a parameter names.
  /// - Throws: `Diagnostic` for a result of another kind.
  func plan(_ parameter: Parameter<Reference>) throws -> Plan {
    let reference = self[parameter]
    if let plan = Plan(of: reference.value) { return plan }
    throw noTable(reference)
  }

  private func noTable(_ reference: Reference) -> Diagnostic {
    let tables = scope.bindings.filter { $0.value.kind == .table }.keys.sorted()
    return Diagnostic(
      code: .misplacedVerb,
      "`\(reference.name.text)` is \(reference.value.kind.name.withArticle), not a table",
      at: Label(reference.name.span, "not a table"),
      help: tables.isEmpty
        ? "bind a table first: `NAME = load \"FILE\"`" : "the tables are \(tables.prefix(5).joined(separator: ", "))")
  }
}
