import Columns
import Diagnostics
import Language
import Statistics

/// Measures scores as whoever has to approve a model asks for it.
enum ValidationVerb: Verb {
  static let by = Parameter<ColumnName?>(
    "by", default: nil, "A column whose values are measured apart: the month of a loan, or a segment.")
  static let bins = Parameter<Int>(
    "bins", default: 10, in: 3...1_000, "How many bands of scores the Brier score and Hosmer–Lemeshow's test go by.")
  static let base = Parameter<Double?>(
    "base_rate", default: nil, "The share of defaulters that the scores suppose, if it is another than here.")
  static let signature = Signature(
    "validation", inputs: ScoredRows.inputs, output: .table,
    options: [
      by.declaration, bins.declaration, base.declaration, RowGroups.fewest.declaration, ScoredRows.score.declaration,
      ScoredRows.target.declaration,
    ],
    synonyms: ["validate", "backtest", "hosmer_lemeshow", "calibration_curve", "brier_score_loss", "discrimination"])
  static let summary = "Measures discrimination and calibration of scores, with intervals and what was to be expected."
  static let discussion = """
    A row for each measure: its value, the ends of a 95 % interval, what it would be if every probability held \
    (`expected`), and the two-sided p-value of that. Of an evaluation the rows are those that were scored out of fold \
    or held out; of a table all that have a score.

    `default_rate` is expected to be the mean score; its interval is Wilson's, and `p` that of the exact binomial \
    test. `gini` is 2·AUC − 1 with an interval by DeLong, `ks` the largest distance between both classes' \
    distributions. `brier` is `reliability` − `resolution` + `uncertainty` (Murphy 1973), over as many bands of \
    equally many rows as `bins:` says, plus what is left inside of the bands, `within_bands`. \
    `calibration_in_the_large` is what must be added to all log-odds, `calibration_intercept` and \
    `calibration_slope` are of the logistic regression of the outcome on the log-odds of the score, with Wald's \
    intervals: a slope below 1 tells of scores that are too extreme. `hosmer_lemeshow` is the sum over the bands with \
    as many degrees of freedom as there are bands, since the model did not see the rows; its `p` is of a greater sum.

    `by: quarter` measures the rows of each value by themselves, a backtest by vintage: `| where measure == \
    "default_rate"` sets the observed rates beside the expected ones. Of twenty tests at 5 % one fails by chance, and \
    clients of one period fare alike, so that rates vary more than the test supposes. A group with fewer than \
    `min_rows:` rows has null and a note.

    `base_rate: 0.5` takes scores that suppose that half of the clients default, as those of a model that learnt from \
    balanced classes, and moves their log-odds to the share of these rows first (Elkan 2001); `gini` and `ks` stay as \
    they are. Without it the scores of such a model are no probabilities, and are not measured as such.

    Stability is `drift`: `now | drift then, columns: score, method: psi, by: month`, and the same of features. \
    `challenge` sets one model against another, `fairness` compares groups.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | validation | where value is not null | select measure, value",
      "All measures of out-of-fold scores.", gives: .table(
        "measure text, value float",
        "default_rate 0.35\ngini 0.7728937728937728\nks 0.7545787545787546\nbrier 0.11522869853416506\n"
          + "reliability 0.021981907552185972\nresolution 0.11916666666666666\nuncertainty 0.22749999999999998\n"
          + "within_bands -0.015086542351354225\ncalibration_in_the_large 0.02694520859747162\n"
          + "calibration_intercept -0.07389758111437245\ncalibration_slope 0.6413882765135532\n"
          + "hosmer_lemeshow 47.49569779547513")),
    Example(
      "\(table) | validation score: pd, target: bad, by: year, bins: 5 | where measure == \"default_rate\" "
        + "| select year, value, low, high, expected, p, rows", "A backtest by vintage, of a table with scores.",
      gives: .table(
        "year int, value float, low float, high float, expected float, p float, rows int",
        "2021 0.16 0.11567412031587018 0.2171407016206711 0.14928 0.6911039187290919 200\n"
          + "2022 0.165 0.11996855328217307 0.2226578153905955 0.15056 0.5532081214487002 200\n"
          + "2023 0.255 0.1996049517203135 0.3196292582045472 0.14982 9.74506247076572e-05 200")),
  ]
  /// A table with scores for examples: defaults agree with the first two years' scores, and not with the third's.
  static let table = "range 600 | derive { year = 2021 + n % 3, pd = 0.05 + n * 37 % 101 / 500, "
    + "bad = n * 53 % 97 / 97 < pd + (if year == 2023 then 0.1 else 0) }"

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    try ScoredRows.check(input, arguments)
    if input.kind == .table { _ = try arguments[by].map { try input.position(of: $0.name) } }
    if let base = arguments[base], !(base > 0 && base < 1) {
      throw arguments.outOfRange(Self.base, "lies between 0 and 1")
    }
    return Step(.local { value, context in
      let rows = try ScoredRows(value, arguments, context)
      // Scores and outcomes, as they are and moved, in order, and their placements among each other.
      try Footprint.rows(130).require(on: rows.table, context.execution)
      return try ValidationTable(rows, arguments, context).table(context)
    }, output: nil)
  }
}

/// The result of `validation`: a row for each measure, or for each group and measure.
private struct ValidationTable {
  private let rows: ScoredRows
  private let probabilities: [Double]
  private let obstacle: String?
  private let groups: RowGroups?
  private let bands: Int
  private let fewest: Int

  init(_ rows: ScoredRows, _ arguments: BoundArguments, _ context: RunContext) throws {
    self.rows = rows
    (bands, fewest) = (arguments[ValidationVerb.bins], arguments[RowGroups.fewest])
    groups = try arguments[ValidationVerb.by].map {
      try RowGroups(rows.table, by: ValidationVerb.by, $0, arguments, context)
    }
    guard let base = arguments[ValidationVerb.base] else {
      (probabilities, obstacle) = (rows.scores, rows.obstacle)
      return
    }
    guard rows.scores.allSatisfy({ (0...1).contains($0) }) else {
      throw arguments.outOfRange(ValidationVerb.base, "moves probabilities, and these scores lie beyond 0 … 1")
    }
    let share = PairwiseSummation.sum(rows.labels) / Double(rows.labels.count)
    let map = Calibration.shift(from: base, to: share)
    (probabilities, obstacle) = (rows.scores.map { map($0) }, nil)
  }

  func table(_ context: RunContext) throws -> Table {
    let parts = groups?.rows ?? [Array(rows.labels.indices)]
    let figures = try parts.map { part in
      try context.execution.checkCancelled()
      return try ValidationFigures(
        labels: rows.labels(of: part), scores: rows.scores(of: part), probabilities: part.map { probabilities[$0] },
        obstacle: obstacle, bands: bands, fewest: fewest).all()
    }
    let all = figures.enumerated().flatMap { part, own in own.map { (part: part, figure: $0) } }
    func floats(_ value: (ValidationFigure) -> Double?) -> Column { Column(floats: all.map { value($0.figure) }) }
    func counts(_ count: ([Int]) -> Int) -> Column {
      let ofParts = parts.map { Int64(count($0)) }
      return Column(ints: all.map { ofParts[$0.part] })
    }
    return Table(naming(all.map(\.part)) + [
      ("measure", Column(texts: all.map(\.figure.measure))), ("value", floats(\.value)),
      ("low", floats { $0.interval?.lowerBound }), ("high", floats { $0.interval?.upperBound }),
      ("expected", floats(\.expected)), ("p", floats(\.pValue)), ("rows", counts(\.count)),
      ("defaulted", counts { part in part.count { rows.labels[$0] == 1 } }),
      ("note", Column(texts: all.map(\.figure.note))),
    ])
  }

  /// The value of each row's group, under the name of the column, or of `group` where a measure has that name.
  private func naming(_ parts: [Int]) -> [(name: String, column: Column)] {
    guard let groups else { return [] }
    let taken: Set = ["measure", "value", "low", "high", "expected", "p", "rows", "defaulted", "note"]
    let name = taken.contains(groups.column) ? "group" : groups.column
    return [(name, groups.values.taking(parts.map { Int32($0) }))]
  }
}
