import Columns
import Diagnostics
import Language

/// Turns rows into columns.
enum TransposeVerb: Verb {
  static let names = Parameter<ColumnName?>(
    "names", default: nil, "A column whose values name the new columns; `row_1`, `row_2` … without one.")
  static let signature = Signature("transpose", options: [names.declaration], synonyms: ["flip", "t"])
  static let summary = "Turns rows into columns, and columns into rows."
  static let discussion = """
    The result has a row for each column, whose name stands in `column`, and a column for each row, of which there may \
    be \(Transposition.mostRows). Columns of one type keep it; whole numbers beside floats become floats; other types \
    beside each other become texts, as `cast` writes them. A note says what became of the types, and so do roles and \
    the order of bands, which are gone.
    """
  static let examples = [
    Example(
      "range 2 | derive { a = n * 10, b = n - 1 } | transpose", "Whole numbers stay whole.",
      gives: .table("column text, row_1 int, row_2 int", "n 0 1\na 0 10\nb -1 0")),
    Example(
      "range 2 | derive { k = if n == 0 then \"x\" else \"y\", half = n / 2 } | transpose, names: k",
      "Named by a column; whole numbers beside floats.",
      gives: .table("column text, x float, y float", "n 0.0 1.0\nhalf 0.0 0.5")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let name = arguments[names]?.name
    let position = try name.map { try input.position(of: $0) }
    guard input.fields.count > (position == nil ? 0 : 1) else {
      throw Diagnostic(
        code: .wrongValue, "there is no column to turn", at: Label(name?.span ?? arguments.verbSpan, "the only column"),
        help: "leave `names:` out")
    }
    let span = arguments.verbSpan
    return .onTable(memory: .asksItself) { table, context in
      guard table.rowCount <= Transposition.mostRows else {
        throw Diagnostic(
          code: .wrongValue, "each of \(DigitGroups.grouped(table.rowCount)) rows would become a column",
          at: Label(span, "makes \(Transposition.mostRows) columns at most"),
          help: "keep some rows first: `| head 20 | transpose`")
      }
      let headings = try headings(table, position, at: name?.span ?? span)
      return try Transposition(table, without: position).table(headings, context)
    }
  }

  /// The names of the new columns.
  private static func headings(_ table: Table, _ position: Int?, at span: Span) throws -> [String] {
    guard let position else { return (0..<table.rowCount).map { "row_\($0 + 1)" } }
    var seen: Set = ["column"]
    return try (0..<table.rowCount).map { row in
      let cell = table.columns[position][row], text = CellFormat.plain(cell)
      guard !text.isEmpty, seen.insert(text).inserted else {
        let what = text.isEmpty ? "nothing in row \(row + 1)" : text == "column" ? "`column`, which is the first column"
          : "`\(text)` twice"
        throw Diagnostic(
          code: .columnName, "`\(table.schema.fields[position].name)` cannot name the new columns: it has \(what)",
          at: Label(span, "names the new columns"), help: "leave `names:` out, or make the values differ first")
      }
      return text
    }
  }
}

/// The cells of a table in the other direction.
struct Transposition {
  static let mostRows = 1_000

  let table: Table
  /// The columns that become rows.
  let positions: [Int]
  /// Their types.
  private let types: [ColumnType]
  /// The type that holds all values.
  let type: ColumnType

  init(_ table: Table, without position: Int?) {
    let positions = table.schema.indices.filter { $0 != position }
    let types = positions.map { table.schema.fields[$0].type }, all = Set(types)
    (self.table, self.positions, self.types) = (table, positions, types)
    type = all.count == 1 ? types[0] : all == [.int, .float] ? .float : .text
  }

  func table(_ headings: [String], _ context: RunContext) throws -> Table {
    // A cell and a text of each value.
    try context.execution.memory.require(Double(table.rowCount * positions.count) * 96)
    try tellLosses(context)
    let columns = positions.map { table.columns[$0] }
    let made = try context.execution.map(count: headings.count) { row in
      let cells = try columns.map { column in
        try context.execution.checkCancelled()
        return CellConversion.convert(column[row], to: type)
      }
      return Column(cells: cells, type: type)
    }
    let names = Column(texts: positions.map { table.schema.fields[$0].name })
    let fields = [Field("column", .text)] + headings.map { Field($0, type) }
    return Table(schema: Schema(fields), columns: [names] + made, rowCount: positions.count)
  }

  private func tellLosses(_ context: RunContext) throws {
    if Set(types).count > 1 {
      var seen = Set<ColumnType>()
      let words = types.filter { seen.insert($0).inserted }.map(\.rawValue)
      let result = type == .text ? "texts" : "floats"
      context.note("transpose: columns of \(Prose.list(words)) share columns now, so that all values are \(result)")
    }
    if type == .float {
      let whole = positions.filter { table.schema.fields[$0].type == .int }
      try context.reportLostDigits(whole.map { (table.schema.fields[$0].name, table.columns[$0]) }, in: "transpose")
    }
    let ordered = try positions.filter { position in
      try context.execution.checkCancelled()
      guard case .text(_, let texts) = table.columns[position].materialised().storage else { return false }
      return texts.isOrdered
    }
    if !ordered.isEmpty {
      let names = ordered.map { table.schema.fields[$0].name }
      context.note("transpose: the bands of \(Prose.names(names)) are texts without an order now")
    }
  }
}
