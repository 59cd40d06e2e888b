import Columns
import Diagnostics
import Language
import Relational

/// Lists the keys that repeat.
enum DuplicatesVerb: Verb {
  static let keys = Parameter<ColumnSelection?>(
    "keys", default: nil, "The columns of the key; the declared key, or else all columns, where none is named.")
  static let signature = Signature(
    "duplicates", positional: [keys.declaration], synonyms: ["duplicated", "dups", "get_dupes"])
  static let summary = "Lists the keys that stand in more than one row, and in how many."
  static let discussion = """
    A row for each key that repeats, in order of first appearance, with the number of its rows in `n` (`rows` where a \
    key is called so). Nulls are alike. A note tells how many keys there are, and how many rows a key too many has. \
    Rows that differ in nothing are found by `duplicates @*`, where no key is declared by `duplicates` alone.
    """
  static let examples = [
    Example(
      "range 5 | derive k = n % 3 | duplicates k", "Two keys stand in two rows.",
      gives: .table("k int, n int", "0 2\n1 2")),
    Example("range 3 | duplicates", "No row is there twice.", gives: .table("n int, rows int", "")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let declared = input.fields.key.compactMap { input.fields.index(of: $0) }
    let positions = try arguments[keys]?.positions(in: input)
      ?? (declared.isEmpty ? Array(input.fields.indices) : declared)
    let fields = positions.map { input.fields[$0] }
    let schema = Schema(fields + [Field(countName(besides: fields.map(\.name)), .int)])
    return .onTable(output: .table(schema), memory: .asksItself) { table, context in
      let keys = table.selecting(positions), execution = context.execution
      let groups = try Grouping.make(keys: keys.columns, rowCount: keys.rowCount, execution: execution)
      let counts = try Aggregation.run([AggregateRequest(.count)], over: groups, execution: execution)[0]
      let repeated = (0..<groups.count).filter { (counts[$0].integer ?? 0) > 1 }.map { Int32($0) }
      let found = try keys.taking(groups.firstRows, execution: execution).taking(repeated, execution: execution)
      let sizes = try counts.taking(repeated, execution: execution)
      try context.reportLookalikes(zip(found.schema.names, found.columns).map { ($0, $1) }, in: "duplicates")
      let rows = (0..<sizes.count).reduce(0) { $0 + Int(sizes[$1].integer ?? 0) }
      let more = rows - repeated.count
      context.note(
        "duplicates: \(DigitGroups.grouped(repeated.count)) of \(DigitGroups.grouped(groups.count)) keys repeat, with "
          + "\(DigitGroups.grouped(more)) \(more == 1 ? "row" : "rows") more than one each")
      return Table(schema: schema, columns: found.columns + [sizes], rowCount: sizes.count)
    }
  }

  /// A name that no key has.
  private static func countName(besides names: [String]) -> String {
    var name = names.contains("n") ? "rows" : "n"
    while names.contains(name) { name += "_n" }
    return name
  }
}
