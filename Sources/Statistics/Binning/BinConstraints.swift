/// What bins must fulfil; nothing but that each has a row, if not said otherwise.
package struct BinConstraints: Sendable, Equatable {
  /// How many bins there may be.
  package var bins: ClosedRange<Int>
  /// The least rows of a bin.
  package var leastRows: Int
  /// The least rows of class 1 in a bin.
  package var leastEvents: Int
  /// The least rows of class 0 in a bin.
  package var leastNonEvents: Int
  /// The least difference between the event rates of neighbouring bins, from 0 to 1.
  package var leastRateDifference: Double
  /// The greatest p-value of ``RateTest`` between neighbouring bins; nil for no test.
  package var greatestPValue: Double?

  /// Constraints, each of which can be left out.
  package init(
    bins: ClosedRange<Int> = 1...Int.max, leastRows: Int = 1, leastEvents: Int = 0, leastNonEvents: Int = 0,
    leastRateDifference: Double = 0, greatestPValue: Double? = nil
  ) {
    (self.bins, self.leastRows) = (bins, leastRows)
    (self.leastEvents, self.leastNonEvents) = (leastEvents, leastNonEvents)
    (self.leastRateDifference, self.greatestPValue) = (leastRateDifference, greatestPValue)
  }

  /// The fewest whole rows that are at least a share of all: ⌈share × rows⌉.
  package static func rows(share: Double, of rows: Int) -> Int { Int((share * Double(rows)).rounded(.up)) }

  /// Whether a bin is large enough by itself. One without rows never is: it has no event rate.
  func allow(_ bin: WeightOfEvidence.Counts) -> Bool {
    bin.rows >= max(1, leastRows) && bin.events >= leastEvents && bin.nonEvents >= leastNonEvents
  }

  /// Whether two bins with rows differ enough to be neighbours.
  func allow(_ left: WeightOfEvidence.Counts, _ right: WeightOfEvidence.Counts) -> Bool {
    if leastRateDifference > 0 {
      let difference = Double(abs(RateTest.difference(left, right)))
      if difference < leastRateDifference * (Double(left.rows) * Double(right.rows)) { return false }
    }
    guard let greatestPValue else { return true }
    return RateTest.pValue(left, right) <= greatestPValue
  }
}
