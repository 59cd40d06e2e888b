import Columns
import Diagnostics
import Language
import Relational

/// Puts the rows of another table below.
enum AppendVerb: Verb {
  static let table = Parameter<Reference>("table", "The table whose rows follow, by name.").naming(.table)
  static let fill = Parameter<Bool>(
    "fill", default: false, "Whether columns that only one of the tables has are filled with null.")
  static let signature = Signature(
    "append", positional: [table.declaration], options: [fill.declaration],
    synonyms: ["union", "concat", "bind_rows", "rbind", "vstack"])
  static let summary = "Puts the rows of another table below."
  static let discussion = """
    Columns are matched by name, whatever their order; the result has the order of the first table. A column of whole \
    numbers and one of floats give floats. A column without any value fits any type; others must be of the same.
    """
  static let examples = [
    Example(
      "more = range 2 | derive a = n + 10\nrange 1 | derive a = n | append more", "Columns of the same names.",
      gives: .table("n int, a int", "0 0\n0 10\n1 11")),
    Example(
      "more = range 1 | derive b = \"x\"\nrange 1 | derive a = n / 2 | append more, fill: yes",
      "Columns that only one side has.",
      gives: .table("n int, a float, b text", "0 0.0 null\n0 null x")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let other = try arguments.plan(table)
    if !arguments[fill] { try demandSameColumns(input, other, arguments) }
    var fields = try input.fields.map { field in
      try other.schema[field.name].map { try united(field, $0, input, arguments) } ?? field
    }
    fields += other.schema.fields.filter { input.fields.index(of: $0.name) == nil }
    let schema = Schema(fields, roles: input.fields.roles)
    let plan = AppendPlan(below: other, belowName: arguments[table].name, fields: fields)
    return Step(.append(plan), output: .table(schema))
  }

  private static func demandSameColumns(_ input: Shape, _ other: Plan, _ arguments: BoundArguments) throws {
    let name = arguments[table].name
    let missing = input.fields.names.filter { other.schema.index(of: $0) == nil }
    let surplus = other.schema.names.filter { input.fields.index(of: $0) == nil }
    if missing.isEmpty && surplus.isEmpty { return }
    var notes: [String] = []
    if !missing.isEmpty { notes.append("`\(name.text)` lacks \(Prose.names(missing))") }
    if !surplus.isEmpty { notes.append("only `\(name.text)` has \(Prose.names(surplus))") }
    throw Diagnostic(
      code: .unknownColumn, "the tables do not have the same columns", at: Label(name.span, "has other columns"),
      notes: notes,
      help: "add `fill: yes` to fill them with null, or select the same columns first")
  }

  private static func united(
    _ a: Field, _ b: Field, _ input: Shape, _ arguments: BoundArguments
  ) throws -> Field {
    if a.type == b.type { return Field(a.name, a.type, isIndicator: a.isIndicator && b.isIndicator) }
    // A file without rows cannot tell the types of its columns.
    if try arguments.table(table)[b.name]?.isEmpty == true { return a }
    if try input.table()[a.name]?.isEmpty == true { return Field(a.name, b.type) }
    guard a.type.isNumeric && b.type.isNumeric else {
      throw Diagnostic(
        code: .wrongType,
        "`\(a.name)` is \(a.type.rawValue) above and \(b.type.rawValue) in `\(arguments[table].name.text)`",
        at: Label(arguments[table].name.span, "`\(a.name)` is \(b.type.rawValue) here"),
        help: "bring both to one type first: `cast \(a.name), to: text`")
    }
    return Field(a.name, .float)
  }
}
