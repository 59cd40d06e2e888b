import Columns
import Language

/// Draws rows at random, reproducibly.
enum SampleVerb: Verb {
  static let size = Parameter<Double>("size", "A share up to 1 (`0.2`), or a number of rows (`500`).")
  static let stratify = Parameter<ColumnSelection?>("stratify", default: nil, "Columns whose mix the sample keeps.")
  static let key = Parameter<ColumnSelection?>(
    "key", default: nil, shows: "the declared key", "What identifies a row; the row number where there is no key.")
  static let signature = Signature(
    "sample", positional: [size.declaration],
    options: [stratify.declaration, key.declaration, WholeKeys.group.declaration],
    synonyms: ["sample_n", "sample_frac"])
  static let summary = "Draws rows at random, reproducibly, in their order."
  static let discussion = """
    Each row's place in the draw comes from hash(seed, key), so the sample depends on neither the order of the rows \
    nor on other cells. A row more in the table moves at most one other of each stratum into the sample or out of it.

    \(WholeKeys.promise) The sample then has nearly the rows that were asked for, as whole keys allow.
    """
  static let examples = [
    Example("range 100 | sample 0.1 | count", "A share.", gives: .table("n int", "10")),
    Example(
      "range 100 | derive odd = n % 2 | sample 10, stratify: odd | agg share = mean(odd)",
      "A number of rows, stratified.",
      gives: .table("share float", "0.5")),
    Example(
      "range 100 | derive client = n % 20 | sample 0.5, group: client | agg rows = count() by client | agg min(rows)",
      "Whole clients.",
      gives: .table("rows_min int", "5")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let wanted = arguments[size]
    guard wanted > 0, wanted <= 1 || wanted == wanted.rounded() else {
      throw arguments.outOfRange(size, "takes a share up to 1, or a whole number of rows")
    }
    let strata = try arguments[stratify]?.positions(in: input) ?? []
    let keys = try arguments[key]?.positions(in: input) ?? input.fields.key.compactMap { input.fields.index(of: $0) }
    let group = try arguments[WholeKeys.group]?.positions(in: input)
    return .onTable(output: .table(input.fields), memory: WholeKeys.footprint + .rows(8)) { table, context in
      context.made(rows: context.rows.drawn(by: arguments.stage.shortText))
      let share = wanted <= 1 ? wanted : min(1, wanted / Double(max(1, table.rowCount)))
      if table.rowCount == 0 || share == 1 { return table }
      let drawn = try WholeKeys(table, group ?? keys, purpose: "sample", context)
      let parts = try drawn.parts([share, 1 - share], stratify: strata, purpose: "sample", context)
      drawn.explain("sample", isKey: group == nil, context)
      if group != nil {
        try WholeKeys.explain(parted: parts, keys: keys, of: table, what: "parts", "sample", context)
      }
      let rows = parts.indices.filter { parts[$0] == 0 }
      return try table.taking(rows.map { Int32($0) }, execution: context.execution)
    }
  }
}
