/// A way to part the rows of a node.
struct Split<Sum: RowSum>: Sendable {
  var feature: Int
  /// The greatest code that goes left, and the next one that occurs; `next` is `missing` where only gaps go right.
  var last: UInt32
  var next: UInt32
  var missingLeft: Bool
  var left: Sum
  /// Greater is better; to be compared within a node only.
  var score: Double
}

/// Goes through the values of a feature in ascending order, and keeps the best split.
struct SplitScan<Marks: RowMarks> {
  typealias Sum = Marks.Sum
  let feature: Int
  let missing: UInt32
  let total: Sum
  let settings: TreeSettings
  var best: Split<Sum>?
  /// How many different values came, a gap being one.
  private(set) var groups = 0
  private(set) var hasGaps = false

  private var gaps = Sum.zero
  private var gapsLeft = false
  /// What came so far, with the gaps where they go left.
  private var left = Sum.zero
  private var last: (code: UInt32, isNegative: Bool, isPositive: Bool)?
  private var bestScore: Double
  private let all: (weight: Double, positive: Double)

  init(feature: Int, missing: UInt32, total: Sum, settings: TreeSettings, best: Split<Sum>?) {
    (self.feature, self.missing, self.total, self.settings) = (feature, missing, total, settings)
    (self.best, bestScore) = (best, best?.score ?? -.infinity)
    all = (total.weight, total.positive)
  }

  /// The rows of the next value.
  @inline(__always)
  mutating func add(_ code: UInt32, _ sum: Sum) {
    if code == missing {
      // Gaps come last. In the first search they go right.
      if !gapsLeft {
        (hasGaps, gaps) = (true, sum)
        if groups > 0 { consider(next: code, isPureRun: false) }
        groups += 1
      }
      return
    }
    let positive = sum.positive, isNegative = positive == 0, isPositive = positive == sum.weight
    if let last {
      consider(next: code, isPureRun: last.isNegative && isNegative || last.isPositive && isPositive)
    }
    left = left + sum
    last = (code, isNegative, isPositive)
    groups += 1
  }

  /// Between values of which all rows are of one class lies no best split, since purity is convex there (Fayyad and
  /// Irani, 1992); unless the best one would leave too few rows.
  @inline(__always)
  private mutating func consider(next: UInt32, isPureRun: Bool) {
    guard let last, !isPureRun || settings.leafRows > 1 else { return }
    if settings.leafRows > 1 {
      let count = left.rows
      guard count >= settings.leafRows, total.rows - count >= settings.leafRows else { return }
    }
    let weight = left.weight, positive = left.positive
    let otherWeight = all.weight - weight
    // Rounding can eat up what little weighs nearly nothing.
    guard otherWeight > 0 else { return }
    let otherPositive = max(0, all.positive - positive)
    let score = settings.criterion == .gini
      ? Self.gini(weight, positive, otherWeight, otherPositive)
      : -weight * TreeSums.entropy(weight, positive) - otherWeight * TreeSums.entropy(otherWeight, otherPositive)
    guard score > bestScore else { return }
    bestScore = score
    best = Split(
      feature: feature, last: last.code, next: next, missingLeft: gapsLeft, left: left, score: score)
  }

  /// Σ positive² / weight of both sides, of which the decrease of Gini's impurity is a rising function. Of counts both
  /// parts of the fraction are exact, so that equal splits have equal scores.
  @inline(__always)
  private static func gini(
    _ weight: Double, _ positive: Double, _ otherWeight: Double, _ otherPositive: Double
  ) -> Double {
    (positive * positive * otherWeight + otherPositive * otherPositive * weight) / (weight * otherWeight)
  }

  mutating func end() { last = nil }

  /// The second search, with the gaps left.
  mutating func beginGapsLeft() { (gapsLeft, left, last) = (true, gaps, nil) }
}
