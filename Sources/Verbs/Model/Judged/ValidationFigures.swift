import Columns
import Diagnostics
import Language
import Statistics

/// Something measured of scores and their outcomes, with what it would be if the probabilities held.
struct ValidationFigure {
  let measure: String
  var value: Double?
  var interval: ClosedRange<Double>?
  /// Its value where the probabilities hold, which `pValue` is of.
  var expected: Double?
  var pValue: Double?
  var note: String?

  init(
    _ measure: String, _ value: Double? = nil, _ interval: ClosedRange<Double>? = nil, expected: Double? = nil,
    pValue: Double? = nil, note: String? = nil
  ) {
    (self.measure, self.value, self.interval) = (measure, value, interval)
    (self.expected, self.pValue, self.note) = (expected, pValue, note)
  }

  fileprivate init(_ measure: String, _ found: CalibrationLine.Coefficient?, expected: Double, note: String) {
    self.init(
      measure, found?.value, found?.interval, expected: expected, pValue: found?.pValue(of: expected),
      note: found == nil ? note : nil)
  }
}

/// All that is measured of some rows.
struct ValidationFigures {
  private static let ofRates = ["default_rate"], ofOrder = ["gini", "ks"]
  private static let ofProbabilities = [
    "brier", "reliability", "resolution", "uncertainty", "within_bands", "calibration_in_the_large",
    "calibration_intercept", "calibration_slope", "hosmer_lemeshow",
  ]

  let labels: [Double]
  /// As they are, for how well they rank.
  let scores: [Double]
  /// As probabilities in these rows.
  let probabilities: [Double]
  /// Why there are none; nil where there are.
  let obstacle: String?
  let bands: Int
  let fewest: Int

  /// A figure for each measure, in the same order for all rows.
  func all() throws -> [ValidationFigure] {
    guard labels.count >= fewest, !labels.isEmpty else {
      let note = "\(Prose.count(labels.count, "row")), fewer than \(fewest)"
      return (Self.ofRates + Self.ofOrder + Self.ofProbabilities).map { ValidationFigure($0, note: note) }
    }
    let ranked = try RankedScores(labels: labels, scores: scores)
    return [rate] + order(ranked) + (try calibration())
  }

  /// How many defaulted, against how many were to be expected.
  private var rate: ValidationFigure {
    let share = Share(labels.count { $0 == 1 }, of: labels.count)
    var figure = ValidationFigure("default_rate", share.value, share.interval, note: obstacle)
    if obstacle == nil {
      let mean = PairwiseSummation.sum(probabilities) / Double(labels.count)
      figure.expected = mean
      figure.pValue = BinomialTest.twoSided(share.count, of: share.rows, probability: mean)
    }
    return figure
  }

  private func order(_ ranked: RankedScores) -> [ValidationFigure] {
    guard let gini = ranked.gini else { return Self.ofOrder.map { ValidationFigure($0, note: Self.oneClass) } }
    let area = DeLong(labels: labels, scores: scores)
    // Where every placement is the same, nothing tells how far the area might be off.
    let known = area.flatMap { $0.standardError > 0 ? $0.interval : nil }
    let interval = known.map { 2 * $0.lowerBound - 1...2 * $0.upperBound - 1 }
    let note = interval != nil ? nil : area == nil ? "fewer than 2 rows of a class" : Self.degenerate(scores)
    return [
      ValidationFigure("gini", gini, interval, note: note), ValidationFigure("ks", ranked.kolmogorovSmirnov),
    ]
  }

  private func calibration() throws -> [ValidationFigure] {
    if let obstacle { return Self.ofProbabilities.map { ValidationFigure($0, note: obstacle) } }
    let ranked = try RankedScores(labels: labels, scores: probabilities)
    let bands = ScoreBands(ranked, count: bands).bands
    let parts = BrierDecomposition(ranked, bands: bands, labels: labels, probabilities: probabilities)
    let line = CalibrationLine(labels: labels, probabilities: probabilities)
    let isSingle = ranked.positives == 0 || ranked.negatives == 0
    let without = isSingle ? Self.oneClass : Self.degenerate(probabilities)
    return [
      ValidationFigure("brier", parts.brier), ValidationFigure("reliability", parts.reliability, expected: 0),
      ValidationFigure("resolution", parts.resolution), ValidationFigure("uncertainty", parts.uncertainty),
      ValidationFigure("within_bands", parts.withinBands),
      ValidationFigure("calibration_in_the_large", line.inTheLarge, expected: 0, note: without),
      ValidationFigure("calibration_intercept", line.intercept, expected: 0, note: without),
      ValidationFigure("calibration_slope", line.slope, expected: 1, note: without), hosmerLemeshow(bands),
    ]
  }

  private func hosmerLemeshow(_ bands: [ScoreBands.Band]) -> ValidationFigure {
    guard let test = HosmerLemeshow(bands) else {
      return ValidationFigure(
        "hosmer_lemeshow", note: bands.count < HosmerLemeshow.fewestBands
          ? "the scores make \(Prose.count(bands.count, "band")), and \(HosmerLemeshow.fewestBands) are needed"
          : "what had the probability 0 has happened")
    }
    return ValidationFigure(
      "hosmer_lemeshow", test.statistic, expected: Double(test.degrees), pValue: test.pValue,
      note: test.leastExpected < 5 ? "fewer than 5 expected in a band: p is rough" : nil)
  }

  private static let oneClass = "rows of one class only"

  /// Why there is no slope, or no error of an area.
  private static func degenerate(_ scores: [Double]) -> String {
    scores.min() == scores.max() ? "the scores are all equal" : "the scores separate the classes"
  }
}
