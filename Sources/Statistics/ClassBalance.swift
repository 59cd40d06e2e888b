/// The rows of two classes, and what brings the smaller one to a wanted ratio to the larger one.
public struct ClassBalance: Sendable, Equatable, Codable {
  /// The class with fewer rows, 0 or 1; class 1 where both have equally many.
  public let minority: Int
  /// How many rows the smaller class has.
  public let minorityRows: Int
  /// How many rows the larger class has.
  public let majorityRows: Int

  /// Counts labels that are 0 or 1.
  public init(labels: [Double]) {
    let ones = labels.count { $0 == 1 }, zeros = labels.count - ones
    minority = ones <= zeros ? 1 : 0
    (minorityRows, majorityRows) = (min(ones, zeros), max(ones, zeros))
  }

  /// How many rows class 0 and class 1 have.
  public var rowsOfClasses: [Int] { minority == 1 ? [majorityRows, minorityRows] : [minorityRows, majorityRows] }

  /// The smaller class ÷ the larger one.
  public var ratio: Double { Double(minorityRows) / Double(majorityRows) }

  /// How many rows to make of the smaller class: ⌊larger · ratio − smaller⌋, computed in floats as imbalanced-learn
  /// does (100 and 7 at 0.29 make 21); below 1 where the ratio is reached already.
  public func rowsToMake(ratio: Double) -> Int {
    Int((Double(majorityRows) * ratio - Double(minorityRows)).rounded(.towardZero))
  }

  /// How many rows to keep of the larger class: ⌊smaller ÷ ratio⌋, as in imbalanced-learn; may be more than there are.
  public func rowsToKeep(ratio: Double) -> Int { Int((Double(minorityRows) / ratio).rounded(.towardZero)) }

  /// The weight of each row of class 0 and of class 1 that brings the weights of the classes to a ratio, the smaller
  /// class ÷ the larger one, and leaves the weight of all rows as it is. At 1 it is n ÷ (2 · rows of the class), which
  /// scikit-learn calls balanced.
  public func weights(ratio: Double) -> [Double] {
    let all = Double(minorityRows + majorityRows)
    let larger = all / ((1 + ratio) * Double(majorityRows))
    let smaller = all * ratio / ((1 + ratio) * Double(minorityRows))
    return minority == 1 ? [larger, smaller] : [smaller, larger]
  }
}
