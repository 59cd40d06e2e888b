import Foundation

/// How strongly the bins of a feature tell events from non-events.
///
/// The weight of evidence of a bin is ln(share of the non-events ÷ share of the events), so that more risk means less
/// weight; the information value sums (share of the non-events − share of the events) × weight (Siddiqi 2006, Credit
/// Risk Scorecards). Where a bin has none of one class, half a row is added to both of its counts; where that would
/// turn its weight against the class that it has, as of two rows where events are rare, the weight is 0.
public struct WeightOfEvidence: Sendable, Equatable, Codable {
  /// Rows of one bin.
  public struct Counts: Sendable, Equatable, Codable {
    /// Rows of class 1 in the band.
    public var events: Int
    /// Rows of class 0 in the band.
    public var nonEvents: Int

    /// The counts of a band.
    public init(events: Int = 0, nonEvents: Int = 0) { (self.events, self.nonEvents) = (events, nonEvents) }

    /// All rows of the band.
    public var rows: Int { events + nonEvents }

    /// The rows of both.
    package static func + (a: Counts, b: Counts) -> Counts {
      Counts(events: a.events + b.events, nonEvents: a.nonEvents + b.nonEvents)
    }
  }

  /// The weight of each bin; 0 for one without rows.
  public let weights: [Double]
  /// What each bin adds to the information value.
  public let contributions: [Double]

  /// - Parameter bins: all bins of the feature, that of missing values included; both classes occur in them.
  public init(_ bins: [Counts]) {
    let total = bins.reduce(Counts(), +)
    let parts = bins.map { Self.part(of: $0, total: total) }
    (weights, contributions) = (parts.map(\.weight), parts.map(\.value))
  }

  /// The weight of one bin, and what it adds to the information value; 0 for one without rows.
  ///
  /// - Parameter total: the rows of all bins; both classes occur in them.
  static func part(of bin: Counts, total: Counts) -> (weight: Double, value: Double) {
    if bin.rows == 0 { return (0, 0) }
    let half = bin.events == 0 || bin.nonEvents == 0 ? 0.5 : 0
    let good = (Double(bin.nonEvents) + half) / Double(total.nonEvents)
    let bad = (Double(bin.events) + half) / Double(total.events)
    let whole = log(good / bad)
    let weight = bin.events == 0 ? max(0, whole) : bin.nonEvents == 0 ? min(0, whole) : whole
    return (weight, (good - bad) * weight)
  }

  /// The information value of the feature.
  public var informationValue: Double { contributions.reduce(0, +) }
}
