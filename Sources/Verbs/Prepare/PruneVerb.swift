import Columns
import Diagnostics
import Language
import Statistics
import Syntax

/// Thins out columns that correlate.
enum PruneVerb: RankingPreparation {
  typealias Fitted = FittedPruning

  static let columns = Parameter<ColumnSelection>("columns", "The columns of numbers to choose among; others stay.")
  static let corr = Parameter<Double>(
    "corr", default: 0.9, "The absolute correlation above which two columns are too much alike.")
  static let rule = Parameter<String>(
    "rule", default: "every_pair",
    "Whether the lesser of every such pair goes, or only what correlates with a column that stays.",
    choices: CorrelationPruning.Rule.allCases.map(\.rawValue))
  static let method = Parameter<String>(
    "method", default: "pearson", "Whether values are correlated, or their ranks.", choices: ["pearson", "spearman"])
  static let prefer = Parameter<Preference>(
    "prefer", default: .fewestNulls,
    "Which of two is better: with fewer nulls, correlated with the target, or important to a model.")
    .naming(.model).offering(Preference.offered)
  static let signature = Signature(
    "prune", inputs: [.table, .recipe], positional: [columns.declaration],
    options: [
      corr.declaration, rule.declaration, method.declaration, prefer.declaration, PreparedColumns.optional.declaration,
    ],
    synonyms: ["decorrelate", "drop_correlated"])
  static let summary = "Removes columns that correlate with better ones."
  static let discussion = """
    Pearson's correlation over the rows in which both columns have a value, by `method: spearman` that of their ranks. \
    Columns are ranked by `prefer`, equal ones \
    in table order. `every_pair` removes the lower-ranked column of every pair above `corr`, even if its partner goes \
    too; `greedy` goes from the best column down and removes what correlates with one that stays. \
    Asking for a removed column later names the one it correlates with. `prefer: target` needs a recipe, whose \
    target the modelling verb names, or a declared target. `prefer: lightgbm(…)`, or another estimator, fits it on \
    the chosen columns of the training rows, as `top` does; `prefer: importance` goes by the model that the last \
    `top` before it in the recipe went by, where columns that are new since then count least, and else by `lightgbm`.
    """
  static let examples = [
    Example(
      "range 5 | derive { a = 2 * n, b = n % 2 } | prune @num | head 2", "`a` is `n` twice.",
      gives: .table("n int, b int", "0 0\n1 1")),
    Example(
      "range 5 | derive { a = nullif(n, 0), b = n % 2 } | prune n, a, b, corr: 0.5 | head 1",
      "The column with fewer nulls stays.",
      gives: .table("n int, b int", "0 0")),
    Example(
      "recipe | prune @num, corr: 0.7, rule: greedy, prefer: target", "In a recipe, by the target.",
      gives: .value(.recipe, ["steps": .int(1)])),
    Example(
      "\(CvVerb.data) | derive z = 3 * y + x % 2 | roles target: bad "
        + "| prune @num, corr: 0.8, prefer: logistic | head 1",
      "By an estimator that is fitted for it.", gives: .table("x int, y int, bad bool", "0 0 no")),
  ]

  static func check(_ arguments: BoundArguments) throws {
    guard (0...1).contains(arguments[corr]) else {
      throw arguments.outOfRange(corr, "takes a number from 0 to 1")
    }
  }

  package static func rankers(_ arguments: BoundArguments) -> [TrainingRecord] {
    arguments[prefer].record.map { [$0] } ?? []
  }

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    if arguments[prefer].usesTarget, roles.target == nil {
      throw Diagnostic(
        code: .wrongValue,
        "`prefer: \(arguments[prefer].defaultText ?? "ESTIMATOR")` needs a target, and this table declares none",
        at: Label(arguments.span(of: prefer), "which column is it?"),
        help: "prune in a recipe, whose target `cv` or `fit` names: `recipe | \(arguments.stage.shortText)`")
    }
    for position in try arguments.features(columns, in: input, roles) {
      let field = input.fields[position]
      guard field.type.isNumeric || field.type == .bool else {
        throw arguments.wrongType(of: field, in: columns, "takes numbers", help: "choose with `@num`")
      }
    }
    return nil
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) throws -> Footprint {
    // The numbers by column, in one piece, and as ranks of what is present.
    let count = try arguments.features(columns, in: Shape(training), roles).count
    let pruning = Footprint.rows((arguments[method] == "spearman" ? 44 : 24) * Double(count))
    return arguments[prefer].isFitted ? ColumnRanker.footprint(columns: count).then(pruning) : pruning
  }

  static func fit(
    _ table: Table, _ roles: Roles, _ arguments: BoundArguments, after earlier: ColumnRanking?, _ context: RunContext
  ) throws -> FittedPruning {
    let shape = Shape(table)
    _ = try check(shape, roles, arguments)
    // In table order, so that equal ranks do not depend on how the columns were named.
    let chosen = try arguments.features(columns, in: shape, roles).sorted()
    let names = chosen.map { table.schema.fields[$0].name }
    let preference = arguments[prefer]
    let place = arguments.span(of: prefer)
    let ranked = try RankedColumns(
      table, chosen, among: chosen, by: preference, target: roles.target.map { Name($0, place) }, arguments.stage,
      after: earlier, at: place, context)
    let figures = ranked.figures.map { $0 ?? -Double.infinity }
    let ranking = figures.indices.sorted { figures[$0] == figures[$1] ? $0 < $1 : figures[$0] > figures[$1] }
    let values = try Matrix(chosen.map { table.columns[$0] }, execution: context.execution)
    let correlations = arguments[method] == "spearman"
      ? try CorrelationMatrix(ranksOf: values, execution: context.execution)
      : try CorrelationMatrix(values, execution: context.execution)
    let pruning = CorrelationPruning(
      correlations: correlations, ranking: ranking, threshold: arguments[corr],
      rule: CorrelationPruning.Rule(rawValue: arguments[rule]) ?? .everyPair)
    let removals = pruning.dropped.map {
      FittedPruning.Removal(name: names[$0.column], partner: names[$0.partner], correlation: $0.correlation)
    }
    let gone = Set(removals.map(\.name)), kept = names.filter { !gone.contains($0) }
    return FittedPruning(
      candidates: names.count, kept: kept,
      sources: preference.usesTarget ? kept + (roles.target.map { [$0] } ?? []) : kept,
      ranker: ranked.ranking?.ranker, criterion: ranked.criterion, removals: removals)
  }
}
