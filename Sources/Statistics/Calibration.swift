import Foundation

/// A map from scores to probabilities, learnt from scores of rows that the model did not see.
///
/// Scores are probabilities between 0 and 1; where a map goes by log-odds, they are held 2⁻⁵² away from both ends.
public enum Calibration: Codable, Sendable, Equatable {
  /// 1 / (1 + exp(−(slope · log-odds + intercept))), after Platt (1999).
  case platt(slope: Double, intercept: Double)
  /// Straight lines between points of rising scores and never falling values, level beyond both ends.
  case isotonic(scores: [Double], values: [Double])
  /// The log-odds a·ln(s) − b·ln(1 − s) + c with a, b ≥ 0, after Kull, Silva Filho and Flach (2017).
  case beta(a: Double, b: Double, c: Double)
  /// Adds to the log-odds: from one share of class 1 to another, with the same odds between rows (Elkan 2001).
  case shift(by: Double)

  /// How much a score is held away from 0 and 1 before its logarithm is taken.
  static let margin = Double.ulpOfOne

  /// ln(p / (1 − p)) of a score.
  public static func logOdds(_ score: Double) -> Double {
    let kept = min(max(score, margin), 1 - margin)
    return log(kept) - log1p(-kept)
  }

  static func probability(_ odds: Double) -> Double {
    odds >= 0 ? 1 / (1 + exp(-odds)) : exp(odds) / (1 + exp(odds))
  }

  /// The probability that a score stands for.
  public func callAsFunction(_ score: Double) -> Double {
    switch self {
    case .platt(let slope, let intercept): return Self.probability(slope * Self.logOdds(score) + intercept)
    case .isotonic(let scores, let values): return Self.interpolated(score, scores, values)
    case .beta(let a, let b, let c):
      let kept = min(max(score, Self.margin), 1 - Self.margin)
      return Self.probability(a * log(kept) - b * log1p(-kept) + c)
    case .shift(by: let shift): return Self.probability(Self.logOdds(score) + shift)
    }
  }

  private static func interpolated(_ score: Double, _ scores: [Double], _ values: [Double]) -> Double {
    guard let first = scores.first, score > first else { return values.first ?? .nan }
    var (low, high) = (0, scores.count - 1)
    guard score < scores[high] else { return values[high] }
    while high - low > 1 {
      let middle = (low + high) / 2
      if scores[middle] <= score { low = middle } else { high = middle }
    }
    let share = (score - scores[low]) / (scores[high] - scores[low])
    return values[low] + share * (values[high] - values[low])
  }

  /// Whether the numbers make a map: finite, and in order.
  public var isWhole: Bool {
    switch self {
    case .platt(let slope, let intercept): slope.isFinite && intercept.isFinite
    case .beta(let a, let b, let c): a >= 0 && b >= 0 && a.isFinite && b.isFinite && c.isFinite
    case .shift(by: let shift): shift.isFinite
    case .isotonic(let scores, let values):
      scores.count == values.count && !scores.isEmpty && zip(scores, scores.dropFirst()).allSatisfy { $0 < $1 }
        && zip(values, values.dropFirst()).allSatisfy { $0 <= $1 } && values.allSatisfy { (0...1).contains($0) }
    }
  }
}

/// The ways in which a map is learnt.
public enum CalibrationMethod: String, CaseIterable, Sendable {
  case platt, isotonic, beta

  /// Learns a map from scores and their outcomes.
  ///
  /// - Parameters:
  ///   - labels: 0 or 1 for each row.
  ///   - scores: from 0 to 1, as many.
  /// - Throws: `StatisticsError` where a class has no rows.
  public func fit(labels: [Double], scores: [Double]) throws -> Calibration {
    precondition(labels.count == scores.count, "each row has a label and a score")
    guard labels.contains(0), labels.contains(1) else {
      throw StatisticsError("scores can be calibrated only by rows of both classes")
    }
    switch self {
    case .platt: return PlattCalibration.fit(labels, scores)
    case .isotonic: return IsotonicCalibration.fit(labels, scores)
    case .beta: return BetaCalibration.fit(labels, scores)
    }
  }
}

/// Platt's targets, so that the outcome of a few rows is not taken for certain: (n₁ + 1) / (n₁ + 2) and 1 / (n₀ + 2).
private enum PlattCalibration {
  static func fit(_ labels: [Double], _ scores: [Double]) -> Calibration {
    let ones = Double(labels.count { $0 == 1 }), zeros = Double(labels.count) - ones
    let targets = labels.map { $0 == 1 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2) }
    let odds = scores.map(Calibration.logOdds)
    let found = BinomialFit.fit([odds], targets)
    return .platt(slope: found.weights[0], intercept: found.intercept)
  }
}

private enum BetaCalibration {
  static func fit(_ labels: [Double], _ scores: [Double]) -> Calibration {
    let kept = scores.map { min(max($0, Calibration.margin), 1 - Calibration.margin) }
    let rising = kept.map { log($0) }, falling = kept.map { -log1p(-$0) }
    // Where one weight would be negative it is 0, and the other one is learnt alone.
    let both = BinomialFit.fit([rising, falling], labels)
    if both.weights.allSatisfy({ $0 >= 0 }) { return .beta(a: both.weights[0], b: both.weights[1], c: both.intercept) }
    let isFirstNegative = both.weights[0] < 0
    let alone = BinomialFit.fit([isFirstNegative ? falling : rising], labels)
    let weight = max(0, alone.weights[0])
    let intercept = weight > 0 ? alone.intercept : BinomialFit.fit([], labels).intercept
    return .beta(a: isFirstNegative ? 0 : weight, b: isFirstNegative ? weight : 0, c: intercept)
  }
}

/// Pools adjacent violators (Barlow and others 1972); equal scores are one point, as in scikit-learn.
private enum IsotonicCalibration {
  private struct Block {
    var first: Double
    var last: Double
    var sum: Double
    var rows: Double

    var value: Double { sum / rows }
  }

  static func fit(_ labels: [Double], _ scores: [Double]) -> Calibration {
    var blocks: [Block] = []
    for row in scores.indices.sorted(by: { scores[$0] < scores[$1] }) {
      if let last = blocks.indices.last, blocks[last].last == scores[row], blocks[last].first == scores[row] {
        blocks[last].sum += labels[row]
        blocks[last].rows += 1
      } else {
        blocks.append(Block(first: scores[row], last: scores[row], sum: labels[row], rows: 1))
      }
    }
    var pooled: [Block] = []
    for block in blocks {
      pooled.append(block)
      while pooled.count > 1, pooled[pooled.count - 2].value >= pooled[pooled.count - 1].value {
        let upper = pooled.removeLast()
        pooled[pooled.count - 1].last = upper.last
        pooled[pooled.count - 1].sum += upper.sum
        pooled[pooled.count - 1].rows += upper.rows
      }
    }
    let points = pooled.flatMap { block in
      block.first == block.last ? [(block.first, block.value)] : [(block.first, block.value), (block.last, block.value)]
    }
    return .isotonic(scores: points.map(\.0), values: points.map(\.1))
  }
}
