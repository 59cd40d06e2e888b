import Columns
import Diagnostics
import Language

/// Tells for each row to which part of a split it belongs.
enum SplitVerb: Verb {
  static let shares = Parameter<[Cell]>("shares", "The share of each part; they add up to 1.")
  static let stratify = Parameter<ColumnSelection?>("stratify", default: nil, "Columns whose mix each part keeps.")
  static let by = Parameter<ColumnName?>(
    "by", default: nil, "A column of time: the earliest rows go to the first part.")
  static let names = Parameter<[Cell]?>(
    "names", default: nil, shows: "[\"train\", \"test\"], with \"valid\" between them for three parts",
    "The names of the parts.")
  static let column = Parameter<String>("column", default: "split", "The name of the new column.")
  static let key = Parameter<ColumnSelection?>(
    "key", default: nil, shows: "the declared key", "What identifies a row; the row number where there is no key.")
  static let signature = Signature(
    "split", positional: [shares.declaration],
    options: [
      stratify.declaration, by.declaration, names.declaration, column.declaration, key.declaration,
      WholeKeys.group.declaration,
    ],
    synonyms: ["train_test_split", "partition"])
  static let summary = "Adds a column that names the part of each row, such as train and test."
  static let discussion = """
    Each row's part comes from hash(seed, key), so it depends on neither the order of the rows nor on other cells. A \
    row more moves at most one other of its stratum over each border between parts. The names sort in the order of the \
    parts.

    \(WholeKeys.promise) The parts then have nearly their shares, as whole keys allow, and a row more may move any key.

    With `by:` nothing is drawn: keys go by the time of their first row, keys of one time stay together in the part \
    where they begin, and a row without a time belongs to no part. Nor does a row that comes when a later part has \
    begun, though its key belongs to an earlier one: so no row of a part is later than one of the next.
    """
  static let examples = [
    Example(
      "range 10 | split 0.6, 0.2, 0.2 | count by split | sort split", "Three parts at random.",
      gives: .table("split text, n int", "train 6\nvalid 2\ntest 2")),
    Example(
      "range 4 | split 0.5, 0.5, by: n, names: [\"old\", \"new\"]", "By time.",
      gives: .table("n int, split text", "0 old\n1 old\n2 new\n3 new")),
    Example(
      "range 40 | derive bad = n % 4 == 0 | split 0.5, 0.5, stratify: bad | agg mean(bad) by split | select bad_mean",
      "The same mix in each part.",
      gives: .table("bad_mean float", "0.25\n0.25")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let fractions = try fractions(arguments), partNames = try partNames(arguments, count: fractions.count)
    let name = arguments[column]
    guard input.fields.index(of: name) == nil else {
      throw Diagnostic(
        code: .columnName, "there is a column `\(name)` already",
        at: Label(arguments.span(of: column), "would be replaced"),
        help: "write `column: \"\(name)2\"`, or drop the other one first")
    }
    if arguments.isWritten(by), arguments.isWritten(stratify) {
      throw Diagnostic(
        code: .unknownOption, "a split by time cannot be stratified",
        at: Label(arguments.span(of: stratify), "goes with a draw only"),
        labels: [Label(arguments.span(of: by), "by time")], help: "leave one of them out")
    }
    let time = try arguments[by].map { try TimeColumn.position($0, in: input, arguments.span(of: by)) }
    let draw = try Draw(input, arguments, fractions, time)
    let schema = input.fields.setting(Field(name, .text))
    let memory = WholeKeys.footprint + .rows(time == nil ? 16 : 48)
    return .onTable(output: .table(schema), memory: memory) { table, context in
      let parts = try draw.parts(table, context)
      // Which part a row is in tells nothing about it.
      context.made(name, ColumnMaking())
      return table.setting([(Field(name, .text), column(of: parts, partNames))])
    }
  }

  /// How rows are put into parts.
  private struct Draw {
    let fractions: [Double]
    let time: Int?
    let strata: [Int]
    let keys: [Int]
    let group: [Int]?

    init(_ input: Shape, _ arguments: BoundArguments, _ fractions: [Double], _ time: Int?) throws {
      (self.fractions, self.time) = (fractions, time)
      strata = try arguments[stratify]?.positions(in: input) ?? []
      keys = try arguments[key]?.positions(in: input) ?? input.fields.key.compactMap { input.fields.index(of: $0) }
      group = try arguments[WholeKeys.group]?.positions(in: input)
    }

    func parts(_ table: Table, _ context: RunContext) throws -> [Int?] {
      let drawn = try WholeKeys(table, group ?? keys, purpose: "split", context)
      let parts = try time.map { try byTime(table, $0, drawn, context) }
        ?? drawn.parts(fractions, stratify: strata, purpose: "split", context)
      drawn.explain("split", isKey: group == nil, context)
      if group != nil {
        try WholeKeys.explain(parted: parts, keys: keys, of: table, what: "parts", "split", context)
      }
      return parts
    }

    private func byTime(_ table: Table, _ time: Int, _ drawn: WholeKeys, _ context: RunContext) throws -> [Int?] {
      let column = table.columns[time], name = table.schema.fields[time].name
      let parts = try TimeSplit.parts(
        column, keyOfRow: drawn.keyOfRow, fractions: fractions, execution: context.execution)
      if column.nullCount > 0 {
        context.note("split: \(Prose.count(column.nullCount, "row")) without a time belong to no part")
      }
      let overtaken = parts.count { $0 == nil } - column.nullCount
      if overtaken > 0 {
        context.note(
          "split: \(Prose.count(overtaken, "row")) belong to no part: their \(drawn.names) begins in one part, and "
            + "their `\(name)` lies in a later one")
      }
      return parts
    }
  }

  /// The column of part names, in whose order they sort.
  private static func column(of parts: [Int?], _ names: [String]) -> Column {
    let validity = Bitmap(count: parts.count) { parts[$0] != nil }
    return Column(
      type: .text, count: parts.count, validity: validity,
      storage: .text(IntegerBuffer(parts.map { Int64($0 ?? 0) }), TextDictionary(names, isOrdered: true)))
  }

  private static func fractions(_ arguments: BoundArguments) throws -> [Double] {
    let numbers = arguments[shares].map(\.number)
    let sum = numbers.reduce(0) { $0 + ($1 ?? .nan) }
    guard numbers.count >= 2, numbers.allSatisfy({ ($0 ?? 0) > 0 }), abs(sum - 1) < 1e-9 else {
      throw arguments.outOfRange(
        shares, "takes two or more positive numbers that add up to 1", help: "such as `split 0.6, 0.2, 0.2`")
    }
    return numbers.map { $0 ?? 0 }
  }

  private static func partNames(_ arguments: BoundArguments, count: Int) throws -> [String] {
    guard let cells = arguments[names] else {
      return count == 2 ? ["train", "test"] : count == 3 ? ["train", "valid", "test"] : (1...count).map { "part\($0)" }
    }
    let given = cells.map(CellFormat.plain)
    guard given.count == count, given.duplicate == nil, !given.contains("") else {
      throw arguments.outOfRange(names, "needs \(count) different names, one for each part")
    }
    return given
  }
}
