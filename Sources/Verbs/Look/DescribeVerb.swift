import Columns
import Kernels
import Language
import Relational
import Statistics

/// A row of figures for each column.
enum DescribeVerb: Verb {
  static let columns = Parameter<ColumnSelection?>("columns", default: nil, "Which columns; all where none is named.")
  static let signature = Signature(
    "describe", positional: [columns.declaration], synonyms: ["info", "summary", "glimpse"])
  static let summary = "Gives a row of figures for each column."
  static let discussion = """
    Nulls and distinct values for every column; mean, standard deviation (n−1) and quartiles for numbers, also of \
    indicators and of `bool` as 0 and 1; the most frequent value for the others. Quantiles are linear between \
    neighbours. Where there are dates, `earliest` and `latest` are their ends.
    """
  static let examples = [
    Example(
      "range 5 | describe | select column, mean, median", "A column of numbers.",
      gives: .table("column text, mean float, median float", "n 2.0 2.0")),
    Example(
      "range 4 | derive t = if n > 2 then \"a\" else null | describe t | select nulls, distinct, top",
      "A column of text.",
      gives: .table("nulls int, distinct int, top text", "3 1 a")),
    Example(
      "range 3 | derive day = date \"2024-01-30\" + n | describe day | select distinct, earliest, latest",
      "A column of dates.",
      gives: .table("distinct int, earliest date, latest date", "3 2024-01-30 2024-02-01")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let positions = try arguments[columns]?.positions(in: input) ?? Array(input.fields.indices)
    let types = positions.map { input.fields[$0].type }
    let resultFields = resultFields(extremes: extremesType(types)) + ends(of: types)
    let schema = Schema(resultFields)
    let memory = Footprint.columns(positions, work: 40, kept: 0)
    return .onTable(output: .table(schema), memory: memory) { table, context in
      context.execution.monitor.begin("describe", total: positions.count)
      let rows = try context.execution.map(count: positions.count) { index in
        defer { context.execution.monitor.advance(by: 1) }
        let position = positions[index]
        let (field, column) = (table.schema.fields[position], table.columns[position])
        return try row(field, column, context.execution) + ends(of: column, as: resultFields.last?.type)
      }
      if context.options.sumsNothingToNull { context.note("describe: sums of nothing are null in this script") }
      try noteLosses(positions.map { table.columns[$0] }, rows, resultFields, context)
      let cells = resultFields.indices.map { field in
        Column(cells: rows.map { $0[field] }, type: resultFields[field].type)
      }
      return Table(schema: schema, columns: cells, rowCount: rows.count)
    }
  }

  private static let figures = ["mean", "std", "min", "p25", "median", "p75", "max"]
  private static func resultFields(extremes: ColumnType) -> [Field] {
    [Field("column", .text), Field("type", .text), Field("nulls", .int), Field("distinct", .int)]
      + figures.map { Field($0, $0 == "min" || $0 == "max" ? extremes : .float) } + [Field("top", .text)]
  }

  /// The least and the greatest value are whole numbers with all their digits where all columns of numbers are whole.
  private static func extremesType(_ types: [ColumnType]) -> ColumnType {
    types.contains(.float) || !types.contains(.int) ? .float : .int
  }

  /// The fields for the first and the last day or moment, where one of the columns has such.
  private static func ends(of types: [ColumnType]) -> [Field] {
    guard types.contains(.date) || types.contains(.datetime) else { return [] }
    let type: ColumnType = types.contains(.datetime) ? .datetime : .date
    return [Field("earliest", type), Field("latest", type)]
  }

  /// The first and the last value of a column of dates, null for any other; nothing unless the result has room for
  /// them.
  private static func ends(of column: Column, as type: ColumnType?) -> [Cell] {
    guard let type, type == .date || type == .datetime else { return [] }
    guard column.type == .date || column.type == .datetime, let values = column.integers(0..<column.count) else {
      return [.null, .null]
    }
    let scale: Int64 = column.type == .date && type == .datetime ? 86_400_000_000 : 1
    let present = values.indices.lazy.filter { !column.isNull($0) }.map { values[$0] }
    // A day that lies too far away has no moment of 64 bits.
    return [present.min(), present.max()].map { value in
      value.flatMap { day in
        let (moment, overflow) = day.multipliedReportingOverflow(by: scale)
        return overflow ? nil : Cell(integer: moment, type: type)
      } ?? .null
    }
  }

  private static func row(_ field: Field, _ column: Column, _ execution: Execution) throws -> [Cell] {
    let head: [Cell] = [
      .text(field.name), .text(field.type.rawValue), .int(Int64(column.nullCount)),
      .int(Int64(try distinctCount(column, execution))),
    ]
    guard field.type.isNumeric || field.type == .bool, let values = column.doubles() else {
      return head + figures.map { _ in .null } + [try mostFrequent(column, execution)]
    }
    let facts = Descriptive(values)
    let quantile = try Quantiles(values, execution: execution)
    let whole = extremes(column)
    let numbers: [Cell?] =
      [facts.mean, facts.standardDeviation].map { $0.map(Cell.float) } + [whole?.least ?? facts.minimum.map(Cell.float)]
      + [0.25, 0.5, 0.75].map { quantile($0).map(Cell.float) } + [whole?.greatest ?? facts.maximum.map(Cell.float)]
    return head + numbers.map { $0 ?? .null } + [.null]
  }

  /// The least and the greatest of whole numbers, or of bools as 0 and 1.
  private static func extremes(_ column: Column) -> (least: Cell?, greatest: Cell?)? {
    guard let values = column.integers(0..<column.count) else { return nil }
    let present = values.indices.lazy.filter { !column.isNull($0) }.map { values[$0] }
    return (present.min().map(Cell.int), present.max().map(Cell.int))
  }

  /// Says what the figures do not show: ends that lose digits as floats beside other floats, or that no moment has.
  private static func noteLosses(
    _ columns: [Column], _ rows: [[Cell]], _ fields: [Field], _ context: RunContext
  ) throws {
    let extremes = fields.first { $0.name == "min" }?.type,
      places = fields.indices.filter { ["min", "max"].contains(fields[$0].name) }
    for (column, row) in zip(columns, rows) {
      try context.execution.checkCancelled()
      guard case .text(let name) = row[0] else { continue }
      if extremes == .float, places.contains(where: { row[$0].integer.map { !$0.fitsDouble } ?? false }) {
        let (least, greatest) = (CellFormat.plain(row[places[0]]), CellFormat.plain(row[places[1]]))
        context.note("describe: `\(name)` goes from \(least) to \(greatest), which lose digits as floats")
      }
      if column.type == .date, let last = row.last, last.isNull, column.nullCount < column.count {
        context.note("describe: `\(name)` has dates too far away for a moment of 64 bits; its ends are null")
      }
    }
    try context.reportLostDigits(
      zip(rows, columns).compactMap { row, column in
        if case .text(let name) = row[0], column.type == .int { (name, column) } else { nil }
      }, in: "describe")
  }

  private static func distinctCount(_ column: Column, _ execution: Execution) throws -> Int {
    let groups = try Grouping.make(keys: [column], rowCount: column.count, execution: execution)
    return groups.count - (column.nullCount > 0 ? 1 : 0)
  }

  private static func mostFrequent(_ column: Column, _ execution: Execution) throws -> Cell {
    let whole = try Grouping.make(keys: [], rowCount: column.count, execution: execution)
    let mode = try Aggregation.run([AggregateRequest(.mode, column)], over: whole, execution: execution)
    let cell = mode[0][0]
    return cell.isNull ? .null : .text(CellFormat.plain(cell))
  }
}
