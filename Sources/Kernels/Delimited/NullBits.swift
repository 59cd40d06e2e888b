/// Which rows are null: bit i of the words is set where row i is.
public struct NullBits: Sendable {
  /// 64 rows each; no bit behind the last row is set.
  public var words: [UInt64]

  /// No row is null yet, or each is.
  public init(rowCount: Int, allNull: Bool = false) {
    words = Array(repeating: allNull ? ~0 : 0, count: (rowCount + 63) >> 6)
    if allNull, rowCount % 64 != 0 { words[words.count - 1] = 1 << UInt64(rowCount % 64) - 1 }
  }

  /// Whether a row is null.
  @inlinable
  public subscript(row: Int) -> Bool {
    get { words[row >> 6] >> UInt64(row & 63) & 1 == 1 }
    set {
      let bit = 1 << UInt64(row & 63) as UInt64
      if newValue { words[row >> 6] |= bit } else { words[row >> 6] &= ~bit }
    }
  }

  /// The words, but none where no row is null.
  public var wordsIfAny: [UInt64] { words.contains { $0 != 0 } ? words : [] }
}
