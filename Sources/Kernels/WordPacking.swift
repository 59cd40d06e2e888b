/// Signed 64-bit words in fewer bits.
public enum WordPacking {
  /// The least and the greatest of some words; nil where there are none.
  public static func bounds(_ words: [UInt64], kernels: KernelTable = .widest) -> (least: Int64, greatest: Int64)? {
    guard !words.isEmpty else { return nil }
    var (least, greatest) = (Int64(0), Int64(0))
    // SAFETY: the pointers are used inside the closures only, and both types of words have the same layout.
    words.withUnsafeBufferPointer { words in
      words.withMemoryRebound(to: Int64.self) { words in
        kernels.wordBounds(words.baseAddress!, words.count, &least, &greatest)
      }
    }
    return (least, greatest)
  }

  /// The words less `least`, in so many bits each, from the lowest bit of each word of the result up.
  /// - Parameter bits: a power of two up to 64 that is enough for all of them.
  public static func packed(
    _ words: [UInt64], above least: UInt64, bits: Int, kernels: KernelTable = .widest
  ) -> [UInt64] {
    let inWord = 64 / bits, count = (words.count + inWord - 1) / inWord
    return [UInt64](unsafeUninitializedCapacity: count) { out, written in
      written = count
      let whole = bits <= 8 ? words.count / inWord : 0
      // SAFETY: the kernel reads `whole` times `inWord` words and writes `whole`, no more than there are of either.
      words.withUnsafeBufferPointer { words in
        guard whole > 0, let from = words.baseAddress, let to = out.baseAddress else { return }
        kernels.packWords(from, least, bits, whole, to)
      }
      for index in whole..<count {
        var word: UInt64 = 0
        for place in (index * inWord..<min((index + 1) * inWord, words.count)).reversed() {
          word = word << UInt64(bits) | (words[place] &- least)
        }
        out[index] = word
      }
    }
  }
}
