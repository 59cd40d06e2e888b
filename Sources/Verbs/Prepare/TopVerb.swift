import Columns
import Diagnostics
import Language

/// Keeps the features that tell most.
enum TopVerb: PreparationVerb {
  static let count = Parameter<Int>("count", "How many columns to keep.")
  static let by = Parameter<Preference>(
    "by", default: .target,
    "What ranks them: the correlation with the target, the importance to a fitted model, or few nulls.")
  static let target = Parameter<ColumnName?>(
    "target", default: nil, "The target of `by: target` on a table; a recipe's is the model's.")
  static let also = Parameter<ColumnSelection?>(
    "also", default: nil, "Columns to keep in any case, besides those that are counted.")
  static let signature = Signature(
    "top", inputs: [.table, .recipe], positional: [count.declaration],
    options: [by.declaration, target.declaration, also.declaration],
    synonyms: ["select_k_best", "selectkbest", "feature_selection", "slice_max", "nlargest"])
  static let summary = "Keeps the columns that tell most, by a model or by the target."
  static let discussion = """
    The kept columns stay in their order, and so do the declared key and the target, which are not counted. Equal \
    ranks go by table order. Columns without a rank are not kept: texts and dates, which do not correlate, and columns \
    that the model was not fitted on. In a recipe the ranks are those of the training rows.
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
    Example("recipe | top 20", "In a recipe, by its target.", gives: .value(.recipe, ["steps": .int(1)])),
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
    } else if case .target = arguments[by], roles.target == nil {
      throw Diagnostic(
        code: .wrongValue, "`top` by the target needs a target, and this table declares none",
        at: Label(arguments.span(of: by), "which column is it?"),
        help: "add `target: COLUMN`, or rank by a model: `by: MODEL`")
    }
    _ = try arguments[also]?.positions(in: input)
    return nil
  }

  static func footprint(_ training: Table, _ roles: Roles, _ arguments: BoundArguments) -> Footprint {
    guard case .target = arguments[by] else { return .small }
    return .rows(8) + .columns(Array(training.columns.indices), work: 16, kept: 0)
  }

  static func fit(
    _ table: Table, _ roles: Roles, _ arguments: BoundArguments, _ context: RunContext
  ) throws -> FittedTop {
    let shape = Shape(table)
    _ = try check(shape, roles, arguments)
    var others = roles.exclusions
    let target = arguments[target]?.name.text ?? roles.target
    if let target { others.insert(target) }
    let wanted = try arguments[also]?.positions(in: shape) ?? []
    others.formUnion(wanted.map { table.schema.fields[$0].name })
    let candidates = table.columns.indices.filter { !others.contains(table.schema.fields[$0].name) }
    let figures = try arguments[by].figures(table, candidates, target: target, context)
    let ranking = candidates.indices.filter { figures[$0] != nil }.sorted { a, b in
      let (x, y) = (figures[a] ?? 0, figures[b] ?? 0)
      return x == y ? a < b : x > y
    }
    let best = ranking.prefix(arguments[count]).map { table.schema.fields[candidates[$0]].name }
    let own = arguments[by]
    return FittedTop(
      kept: others.union(best).sorted(),
      sources: own.usesTarget ? target.map { [$0] } ?? [] : own.record == nil ? best : [],
      ranker: own.record, best: best, candidates: candidates.count, criterion: arguments[by].description)
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

  private enum CodingKeys: String, CodingKey {
    case kept, sources, ranker = "origin", best, candidates, criterion
  }

  var table: Table {
    Table([
      ("column", Column(texts: best)), ("rank", Column(ints: best.indices.map { Int64($0 + 1) })),
    ])
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
