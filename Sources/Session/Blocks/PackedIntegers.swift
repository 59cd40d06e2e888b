import Kernels

/// Signed integers in as few bits each as hold the distance to the least of them, 0 to 64.
struct PackedIntegers {
  let least: UInt64
  /// One of ``widths``: values never lie across two words.
  let bits: UInt8
  /// From the lowest bit of each word up.
  let words: [UInt64]

  static let widths: [UInt64] = [0, 1, 2, 4, 8, 16, 32, 64]

  init(least: UInt64, bits: UInt8, words: [UInt64]) { (self.least, self.bits, self.words) = (least, bits, words) }

  /// - Parameter isWide: true keeps the values as they are, 64 bits each.
  init(_ values: [UInt64], isWide: Bool) {
    let (least, span) = isWide ? (0, UInt64.max) : Self.range(of: values)
    let bits = Self.widths.first { $0 == 64 || span >> $0 == 0 } ?? 64
    guard bits > 0 else {
      self.init(least: least, bits: 0, words: [])
      return
    }
    let words = WordPacking.packed(values, above: least, bits: Int(bits))
    self.init(least: least, bits: UInt8(bits), words: words)
  }

  /// The least of some signed integers, and how far it is to the greatest.
  private static func range(of values: [UInt64]) -> (least: UInt64, span: UInt64) {
    guard let (low, high) = WordPacking.bounds(values) else { return (0, 0) }
    return (UInt64(bitPattern: low), UInt64(bitPattern: high) &- UInt64(bitPattern: low))
  }

  static func wordCount(_ count: Int, bits: UInt64) -> Int { (count * Int(bits) + 63) / 64 }

  /// The first `count` values; the words hold as many.
  func values(_ count: Int) -> [UInt64] {
    guard bits > 0 else { return Array(repeating: least, count: count) }
    let inWord = 64 / Int(bits), mask = UInt64.max >> UInt64(64 - bits)
    return (0..<count).map { index in
      let word = words[index / inWord] >> UInt64(index % inWord * Int(bits))
      return (word & mask) &+ least
    }
  }
}
