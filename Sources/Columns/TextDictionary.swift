import Synchronization

extension String {
  /// Whether all scalars are ASCII.
  fileprivate var isASCII: Bool {
    utf8.withContiguousStorageIfAvailable { $0.allSatisfy { $0 < 0x80 } } ?? utf8.allSatisfy { $0 < 0x80 }
  }
}

/// The distinct texts of a column, by code. Codes start at 0.
///
/// When `isOrdered`, the codes are in the order that people mean (the bands of `cut`); otherwise text sorts by its
/// Unicode scalars, and codes are in order of first appearance.
public final class TextDictionary: Sendable {
  /// The texts, each once; a code is an index.
  public let values: [String]
  private let known = Mutex<[[Int]]?>(nil)
  /// Whether the order of the texts means something, as with bands of numbers.
  public let isOrdered: Bool

  /// A dictionary of texts that differ.
  public init(_ values: [String], isOrdered: Bool = false) { (self.values, self.isOrdered) = (values, isOrdered) }

  /// How many texts there are.
  public var count: Int { values.count }
  /// The text of a code.
  public subscript(code: Int) -> String { values[code] }

  /// Whether both hold the same texts in the same order, which means something.
  public func hasOrder(of other: TextDictionary) -> Bool {
    guard isOrdered, other.isOrdered else { return false }
    return self === other || values.elementsEqual(other.values) { $0.hasSameBytes(as: $1) }
  }

  /// The code of a text, found by looking at each.
  public func code(of text: String) -> Int? { values.firstIndex { $0.hasSameBytes(as: text) } }

  /// The codes of texts that look alike and are not the same: a letter with its accent in one scalar or in two.
  public var lookalikes: [[Int]] {
    known.withLock { known in
      if let known { return known }
      // Swift's own comparison takes them for equal, and texts of ASCII alone never look like another.
      var codesOf: [String: [Int]] = [:]
      for (code, text) in values.enumerated() where !text.isASCII {
        codesOf[text, default: []].append(code)
      }
      let found = codesOf.values.filter { $0.count > 1 }.sorted { $0[0] < $1[0] }
      known = found
      return found
    }
  }

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
      : values.indices.sorted { values[$0].bytesPrecede(values[$1]) }
  }
}
