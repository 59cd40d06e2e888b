/// Words of rows beside the bits that tell which rows are null.
public enum NullWords {
  /// Sets the words to zero whose bit is off, or on where all bits are `flipped`.
  /// - Parameter bits: one for each word, 64 together.
  // SAFETY: there are bits for all words, which is checked, and the kernel reads and writes no others.
  public static func clear(
    _ words: UnsafeMutableBufferPointer<UInt64>, except bits: UnsafeBufferPointer<UInt64>,
    flippedBy flipped: UInt64 = 0, kernels: KernelTable = .widest
  ) {
    guard let start = words.baseAddress, let first = bits.baseAddress else { return }
    precondition(words.count <= bits.count << 6, "there are fewer bits than words")
    kernels.clearWords(start, words.count, first, flipped)
  }
}
