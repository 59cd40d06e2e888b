import Columns
import Diagnostics
import Language

/// Makes a row of each of several columns: from wide to long.
enum UnpivotVerb: Verb {
  static let columns = Parameter<ColumnSelection>("columns", "The columns to put one below another.")
  static let names = Parameter<String>("names", default: "name", "The new column with their names.")
  static let values = Parameter<String>("values", default: "value", "The new column with their values.")
  static let signature = Signature(
    "unpivot", positional: [columns.declaration], options: [names.declaration, values.declaration],
    synonyms: ["pivot_longer", "melt", "gather"])
  static let summary = "Makes a row of each of several columns: from wide to long."
  static let discussion = """
    Every row gives one row for each column, in the order the columns were named; the other columns repeat. Columns of \
    whole numbers and of floats give floats; other types must be the same. The names sort in the order of the columns.
    """
  static let examples = [
    Example(
      "range 2 | derive { a = n * 10, b = n * 100 } | unpivot a, b", "Two columns.",
      gives: .table("n int, name text, value int", "0 a 0\n0 b 0\n1 a 10\n1 b 100")),
    Example(
      "range 1 | derive { q_1 = 5, q_2 = 0.5 } | unpivot @q_*, names: \"quarter\", values: \"sum\"",
      "Names of one's own.",
      gives: .table("n int, quarter text, sum float", "0 q_1 5.0\n0 q_2 0.5")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let chosen = try arguments[columns].positions(in: input)
    let fields = chosen.map { input.fields[$0] }
    let type = try commonType(fields, arguments)
    let gone = Set(chosen)
    let kept = input.fields.indices.filter { !gone.contains($0) }
    let keptFields = kept.map { input.fields[$0] }
    if let twice = (keptFields.map(\.name) + [arguments[names], arguments[values]]).duplicate {
      let isValue = twice == arguments[values]
      throw Diagnostic(
        code: .columnName, "two columns would be called `\(twice)`",
        at: Label(isValue ? arguments.span(of: values) : arguments.span(of: names), "gives a name that is taken"),
        help: "write `\(isValue ? values.name : names.name): \"…\"` with another name")
    }
    let schema = Schema(
      keptFields + [Field(arguments[names], .text), Field(arguments[values], type)], roles: input.fields.roles)
    let memory = Footprint { table, _ in
      let repeated = kept.reduce(0) { $0 + table.columns[$1].bytesPerRow }
      let value = type == .float ? 8 : chosen.map { table.columns[$0].bytesPerRow }.max() ?? 0
      // The code of a name takes as many bytes as their count asks for.
      let name = chosen.count < 1 << 7 ? 1.0 : chosen.count < 1 << 15 ? 2 : 4
      return Double(table.rowCount) * Double(chosen.count) * (repeated + value + name + 1)
    }
    let plan = UnpivotPlan(columns: chosen, names: arguments[names], values: arguments[values], type: type)
    return .relational(.unpivot(plan), output: .table(schema), memory: memory) { table, context in
      let (rows, width) = (table.rowCount, chosen.count)
      guard rows.multipliedReportingOverflow(by: width).partialValue <= Int(Int32.max) else {
        throw Diagnostic(
          code: .wrongValue, "the result would have \(rows * width) rows, more than a table holds",
          at: Label(arguments.verbSpan, "makes too many rows"))
      }
      let total = rows * width
      let floats = type == .float ? chosen.filter { table.columns[$0].type == .int } : []
      try context.reportLostDigits(floats.map { (table.schema.fields[$0].name, table.columns[$0]) }, in: "unpivot")
      let repeated = try kept.map { position in
        let column = table.columns[position]
        return try Column(
          stacking: Array(repeating: column, count: width), .alternating, as: column.type, execution: context.execution)
      }
      let texts = TextDictionary(fields.map(\.name), isOrdered: true)
      let labels = try Column(turnsOf: texts, count: total, execution: context.execution)
      let stacked = try Column(
        stacking: chosen.map { table.columns[$0] }, .alternating, as: type, execution: context.execution)
      return Table(schema: schema, columns: repeated + [labels, stacked], rowCount: total)
    }
  }

  private static func commonType(_ fields: [Field], _ arguments: BoundArguments) throws -> ColumnType {
    let first = fields[0]
    if let odd = fields.first(where: { $0.type != first.type && !($0.type.isNumeric && first.type.isNumeric) }) {
      throw Diagnostic(
        code: .wrongType, "one column cannot hold \(first.type.rawValue) and \(odd.type.rawValue)",
        at: Label(
          arguments.span(of: columns),
          "`\(first.name)` is \(first.type.rawValue), `\(odd.name)` is \(odd.type.rawValue)"),
        help: "bring them to one type first: `cast \(first.name), \(odd.name), to: text`")
    }
    return fields.allSatisfy { $0.type == first.type } ? first.type : .float
  }
}
