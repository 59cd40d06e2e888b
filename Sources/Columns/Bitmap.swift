/// One bit for each row, packed into 64-bit words from the lowest bit up; bits past the end are zero.
public struct Bitmap: Sendable {
  /// The bits, row 0 in the lowest bit of the first word; bits behind the last row are 0.
  public let words: Buffer<UInt64>
  /// How many rows there are.
  public let count: Int

  /// A bitmap of words that are laid out already.
  public init(words: Buffer<UInt64>, count: Int) {
    precondition(words.count == Bitmap.wordCount(count), "a bitmap of \(count) rows needs its words")
    (self.words, self.count) = (words, count)
  }

  /// Asks `isSet` for each row.
  public init(count: Int, _ isSet: (Int) -> Bool) {
    self.init(words: Buffer(count: Bitmap.wordCount(count)) { words in
      for row in 0..<count where isSet(row) { words[row >> 6] |= 1 << UInt64(row & 63) }
    }, count: count)
  }

  /// How many words so many rows take.
  public static func wordCount(_ rows: Int) -> Int { (rows + 63) >> 6 }

  /// Whether the bit of a row is set. The row is not checked.
  @inlinable
  public subscript(row: Int) -> Bool { (words.view[row >> 6] >> UInt64(row & 63)) & 1 == 1 }

  /// How many bits are set.
  public var setCount: Int { words.view.reduce(0) { $0 + $1.nonzeroBitCount } }

  /// How many bits are set among the rows of `range`.
  public func setCount(in range: Range<Int>) -> Int {
    var total = 0
    for row in range where self[row] { total += 1 }
    return total
  }

  /// The rows that are set in both; they have one count.
  public func intersection(_ other: Bitmap) -> Bitmap {
    precondition(count == other.count, "bitmaps of one table have one length")
    return Bitmap(words: Buffer(count: words.count) { out in
      for index in 0..<out.count { out[index] = words.view[index] & other.words.view[index] }
    }, count: count)
  }

  /// The bitmap, or nil where every bit is set: validity is absent when nothing is null.
  public var unlessFull: Bitmap? { setCount == count ? nil : self }
}
