import Columns
import Diagnostics
import Language
import Statistics

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
    options: [stratify.declaration, by.declaration, names.declaration, column.declaration, key.declaration],
    synonyms: ["train_test_split", "partition"])
  static let summary = "Adds a column that names the part of each row, such as train and test."
  static let discussion = """
    Each row's part comes from hash(seed, key), so it depends on neither the order of the rows nor on other cells. \
    With `by:` nothing is drawn: rows go by time, rows of one time stay together in the part where they begin, and a \
    row without a time belongs to no part. The names sort in the order of the parts.
    """
  static let examples = [
    Example("range 10 | split 0.6, 0.2, 0.2 | count by split | sort split", "Three parts at random.",
      prints: "train 6\nvalid 2\ntest 2"),
    Example("range 4 | split 0.5, 0.5, by: n, names: [\"old\", \"new\"]", "By time.",
      prints: "0 old\n1 old\n2 new\n3 new"),
    Example(
      "range 40 | derive bad = n % 4 == 0 | split 0.5, 0.5, stratify: bad | agg mean(bad) by split | select bad_mean",
      "The same mix in each part.", prints: "0.25\n0.25"),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let fractions = try fractions(arguments), partNames = try partNames(arguments, count: fractions.count)
    let name = arguments[column]
    guard input.fields.index(of: name) == nil else {
      throw Diagnostic(
        code: "E25", "there is a column `\(name)` already", at: Label(arguments.span(of: column), "would be replaced"),
        help: "write `column: \"\(name)2\"`, or drop the other one first")
    }
    if arguments.isWritten(by), arguments.isWritten(stratify) {
      throw Diagnostic(
        code: "E17", "a split by time cannot be stratified",
        at: Label(arguments.span(of: stratify), "goes with a draw only"),
        labels: [Label(arguments.span(of: by), "by time")], help: "leave one of them out")
    }
    let time = try arguments[by].map { try input.position(of: $0.name) }
    if let time, input.fields.fields[time].type == .text {
      throw Diagnostic(
        code: "E15", "`by` takes a column of dates or numbers", at: Label(arguments.span(of: by), "this is text"),
        help: "make dates of it first: `cast \(input.fields.fields[time].name), to: date`")
    }
    let strata = try arguments[stratify]?.positions(in: input) ?? []
    let keys = try arguments[key]?.positions(in: input)
    let schema = input.fields.setting(Field(name, .text))
    return .onTable(output: .table(schema)) { table, context in
      let parts: [Int?]
      if let time {
        parts = try TimeSplit.parts(table.columns[time], fractions: fractions, execution: context.execution)
        let lost = parts.count { $0 == nil }
        if lost > 0 { context.note("split: \(Prose.count(lost, "row")) without a time belong to no part") }
      } else {
        parts = try StratifiedSplit.assign(
          strata: try RowKeys.strata(table, strata, context),
          hashes: RowKeys.hashes(table, seed: context.seed, purpose: "split", key: keys), fractions: fractions)
      }
      // Which part a row is in tells nothing about it.
      context.made(name, ColumnMaking())
      return table.setting([(Field(name, .text), column(of: parts, partNames))])
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
