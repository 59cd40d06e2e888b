import Foundation

/// How probabilities lie to what happened: logistic regression of the outcome on their log-odds (Cox 1958; Miller, Hui
/// and Tierney 1991).
///
/// Probabilities that hold have a slope of 1 and an intercept of 0. A slope below 1 tells that they are too extreme, as
/// those of a model that learnt its training rows by heart; a positive intercept that they are too low.
public struct CalibrationLine: Sendable, Equatable {
  /// A coefficient of the maximum likelihood, with its standard error from the inverse of the information.
  public struct Coefficient: Sendable, Equatable {
    /// Its value, in log-odds.
    public let value: Double
    /// Its standard error.
    public let standardError: Double

    /// The interval that holds the true value with 95 % confidence, after Wald.
    public var interval: ClosedRange<Double> {
      let reach = 1.959963984540054 * standardError
      return value - reach...value + reach
    }

    /// The two-sided p-value of another true value, after Wald.
    public func pValue(of expected: Double) -> Double {
      erfc(abs(value - expected) / standardError / 2.0.squareRoot())
    }
  }

  /// The intercept beside a slope of 1, which is calibration in the large: 0 where the mean holds.
  public let inTheLarge: Coefficient?
  /// The intercept beside the free slope; nil where scores do not differ, or separate the classes.
  public let intercept: Coefficient?
  /// The slope; nil where scores do not differ, or separate the classes: no slope is then the likeliest.
  public let slope: Coefficient?

  /// - Parameters:
  ///   - labels: 0 or 1 for each row; with one class only there is no line.
  ///   - probabilities: from 0 to 1, as many; those at the ends are held 2⁻⁵² away from them.
  public init(labels: [Double], probabilities: [Double]) {
    precondition(labels.count == probabilities.count, "each row has a label and a probability")
    let odds = probabilities.map(Calibration.logOdds)
    inTheLarge = Self.shift(labels, odds)
    guard Self.overlap(labels, odds) else {
      (intercept, slope) = (nil, nil)
      return
    }
    let found = BinomialFit.fit([odds], labels)
    let weights = odds.map { Self.weight(found.weights[0] * $0 + found.intercept) }
    let total = PairwiseSummation.sum(weights)
    let centre = PairwiseSummation.sum(count: odds.count) { weights[$0] * odds[$0] } / total
    let squares = PairwiseSummation.sum(count: odds.count) { row in
      weights[row] * (odds[row] - centre) * (odds[row] - centre)
    }
    slope = Coefficient(value: found.weights[0], standardError: (1 / squares).squareRoot())
    intercept = Coefficient(
      value: found.intercept, standardError: (1 / total + centre * centre / squares).squareRoot())
  }

  /// With less of it an intercept could be anywhere.
  private static let leastInformation = 1e-9

  /// p·(1 − p) at some log-odds.
  private static func weight(_ odds: Double) -> Double {
    let share = Calibration.probability(odds)
    return share * (1 - share)
  }

  /// Whether each class reaches beyond the other one on both sides; otherwise the likelihood has no maximum.
  private static func overlap(_ labels: [Double], _ odds: [Double]) -> Bool {
    func ends(_ label: Double) -> (Double, Double)? {
      let own = labels.indices.filter { labels[$0] == label }.map { odds[$0] }
      return own.min().flatMap { low in own.max().map { (low, $0) } }
    }
    guard let zeros = ends(0), let ones = ends(1) else { return false }
    return ones.0 < zeros.1 && zeros.0 < ones.1
  }

  /// What is added to all log-odds so that as many rows of class 1 are expected as there are; by Newton's method, held
  /// between ends of which the expectation grows.
  private static func shift(_ labels: [Double], _ odds: [Double]) -> Coefficient? {
    guard labels.contains(0), labels.contains(1) else { return nil }
    let happened = PairwiseSummation.sum(labels)
    var (low, high, value) = (-100.0, 100.0, 0.0)
    for _ in 0..<200 {
      let excess = PairwiseSummation.sum(count: odds.count) { Calibration.probability(odds[$0] + value) } - happened
      let information = PairwiseSummation.sum(count: odds.count) { weight(odds[$0] + value) }
      if excess > 0 { high = value } else { low = value }
      let step = value - excess / information
      let next = step.isFinite && step > low && step < high ? step : (low + high) / 2
      if abs(next - value) <= 1e-15 * max(1, abs(value)) { break }
      value = next
    }
    let information = PairwiseSummation.sum(count: odds.count) { weight(odds[$0] + value) }
    // Scores at the ends that are all right tell nothing of a shift.
    return information > Self.leastInformation
      ? Coefficient(value: value, standardError: (1 / information).squareRoot()) : nil
  }
}
