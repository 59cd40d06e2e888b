import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// Rows with an outcome and a score each: out of fold, held out, or of a table that has both.
struct ScoredRows {
  static let score = Parameter<ColumnName?>(
    "score", default: nil, shows: "score", "Of a table, the column of scores: the probability of default.")
  static let target = Parameter<ColumnName?>(
    "target", default: nil, shows: "the declared target", "Of a table, the column that holds the outcome.")
  static let inputs: [ValueKind] = [.evaluation, .holdout, .table]

  /// The rows as they were before any recipe.
  let table: Table
  /// 0 or 1 for each row.
  let labels: [Double]
  let scores: [Double]
  let isReweighted: Bool
  /// From which score on a cost or a model refuses clients; nil where nothing has chosen.
  let cut: Double?

  /// Checks what can be known from the columns of a table alone.
  ///
  /// - Throws: `Diagnostic` for a column that is missing or of another type, and for options that have no effect.
  static func check(_ input: Shape, _ arguments: BoundArguments) throws {
    guard input.kind == .table else {
      for option in [score, target] where arguments.isWritten(option) {
        throw arguments.outOfRange(
          option, "is for tables: \(input.kind.name.withArticle) has outcomes and scores",
          help: "take `\(option.name):` away")
      }
      return
    }
    _ = try TargetColumn.position(TargetColumn.name(input, arguments), in: input)
    _ = try scorePosition(input, arguments)
  }

  /// - Throws: `Diagnostic` for a table without outcomes or scores.
  init(_ value: (any Value)?, _ arguments: BoundArguments, _ context: RunContext) throws {
    if let judged = value as? any JudgedRows {
      judged.reportCaveats(arguments.stage.verb.text, context)
      (table, labels, scores) = (judged.judgedTable, judged.labels, judged.scores)
      (isReweighted, cut) = (judged.isReweighted, judged.chosenCut)
      return
    }
    guard let table = value?.table else { throw NeedsData() }
    let whole = Shape(table)
    let known = try Self.known(table.columns[try Self.scorePosition(whole, arguments)], of: table, arguments, context)
    let shape = Shape(known.table), target = try TargetColumn.name(shape, arguments)
    labels = try TargetColumn.labels(known.table.columns[TargetColumn.position(target, in: shape)], target)
    (self.table, scores, isReweighted, cut) = (known.table, known.scores, false, nil)
    if scores.contains(where: { !(0...1).contains($0) }) {
      context.note(
        "\(arguments.stage.verb.text): scores beyond 0 and 1: a greater one is taken for more risk, and points would "
          + "have to be turned round first")
    }
  }

  private static func scorePosition(_ shape: Shape, _ arguments: BoundArguments) throws -> Int {
    let written = arguments[score]?.name
    guard let position = try written.map(shape.position) ?? shape.fields.index(of: "score") else {
      throw Diagnostic(
        code: .argumentCount, "`\(arguments.stage.verb.text)` needs a column of scores, and none is called `score`",
        at: Label(arguments.verbSpan, "`score:` is missing"), help: "add `score: COLUMN`")
    }
    let field = shape.fields[position]
    guard field.type.isNumeric else {
      throw Diagnostic(
        code: .wrongType, "a score is a number, and `\(field.name)` is \(field.type.rawValue)",
        at: Label(written?.span ?? arguments.verbSpan, "this is \(field.type.rawValue)"),
        help: "write `score: COLUMN`, a column of numbers")
    }
    return position
  }

  /// The rows that have a score; how many have none is noted.
  private static func known(
    _ column: Column, of table: Table, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> (table: Table, scores: [Double]) {
    let scores = column.doubles() ?? []
    guard column.nullCount > 0 else { return (table, scores) }
    let rows = (0..<table.rowCount).filter { !column.isNull($0) }
    context.note(
      "\(arguments.stage.verb.text): \(Prose.count(column.nullCount, "row")) without a score take no part")
    return (try table.taking(rows.map { Int32($0) }, execution: context.execution), rows.map { scores[$0] })
  }

  /// Why the scores are no probabilities; nil where they may be some.
  var obstacle: String? {
    if isReweighted { return "scores are no probabilities: classes were weighed, or rows resampled" }
    return scores.allSatisfy { (0...1).contains($0) } ? nil : "scores beyond 0 … 1 are no probabilities"
  }

  func labels(of rows: [Int]) -> [Double] { rows.map { labels[$0] } }
  func scores(of rows: [Int]) -> [Double] { rows.map { scores[$0] } }
}
