import Columns
import Diagnostics
import Language
import Statistics

/// Counts the clients and the defaulters in bands of scores.
enum BandsVerb: Verb {
  static let count = Parameter<Int>("count", default: 10, in: 1...1_000, "How many bands.")
  static let cost = Parameter<CostArgument?>("cost", default: nil, "A cost, for what granting each band gains.")
  static let signature = Signature(
    "bands", inputs: [.evaluation], positional: [count.declaration], options: [cost.declaration],
    synonyms: ["deciles", "score_bands", "gains_table"])
  static let summary = "Counts clients and defaulters in bands of the out-of-fold scores, and what granting each gains."
  static let discussion = """
    The bands have about equally many rows, the lowest scores first; rows of one score stay together, so that there \
    may be fewer. `mean_score` is the default rate that is expected, `rate` the one that was seen, with its 95 % \
    interval by Wilson from `low` to `high`, and `odds` the good for one bad. With a cost, `granted` and `refused` are \
    what the band costs if all of it is granted or refused, `gain` is their difference, and `gain_sum` that of the \
    band and all bands before it: where it is greatest, granting ends. `plot profit` and `plot calibration` draw the \
    same bands.
    """
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | bands 3 | select band, rows, defaulted", "Three bands.",
      gives: .table("band int, rows int, defaulted int", "1 20 0\n2 20 5\n3 20 16")),
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | bands 3 | select band, odds", "Good to bad.",
      gives: .table("band int, odds float", "1 null\n2 3.0\n3 0.25")),
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | bands 2, cost: cost { tn = -1, fn = 5 } "
        + "| select rows, gain, gain_sum",
      "What granting gains.", gives: .table("rows int, gain float, gain_sum float", "30 18.0 18.0\n30 -84.0 -66.0")),
  ]

  static func step(_ input: Shape, _ arguments: BoundArguments) throws -> Step {
    let count = arguments[count], loss = arguments[cost]
    if let loss, let formula = loss.cost.formulaSpan {
      throw ProfitMark.noBands(of: loss, formula: formula, verb: name)
    }
    return Step(.local { value, context in
      guard let evaluation = value as? EvaluationValue else { throw NeedsData() }
      try Footprint.rows(80).require(on: evaluation.table, context.execution)
      evaluation.reportCaveats(name, context)
      let scores = evaluation.validation.scores
      guard let loss else {
        let bands = ScoreBands(try RankedScores(labels: evaluation.labels, scores: scores), count: count).bands
        return Table(columns(bands))
      }
      let (bands, totals) = try evaluation.bandTotals(count, by: loss, context)
      var sum = 0.0
      let gains = totals.map { $0.refused - $0.granted }
      let sums = gains.map { gain in
        sum += gain
        return sum
      }
      return Table(columns(bands) + [
        ("granted", Column(doubles: totals.map(\.granted))), ("refused", Column(doubles: totals.map(\.refused))),
        ("gain", Column(doubles: gains)), ("gain_sum", Column(doubles: sums)),
      ])
    }, output: nil)
  }

  /// The good for one bad; nil where none is bad.
  private static func odds(_ band: ScoreBands.Band) -> Double? {
    band.positives > 0 ? Double(band.rows - band.positives) / Double(band.positives) : nil
  }

  /// A row for each band.
  private static func columns(_ bands: [ScoreBands.Band]) -> [(name: String, column: Column)] {
    let intervals = bands.map { Proportion.interval($0.positives, of: $0.rows) }
    return [
      ("band", Column(ints: bands.indices.map { Int64($0 + 1) })), ("from", Column(doubles: bands.map(\.lowest))),
      ("to", Column(doubles: bands.map(\.highest))), ("mean_score", Column(doubles: bands.map(\.meanScore))),
      ("rows", Column(ints: bands.map { Int64($0.rows) })),
      ("defaulted", Column(ints: bands.map { Int64($0.positives) })), ("rate", Column(doubles: bands.map(\.rate))),
      ("odds", Column(floats: bands.map(odds))),
      ("low", Column(doubles: intervals.map(\.lowerBound))), ("high", Column(doubles: intervals.map(\.upperBound))),
    ]
  }
}

extension EvaluationValue {
  /// Bands of the scores, and what each costs if it is granted and if it is refused.
  func bandTotals(
    _ count: Int, by loss: CostArgument, _ context: RunContext
  ) throws -> (bands: [ScoreBands.Band], totals: [(granted: Double, refused: Double)]) {
    let curves = try CostCurves(loss.cost, of: self, at: loss.span, context)
    guard let outcomes = curves.outcomes else { throw NeedsData() }
    let ranked = curves.pooled.ranked, bands = ScoreBands(ranked, count: count)
    return (bands.bands, try bands.totals(outcomes, of: ranked, labels: labels))
  }
}
