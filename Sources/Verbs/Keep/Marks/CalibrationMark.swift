import Charts
import Diagnostics
import Language
import Statistics

/// The observed default rate against the predicted probability.
enum CalibrationMark: ChartMark {
  static let name = "calibration"
  static let summary =
    "The default rate observed in bands of predicted probability (ten, or `bins:`), with 95 % intervals by Wilson."
  static let examples = [
    Example(
      "\(CvVerb.data) | cv logistic, target: bad | plot calibration, bins: 5", "Whether probabilities hold.",
      gives: .value(.chart, ["title": .text("Calibration of logistic")])),
  ]
  static let inputs = judged
  static let options: Set = [PlotVerb.bins.name]

  static func prepare(_ input: Shape, _ call: WordArguments, _ arguments: BoundArguments) throws -> Drawing {
    let bands = try parts(arguments), place = call.span
    return { value, context in
      guard let judged = value as? any JudgedRows else { throw NeedsData() }
      // The rows in the order of their scores, and the scores in it.
      try context.execution.memory.require(80 * Double(judged.labels.count))
      let scores = judged.scores
      let curve: CalibrationCurve
      do {
        curve = try CalibrationCurve(labels: judged.labels, probabilities: scores, bands: bands)
      } catch {
        throw Diagnostic(
          code: ModelCodes.mark, "`plot calibration` draws probabilities, and these scores are none",
          at: Label(place, "\(error)"))
      }
      let points = curve.bands.map { band in
        CalibrationPoint(
          predicted: band.meanScore, observed: band.rate, interval: Proportion.interval(band.positives, of: band.rows))
      }
      return .calibration(
        points, scores: try context.execution.sorted(scores), brier: curve.brier, expectedError: curve.expectedError,
        model: judged.estimator)
    }
  }
}
