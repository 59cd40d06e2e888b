import Columns
import Diagnostics
import Language
import Syntax

/// Keeps the features that tell most.
enum TopVerb: RankingPreparation {
  typealias Fitted = FittedTop

  static let count = Parameter<Int>("count", "How many columns to keep.")
  static let by = Parameter<Preference>(
    "by", default: .target,
    "What ranks them: the correlation with the target, the importance to a model, or few nulls.")
    .naming(.model).offering(Preference.offered)
  static let target = Parameter<ColumnName?>(
    "target", default: nil, "The target to rank by on a table; a recipe's is the model's.")
  static let also = Parameter<ColumnSelection?>(
    "also", default: nil, "Columns to keep in any case, besides those that are counted.")
  static let signature = Signature(
    "top", inputs: [.table, .recipe], positional: [count.declaration],
    options: [by.declaration, target.declaration, also.declaration],
    synonyms: ["select_k_best", "selectkbest", "feature_selection", "slice_max", "nlargest"])
  static let summary = "Keeps the columns that tell most, by a model or by the target."
  static let discussion = """
    The kept columns stay in their order, and so do the declared key and the target, which are not counted. Equal \
    ranks go by table order. Columns without a rank are not kept: texts and dates, which do not correlate and which no \
    estimator takes, and columns that a fitted model does not know. In a recipe the ranks are those of the training \
    rows. `by: lightgbm(n_estimators: 200)`, or any other estimator to which columns matter, fits it on them, seeded \
    as `fit` is, and goes by its usual kind of importance: gain for trees, the size of the coefficient for a logistic \
    model. It learns from all numbers and truth values of the table, those of `also:` among them, without weights of \
    rows. `by: importance` is by the model that a `top` before it in the recipe went by, or else by `lightgbm`.
    """
  static let examples = [
    Example(
      "range 8 | derive { late = n > 3, a = n % 2, b = -n } | top 1, target: late | head 1", "By the target.",
      gives: .table("n int, late bool", "0 no")),
    Example(
      "m = \(CvVerb.data) | fit logistic, target: bad\n"
        + "\(CvVerb.data) | top 1, by: m, also: bad | head 1",
      "By a model, with a column in any case.",
      gives: .table("y int, bad bool", "0 no")),
    Example(
      "\(CvVerb.data) | roles target: bad | top 1, by: logistic | head 1", "By an estimator that is fitted for it.",
      gives: .table("y int, bad bool", "0 no")),
    Example("recipe | top 20", "In a recipe, by its target.", gives: .value(.recipe, ["steps": .int(1)])),
    Example(
      "recipe | top 80, by: lightgbm(n_estimators: 200) | prune @num, corr: 0.7, prefer: importance",
      "Fitted on the training rows of each fold, and gone by twice.", gives: .value(.recipe, ["steps": .int(2)])),
  ]

  static func check(_ arguments: BoundArguments) throws {
    guard arguments[count] >= 1 else { throw arguments.outOfRange(count, "takes a number from 1") }
  }

  package static func rankers(_ arguments: BoundArguments) -> [TrainingRecord] {
    arguments[by].record.map { [$0] } ?? []
  }

  static func check(_ input: Shape, _ roles: Roles, _ arguments: BoundArguments) throws -> Shape? {
    if let name = arguments[target]?.name {
      let field = input.fields[try input.position(of: name)]
      guard field.type.isNumeric || field.type == .bool else {
        throw Diagnostic(
          code: .wrongType, "a target to correlate with is a number or a bool",
          at: Label(name.span, "this is \(field.type.rawValue)"),
          help: "make one: `| derive bad = \(name.text) == \"…\"`")
      }
      if arguments[by].isFitted { _ = try TargetColumn.position(name, in: input) }
    } else if arguments[by].usesTarget, roles.target == nil {
      throw Diagnostic(
        code: .wrongValue,
        "`top` by \(arguments[by].isFitted ? "an estimator" : "the target") needs a target, and this table declares "
          + "none",
        at: Label(arguments.span(of: by), "which column is it?"),
        help: "add `target: COLUMN`, or rank by a model: `by: MODEL`")
    }
    _ = try arguments[also]?.positions(in: input)
    return nil
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) -> Footprint {
    if arguments[by].isFitted { return ColumnRanker.footprint(columns: training.columns.count) }
    guard case .target = arguments[by] else { return .small }
    return .rows(8) + .columns(Array(training.columns.indices), work: 16, kept: 0)
  }

  static func fit(
    _ table: Table, _ roles: Roles, _ arguments: BoundArguments, after earlier: ColumnRanking?, _ context: RunContext
  ) throws -> FittedTop {
    let shape = Shape(table)
    _ = try check(shape, roles, arguments)
    var others = roles.exclusions
    let target = arguments[target]?.name ?? roles.target.map { Name($0, arguments.span(of: by)) }
    if let target { others.insert(target.text) }
    let features = table.columns.indices.filter { !others.contains(table.schema.fields[$0].name) }
    let wanted = try arguments[also]?.positions(in: shape) ?? []
    others.formUnion(wanted.map { table.schema.fields[$0].name })
    let candidates = features.filter { !others.contains(table.schema.fields[$0].name) }
    let own = arguments[by]
    let ranked = try RankedColumns(
      table, candidates, among: features, by: own, target: target, arguments.stage, after: earlier,
      at: arguments.span(of: by), context)
    let figures = ranked.figures
    let order = candidates.indices.filter { figures[$0] != nil }.sorted { a, b in
      let (x, y) = (figures[a] ?? 0, figures[b] ?? 0)
      return x == y ? a < b : x > y
    }
    let best = order.prefix(arguments[count]).map { table.schema.fields[candidates[$0]].name }
    let kept = others.union(best)
    return FittedTop(
      kept: kept.sorted(),
      sources: own.usesTarget ? target.map { [$0.text] } ?? [] : own.record == nil ? best : [],
      ranker: ranked.ranking?.ranker, best: best, candidates: candidates.count, criterion: ranked.criterion,
      ranking: ranked.ranking?.restricted(to: kept))
  }
}

/// The columns that `top` keeps.
struct FittedTop: FittedPreparation {
  let kept: [String]
  /// The columns that had a part in the choice, and the model that ranked them.
  let sources: [String]
  let ranker: TrainingRecord?
  /// From the best-ranked to the least.
  let best: [String]
  let candidates: Int
  /// What the columns were ranked by.
  let criterion: String
  /// The importances of the kept columns, where a model has them.
  let ranking: ColumnRanking?

  private enum CodingKeys: String, CodingKey {
    case kept, sources, ranker = "origin", best, candidates, criterion, ranking
  }

  var table: Table {
    let ranks = [("column", Column(texts: best)), ("rank", Column(ints: best.indices.map { Int64($0 + 1) }))]
    let importance = ranking.map { [("importance", Column(floats: $0.importance(of: best)))] } ?? []
    return Table((ranks + importance).map { (name: $0.0, column: $0.1) })
  }

  var summary: String {
    "top: \(best.count) of \(candidates) columns kept, ranked by \(criterion)"
      + (best.isEmpty ? "" : ": \(best.prefix(3).joined(separator: ", "))\(best.count > 3 ? ", …" : "")")
  }

  func departure(of column: String, _ arguments: BoundArguments) -> Departure? {
    Departure(
      span: arguments.verbSpan, label: "left out here: not among the best by \(criterion)",
      help: "let `top` keep it: add `also: \(column)` there")
  }

  var learnt: [Learnt] {
    best.count == candidates ? [] : [Learnt(best, by: sources, ranker: ranker, as: .selection)]
  }

  func footprint(on table: Table) -> Footprint { .small }

  func apply(to table: Table, isTraining: Bool, _ context: RunContext) throws -> Table {
    for name in best { _ = try table.fittedPosition(of: name) }
    let kept = Set(kept)
    return table.selecting(table.columns.indices.filter { kept.contains(table.schema.fields[$0].name) })
  }
}
