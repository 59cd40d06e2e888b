/// The distinct texts of a column, by code. Codes start at 0.
///
/// When `isOrdered`, the codes are in the order that people mean (the bands of `cut`); otherwise text sorts by its
/// Unicode scalars, and codes are in order of first appearance.
public final class TextDictionary: Sendable {
  public let values: [String]
  public let isOrdered: Bool

  public init(_ values: [String], isOrdered: Bool = false) { (self.values, self.isOrdered) = (values, isOrdered) }

  public var count: Int { values.count }
  public subscript(code: Int) -> String { values[code] }

  /// The code of a text, found by looking at each.
  public func code(of text: String) -> Int? { values.firstIndex(of: text) }

  /// For each code, its place when all texts are sorted.
  public func ranks() -> [Int32] {
    if isOrdered { return (0..<values.count).map(Int32.init) }
    var ranks = [Int32](repeating: 0, count: values.count)
    for (rank, code) in sortedCodes().enumerated() { ranks[code] = Int32(rank) }
    return ranks
  }

  /// The codes in the order in which their texts sort.
  public func sortedCodes() -> [Int] {
    isOrdered
      ? Array(values.indices)
      : values.indices.sorted { values[$0].utf8.lexicographicallyPrecedes(values[$1].utf8) }
  }
}
