import Columns

/// How often a key may occur on each side of a join.
public enum KeyRelation: String, Sendable, CaseIterable, Codable {
  case oneToOne = "1:1"
  case manyToOne = "m:1"
  case oneToMany = "1:m"
  case manyToMany = "m:m"

  public init(leftRepeats: Bool, rightRepeats: Bool) {
    self = switch (leftRepeats, rightRepeats) {
    case (false, false): .oneToOne
    case (true, false): .manyToOne
    case (false, true): .oneToMany
    case (true, true): .manyToMany
    }
  }

  public var leftMayRepeat: Bool { self == .manyToOne || self == .manyToMany }
  public var rightMayRepeat: Bool { self == .oneToMany || self == .manyToMany }
}

/// A join's keys are not related as was asked.
public struct KeyRelationViolation: Error, Sendable {
  public enum Side: Sendable { case left, right }

  public let expected: KeyRelation
  public let found: KeyRelation
  /// The side that repeats a key and must not; the right one where both do.
  public let side: Side
  /// The first key that occurs more than once on that side, and how often it does.
  public let key: [Cell]
  public let occurrences: Int
  /// How many keys of that side occur more than once, of how many.
  public let repeatedKeys: Int
  public let distinctKeys: Int
  /// How many rows the left side has, and how many the result would have.
  public let leftRows: Int
  public let resultRows: Int
}
