import Columns
import Diagnostics
import Language

/// Facts about each column that decide what is done with it.
enum ProfileVerb: Verb {
  static let columns = Parameter<ColumnSelection?>(
    "columns", default: nil, "Which columns; all where none is named.")
  static let target = Parameter<ColumnName?>("target", default: nil, "A column to relate the others to.")
  static let signature = Signature(
    "profile", positional: [columns.declaration], options: [target.declaration],
    synonyms: ["eda", "skim", "profile_report", "quality"])
  static let summary = "Gives the facts about each column that decide what is done with it."
  static let discussion = """
    Quantiles are linear between neighbours, `std` has n − 1 and `skew` is adjusted, as in pandas. `outliers` counts \
    the values more than 1.5 interquartile ranges outside the quartiles. `sentinel` is a least or greatest value that \
    repeats (in 0.5 % of the rows, and 3 at least) and lies apart: the gap to the next value is wider than the range \
    of all others; or it is −1 and the others are not negative; or it is written in nines and the gap is wider than \
    the interquartile range of the others. `suspects` are all values, however rare, that may stand for something else: \
    up to three that lie further from the others than those among themselves and repeat or are written in nines (96 \
    and 98 in a count), words such as XNA, `?` and unknown, and days at the ends of calendars. `twin_of` is the first \
    column with the same type and values. Rows without any value and rows equal to an earlier one are counted in \
    notes. `relation` to the target is the absolute correlation for numbers, over the rows that have both, and \
    Cramér's V for text with a target of at most 50 levels.

    At the prompt the result shows as a page: what stands out, then the columns by family of types, with a target the \
    most related ones first. For all else it is a table: `profile | where null_share > 0.5 | select column`.
    """
  static let examples = [
    Example(
      "range 20 | derive { a = if n % 4 == 0 then 365243 else -n, b = n } | profile | select column, sentinel, twin_of",
      "Sentinels and equal columns.",
      gives: .table("column text, sentinel text, twin_of text", "n null null\na 365243 null\nb null n")),
    Example(
      "range 8 | derive { t = if n < 4 then \"x\" else \"y\", late = n > 3 } | profile n, t, target: late "
        + "| derive relation = round(relation, 3) | select column, top, top_share, relation",
      "Relation to a target.",
      gives: .table("column text, top text, top_share float, relation float", "n 0 0.125 0.873\nt x 0.5 1.0")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let chosen = try arguments[columns]?.positions(in: input) ?? Array(input.fields.indices)
    let other = try arguments[target].map { try input.position(of: $0.name) }
    if let other, input.fields[other].type == .date || input.fields[other].type == .datetime {
      throw Diagnostic(
        code: .wrongType, "a target is a number, a bool or a text",
        at: Label(arguments.span(of: target), "this is \(input.fields[other].type.rawValue)"))
    }
    let positions = chosen.filter { $0 != other || arguments.isWritten(columns) }
    let schema = Schema(ColumnProfile.fields.filter { other != nil || $0.name != "relation" })
    let memory = Footprint.columns(positions, ColumnProfile.share) + .rows(other == nil ? 0 : 16)
    return .onTable(output: .table(schema), memory: memory) { table, context in
      let reference = other.map { RelationTarget(table.columns[$0]) }
      try context.reportLostDigits(positions.map { (table.schema.fields[$0].name, table.columns[$0]) }, in: "profile")
      context.execution.monitor.begin("profile", total: positions.count)
      let profiles = try context.execution.map(count: positions.count) { index in
        defer { context.execution.monitor.advance(by: 1) }
        let position = positions[index]
        return try ColumnProfile(
          table.schema.fields[position], table.columns[position],
          relation: position == other ? nil : reference?.relation(of: table.columns[position]))
      }
      let twins = try Twins.of(positions.map { table.columns[$0] }, profiles, context.execution)
      let rows = try zip(profiles, twins).map { profile, twin in
        try context.execution.checkCancelled()
        return profile.cells(schema.fields, twin: twin.map { profiles[$0].name })
      }
      let cells = schema.fields.indices.map { field in
        Column(cells: rows.map { $0[field] }, type: schema.fields[field].type)
      }
      let facts = Table(schema: schema, columns: cells, rowCount: rows.count)
      let chosen = table.selecting(positions)
      let oddRows = try RowFindings(chosen, distinct: profiles.map(\.distinct), execution: context.execution)
      if oddRows.blank > 0 { context.note("\(Prose.count(oddRows.blank, "row")) without any value") }
      if oddRows.repeated > 0 {
        let rows = Prose.count(oddRows.repeated, "row")
        context.note("\(rows) equal to an earlier one in every column; `distinct` keeps the first")
      }
      let names = twins.map { $0.map { profiles[$0].name } }
      return ProfileValue(facts, of: table, profiles, twins: names, rows: oddRows)
    }
  }
}
