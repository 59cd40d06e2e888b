import Columns
import Diagnostics
import Language
import Relational

/// Puts the rows of another table below.
enum AppendVerb: Verb {
  static let table = Parameter<Reference>("table", "The table whose rows follow, by name.")
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
    Example("more = range 2 | derive a = n + 10\nrange 1 | derive a = n | append more", "Columns of the same names.",
      prints: "0 0\n0 10\n1 11"),
    Example("more = range 1 | derive b = \"x\"\nrange 1 | derive a = n / 2 | append more, fill: yes",
      "Columns that only one side has.", prints: "0 0.0 null\n0 null x"),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let other = try arguments.table(table)
    if !arguments[fill] { try demandSameColumns(input, other, arguments) }
    var fields = try input.fields.fields.map { field in
      try other.schema[field.name].map { try united(field, $0, input, other, arguments) } ?? field
    }
    fields += other.schema.fields.filter { input.fields.index(of: $0.name) == nil }
    let schema = Schema(fields, roles: input.fields.roles)
    let memory = Footprint { upper, _ in Double(upper.byteCount + other.byteCount) + merging(upper, other) }
    return .onTable(output: .table(schema), memory: memory) { upper, context in
      let rowCount = upper.rowCount + other.rowCount
      guard rowCount <= TooManyRows.limit else {
        throw Diagnostic(
          code: "E32", "together they would have \(rowCount) rows, more than a table can hold (\(TooManyRows.limit))",
          at: Label(arguments[table].name.span, "this has \(Prose.count(other.rowCount, "row"))"),
          help: "aggregate one of them first")
      }
      unite(schema, arguments, context)
      for part in [upper, other] {
        let floats = schema.fields.filter { $0.type == .float && part.schema[$0.name]?.type == .int }
        context.reportLostDigits(floats.compactMap { field in part[field.name].map { (field.name, $0) } }, in: "append")
      }
      let columns = try schema.fields.map { field in
        let parts = [upper, other].map { part in
          part[field.name].flatMap { $0.type == field.type || !$0.isEmpty ? $0 : nil }
            ?? Column(nulls: part.rowCount, type: field.type)
        }
        return try Column(stacking: parts, .below, as: field.type, execution: context.execution)
      }
      return Table(schema: schema, columns: columns, rowCount: rowCount)
    }
  }

  /// What it takes to find the texts of one table among those of the other.
  private static func merging(_ upper: Table, _ other: Table) -> Double {
    upper.schema.names.reduce(0) { sum, name in
      guard let above = upper[name]?.dictionary, let below = other[name]?.dictionary, above !== below else { return sum }
      return sum + Double(above.count + below.count) * 72
    }
  }

  /// Tells of each column that the rows of both tables have had a part in it.
  private static func unite(_ schema: Schema, _ arguments: BoundArguments, _ context: RunContext) {
    let name = arguments[table].name.text, scope = arguments.scope
    let others = scope.columnOrigins[name] ?? [:]
    for field in schema.fields {
      let parents = context.histories([field.name]) + (others[field.name].map { [$0.history] } ?? [])
      if Set(parents.map(\.id)).count > 1 { context.made(field.name, ColumnMaking(parents: parents, isUnion: true)) }
    }
    context.made(rows: context.rows.appending(scope.rowSets[name] ?? .unknown))
  }

  private static func demandSameColumns(_ input: Shape, _ other: Table, _ arguments: BoundArguments) throws {
    let name = arguments[table].name
    let missing = input.fields.names.filter { other.schema.index(of: $0) == nil }
    let surplus = other.schema.names.filter { input.fields.index(of: $0) == nil }
    if missing.isEmpty && surplus.isEmpty { return }
    var notes: [String] = []
    if !missing.isEmpty { notes.append("`\(name.text)` lacks \(Prose.names(missing))") }
    if !surplus.isEmpty { notes.append("only `\(name.text)` has \(Prose.names(surplus))") }
    throw Diagnostic(
      code: "E12", "the tables do not have the same columns", at: Label(name.span, "has other columns"), notes: notes,
      help: "add `fill: yes` to fill them with null, or select the same columns first")
  }

  private static func united(
    _ a: Field, _ b: Field, _ input: Shape, _ other: Table, _ arguments: BoundArguments
  ) throws -> Field {
    if a.type == b.type { return Field(a.name, a.type, isIndicator: a.isIndicator && b.isIndicator) }
    // A file without rows cannot tell the types of its columns.
    if other[b.name]?.isEmpty == true { return a }
    if try input.table()[a.name]?.isEmpty == true { return Field(a.name, b.type) }
    guard a.type.isNumeric && b.type.isNumeric else {
      throw Diagnostic(
        code: "E15",
        "`\(a.name)` is \(a.type.rawValue) above and \(b.type.rawValue) in `\(arguments[table].name.text)`",
        at: Label(arguments[table].name.span, "`\(a.name)` is \(b.type.rawValue) here"),
        help: "bring both to one type first: `cast \(a.name), to: text`")
    }
    return Field(a.name, .float)
  }
}
