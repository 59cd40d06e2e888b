import Columns
import Diagnostics
import Language
import Learning
import Statistics

/// Shows the points of a scorecard, or gives them to rows.
enum PointsVerb: Verb {
  static let model = Parameter<Reference?>("model", default: nil, "Behind a table: the scorecard, by name.")
    .naming(.model)
  static let name = Parameter<String>("as", default: "points", "Behind a table: what the column of points is called.")
  static let signature = Signature(
    "points", inputs: [.model, .table], positional: [model.declaration],
    options: [name.declaration, TrainingPlan.leak.declaration],
    synonyms: ["scorecard_points", "card_points"])
  static let summary = "Shows the points of a scorecard by bands, or adds each row's points."
  static let discussion = """
    On a model of `fit scorecard, prep: …` with `bin …, output: woe` in the recipe: a row for the base, and for each \
    band of each chosen feature its training rows, rate, weight of evidence, coefficient and points. A client's points \
    are the base and one row for each feature; `base:` points stand for good to bad `odds:`, and `pdo:` points more \
    for twice the odds: points = base − pdo / ln 2 · (ln(bad to good) + ln odds). With `round: yes` each summand is a \
    whole number; by how much that can move a sum is `$card.rounding` in training and at most half a point for each \
    feature and the base.

    `export` writes the card as `.csv` and the other forms of tables, as `.json`, as an SQL expression (`.sql`, in the \
    words that SQL:1999 and DuckDB share), and as PMML 4.4 (`.pmml`). All of them give the same points to the same \
    row. NaN is missing; SQL has to be told so before. `report` writes a document for people.

    On a table, `points MODEL` adds each row's points.
    """
  private static let card = "prep = recipe | bin { x, y }, method: optimal, output: woe\n"
    + "m = \(CvVerb.data) | fit scorecard, target: bad, prep: prep\n"
  static let examples = [
    Example(
      "\(card)range 3 | derive { x = n * 20, y = n } | points m | select n, points", "The points of rows.",
      gives: .table("n int, points int", "0 626\n1 626\n2 521")),
    Example(
      "\(card)m | points | select feature, band, points", "The card.",
      gives: .table(
        "feature text, band text, points int",
        "(base) null 532\nx < 28.5 68\nx >= 28.5 -37\nx missing 0\ny < 2.5 26\ny [2.5, 3.5) 4\ny [3.5, 5.5) -22\n"
          + "y >= 5.5 -38\ny missing 0")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    guard let reference = arguments[model] else {
      guard input.kind == .model else {
        throw Diagnostic(
          code: .argumentCount, "`points` needs the scorecard that rows get points by",
          at: Label(arguments.verbSpan, "of which model?"), help: "write `TABLE | points MODEL`, or `MODEL | points`")
      }
      if arguments.isWritten(name) {
        throw arguments.outOfRange(name, "is for the points of rows", help: "leave it out")
      }
      return Step(.local { value, context in
        guard let model = value as? ModelValue else { throw NeedsData() }
        model.reportReweighting("points", context)
        model.reportCalibration(context)
        return try ScorecardValue(model, at: arguments.verbSpan)
      }, output: Shape(kind: .scorecard))
    }
    guard input.kind == .table else {
      throw Diagnostic(
        code: .misplacedVerb, "`points` behind a model takes no other one",
        at: Label(arguments.span(of: model), "one too many"), help: "write `TABLE | points MODEL`, or `MODEL | points`")
    }
    return try rowPoints(input, reference, arguments)
  }

  private static func rowPoints(_ input: Shape, _ reference: Reference, _ arguments: BoundArguments) throws -> Step {
    guard let fitted = reference.value as? ModelValue, let card = fitted.trained.model as? ScorecardModel else {
      throw Diagnostic(
        code: .misplacedVerb, "`\(reference.name.text)` is no scorecard, and has no points",
        at: Label(reference.name.span, "not fitted by `scorecard`"), help: "its scores are `predict`'s")
    }
    let contract = DataContract(fitted.trained.inputs, modelName: reference.name)
    try contract.check(input)
    try refuse(arguments[name], besides: fitted, input, arguments)
    let field = Field(arguments[name], card.isRounded ? .int : .float)
    let memory = Footprint.rows(Double(16 + 8 * min(16, fitted.trained.inputs.count)))
    return .onTable(output: .table(input.fields.setting(field)), memory: memory) { table, context in
      let prepared = try fitted.trained.recipe.apply(to: try contract.inputs(of: table), context)
      let matrix = try FeatureColumns.matrix(prepared, card.featureNames, context.execution)
      let points: [Double]
      do { points = try card.points(matrix, execution: context.execution) } catch let error as LearningError {
        throw error.located(at: reference.name.span)
      }
      if try !fitted.reportSeen(table, "points", by: reference.name.text, context) {
        try fitted.refuseLeaks(in: table, arguments, context)
      }
      fitted.reportCalibration(context)
      let making = ColumnMaking(
        parents: context.histories(fitted.trained.inputs.map(\.name)),
        shapings: [fitted.training.shaping(text: "points by \(fitted.estimator)")])
      context.made(field.name, making)
      let column = card.isRounded ? Column(ints: points.map { Int64($0) }) : Column(doubles: points)
      return table.setting([(field, column)])
    }
  }

  /// Refuses a name that would take the place of what the points come from.
  private static func refuse(
    _ name: String, besides model: ModelValue, _ input: Shape, _ arguments: BoundArguments
  ) throws {
    let taken = Set(model.trained.inputs.map(\.name) + [model.target] + input.fields.key)
    guard name.isEmpty || taken.contains(name) else { return }
    throw Diagnostic(
      code: .columnName, name.isEmpty ? "a column needs a name" : "`\(name)` is a column that the points come from",
      at: Label(arguments.isWritten(Self.name) ? arguments.span(of: Self.name) : arguments.verbSpan, "is taken"),
      help: "call it otherwise: `as: \"score_points\"`")
  }
}

extension ModelValue {
  /// Says that points do not stand for the scores of a calibrated model.
  fileprivate func reportCalibration(_ context: RunContext) {
    guard trained.calibration != nil else { return }
    context.note("points: the model is calibrated, and its scores are others than the odds of the points")
  }
}
