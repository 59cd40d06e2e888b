import Columns
import Diagnostics
import Language
import Syntax

/// What a model demands of a table: its columns, by name and type.
struct DataContract: Sendable {
  let fields: [Field]
  let modelName: Name

  init(_ fields: [Field], modelName: Name) { (self.fields, self.modelName) = (fields, modelName) }

  /// - Throws: `Diagnostic` that names a missing column, or one of another type.
  func check(_ shape: Shape) throws {
    let missing = fields.map(\.name).filter { shape.fields.index(of: $0) == nil }
    if let first = missing.first { throw self.missing(first, others: missing.count - 1, shape) }
    for field in fields {
      guard let own = shape.fields[field.name], !Self.fits(own, field) else { continue }
      // A column without any value has whatever type a reader gave it.
      if let column = shape.value?.table?[field.name], column.nullCount == column.count { continue }
      if shape.value?.table == nil { throw NeedsData() }
      throw Diagnostic(
        code: ModelCodes.contract,
        "`\(modelName.text)` learnt `\(field.name)` as \(field.type.rawValue), and here it is \(own.type.rawValue)",
        at: Label(modelName.span, "demands `\(field.name)` as \(field.type.rawValue)"),
        help: "`| derive \(field.name) = …` makes it \(field.type.rawValue)")
    }
  }

  /// Whole numbers serve as floats and the other way round: which of them a file seems to hold is up to chance.
  private static func fits(_ own: Field, _ wanted: Field) -> Bool {
    own.type == wanted.type || (own.type.isNumeric && wanted.type.isNumeric)
  }

  private func missing(_ name: String, others: Int, _ shape: Shape) -> Diagnostic {
    let wanted = Set(fields.map(\.name))
    let near = Suggestions.nearest(to: name, in: shape.fields.names.filter { !wanted.contains($0) })
    let more = others == 0 ? "" : " and \(others) other column\(others == 1 ? "" : "s")"
    let departure = shape.departures[name]
    return Diagnostic(
      code: ModelCodes.contract,
      "`\(modelName.text)` needs the column `\(name)`\(more), which \(others == 0 ? "is" : "are") not here",
      at: Label(modelName.span, "was fitted on \(fields.count) columns"),
      labels: departure.map { [Label($0.span, $0.label)] } ?? [],
      help: near.first.map { "is it `\($0)`? then `| rename \(name) = \($0)`" }
        ?? "predict from the table as it was before the recipe; nothing is filled in")
  }

  /// The model's columns of a table, in the model's order and types, and the table's key.
  func inputs(of table: Table) throws -> Table {
    try check(Shape(table))
    let columns = fields.map { field -> (field: Field, column: Column) in
      guard let column = table[field.name] else { return (field, Column(nulls: table.rowCount, type: field.type)) }
      let own = column.serving(as: field.type)
      return (Field(field.name, own.type, isIndicator: field.isIndicator), own)
    }
    let taken = Set(fields.map(\.name))
    let keys = table.schema.key.filter { !taken.contains($0) }.compactMap { name in
      table.schema[name].flatMap { field in table[name].map { (field: field, column: $0) } }
    }
    return Table(schema: Schema([]), columns: [], rowCount: table.rowCount).setting(columns + keys)
      .with(roles: Roles(key: keys.map(\.field.name)))
  }
}

extension Column {
  /// The column as one of another type, where it may serve as such: of the type itself, wherever no value is lost by
  /// that, as selectors by type have to choose what they chose in training.
  fileprivate func serving(as wanted: ColumnType) -> Column {
    if type == wanted { return self }
    guard type.isNumeric, wanted.isNumeric else { return Column(nulls: count, type: wanted) }
    if wanted == .float {
      guard let integers = integers(0..<count), integers.allSatisfy(\.fitsDouble), let values = doubles() else {
        return self
      }
      return Column(doubles: values)
    }
    guard let values = doubles() else { return self }
    var whole: [Int64?] = []
    whole.reserveCapacity(count)
    for value in values {
      // Floats beyond 53 bits are whole by chance.
      guard value.isNaN || value.magnitude <= 0x1p53 else { return self }
      guard let integer = value.isNaN ? 0 : Int64(exactly: value) else { return self }
      whole.append(value.isNaN ? nil : integer)
    }
    return Column(ints: whole)
  }
}
