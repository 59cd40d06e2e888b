import Columns
import Language

/// Replaces columns by numbers for their levels.
enum EncodeVerb: PreparationVerb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns of text, whole numbers, bools or dates.")
  static let signature = Signature(
    "encode", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [PreparedColumns.optional.declaration],
    synonyms: ["factorize", "label_encode", "ordinal"], columnUse: .handsOn)
  static let summary = "Replaces columns by the numbers 0, 1, … of their levels, by first appearance."
  static let discussion = """
    Null stays null (pandas' `factorize` makes it −1). \
    In a recipe the levels are those of the training rows; other values become null, which a note counts.
    """
  static let examples = [
    Example(
      "range 4 | derive c = if n % 2 == 0 then \"z\" else \"a\" | encode c", "One column.",
      gives: .table("n int, c int", "0 0\n1 1\n2 0\n3 1")),
    Example(
      "range 3 | derive { a = if n > 0 then \"x\" else null, b = 10 - n } | encode { a, b }",
      "Two columns; null stays null.",
      gives: .table("n int, a int, b int", "0 null 0\n1 0 1\n2 0 2")),
    Example(
      "recipe | encode @text", "In a recipe, fitted on training rows.",
      gives: .value(.recipe, ["steps": .int(1)])),
  ]

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    var fields = Array(input.fields)
    for position in try arguments.features(columns, in: input, roles) {
      let field = fields[position]
      guard CodedColumn.takes(field.type) else {
        throw arguments.wrongType(
          of: field, in: columns, "takes columns with levels",
          help: "make bands first: `| derive \(field.name) = cut(\(field.name), […])`")
      }
      fields[position] = Field(field.name, .int)
    }
    return .table(Schema(fields, roles: input.fields.roles))
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint {
    .columns(try arguments.features(columns, in: Shape(training), roles)) { column in
      var share = CodedColumn.share(column)
      share.kept += 24 * Double(column.roughDistinctCount)
      return share
    }
  }

  static func fit(
    _ training: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedEncoding {
    let shape = Shape(training)
    _ = try check(shape, roles, arguments)
    let chosen = try arguments.features(columns, in: shape, roles)
    try context.reportLookalikes(chosen.map { (training.schema.fields[$0].name, training.columns[$0]) }, in: "encode")
    let levels = try context.execution.map(count: chosen.count) { index -> [Cell] in
      guard let coded = CodedColumn(training.columns[chosen[index]]) else { return [] }
      return coded.occurring.map { coded.values[$0] }
    }
    let sources = zip(chosen, levels).map { position, levels in
      let field = training.schema.fields[position]
      return FittedEncoding.Source(name: field.name, type: field.type, levels: levels)
    }
    return FittedEncoding(sources: sources)
  }
}

/// The levels that `encode` found among the training rows.
struct FittedEncoding: FittedPreparation {
  struct Source: Codable, Sendable {
    let name: String
    let type: ColumnType
    /// The value of each number.
    let levels: [Cell]
  }

  let sources: [Source]

  var summary: String {
    let counts = sources.prefix(4).map { "\($0.name) \($0.levels.count)" }.joined(separator: ", ")
    return "encode: levels of \(counts)\(sources.count > 4 ? ", … (\(sources.count) columns)" : "")"
  }

  var learnt: [Learnt] { sources.map { Learnt([$0.name], by: [$0.name]) } }

  func footprint(on table: Table) -> Footprint {
    .columns(table.positions(of: sources.map(\.name))) { column in
      var share = CodedColumn.share(column)
      share.work += 40 * Double(column.count) + 88 * Double(column.roughDistinctCount)
      share.kept += 4 * Double(column.count)
      return share
    }
  }

  var table: Table {
    let levels = sources.flatMap { source in source.levels.enumerated().map { (source.name, $0.element, $0.offset) } }
    return Table([
      ("column", Column(texts: levels.map(\.0))), ("level", Column(texts: levels.map { CellFormat.plain($0.1) })),
      ("number", Column(ints: levels.map { Int64($0.2) })),
    ])
  }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    let encoded = try context.execution.map(count: sources.count) { index in
      let source = sources[index]
      let coded = try table.coded(source.name, as: source.type, levels: source.levels)
      return (field: Field(source.name, .int), column: numbers(source, coded.column), strangers: coded.strangers)
    }
    // Notes are written in column order, whichever thread was faster.
    if !isTraining {
      for column in encoded {
        context.report(strangers: column.strangers, of: column.field.name, in: "encode", "null there")
      }
    }
    return table.setting(encoded.map { ($0.field, $0.column) })
  }

  private func numbers(_ source: Source, _ coded: CodedColumn) -> Column {
    var numberOf = [Int64?](repeating: nil, count: coded.values.count)
    for (number, code) in coded.codes(of: source.levels).enumerated() {
      if let code { numberOf[code] = Int64(number) }
    }
    let codes = coded.codes.values(0..<coded.codes.count)
    return Column(ints: codes.indices.map { coded.isNull($0) ? nil : numberOf[Int(codes[$0])] })
  }
}
