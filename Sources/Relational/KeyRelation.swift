import Columns

/// How often a key may occur on each side of a join.
public enum KeyRelation: String, Sendable, CaseIterable, Codable {
  case oneToOne = "1:1"
  case manyToOne = "m:1"
  case oneToMany = "1:m"
  case manyToMany = "m:m"

  /// The relation of keys that repeat on one side, on both, or on none.
  public init(leftRepeats: Bool, rightRepeats: Bool) {
    self = switch (leftRepeats, rightRepeats) {
    case (false, false): .oneToOne
    case (true, false): .manyToOne
    case (false, true): .oneToMany
    case (true, true): .manyToMany
    }
  }

  /// Whether a key may stand in several rows of the left side.
  public var leftMayRepeat: Bool { self == .manyToOne || self == .manyToMany }
  /// Whether a key may stand in several rows of the right side.
  public var rightMayRepeat: Bool { self == .oneToMany || self == .manyToMany }
}

/// A join's keys are not related as was asked.
public struct KeyRelationViolation: Error, Sendable {
  /// A side of a join.
  public enum Side: Sendable { case left, right }

  /// The relation that was asked for.
  public let expected: KeyRelation
  /// The relation that the keys have.
  public let found: KeyRelation
  /// The side that repeats a key and must not; the right one where both do.
  public let side: Side
  /// The first key that occurs more than once on that side, and how often it does.
  public let key: [Cell]
  /// In how many rows of that side the key stands.
  public let occurrences: Int
  /// How many keys of that side occur more than once, of how many.
  public let repeatedKeys: Int
  /// How many different keys that side has.
  public let distinctKeys: Int
  /// How many rows the left side has, and how many the result would have.
  public let leftRows: Int
  /// How many rows the join would have.
  public let resultRows: Int
}
