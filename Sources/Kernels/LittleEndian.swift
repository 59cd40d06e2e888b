/// Numbers as bytes, lowest first, for files that every machine reads alike.
public enum LittleEndian {
  /// The lowest `width` bytes of each word, one word after another.
  public static func bytes(_ words: [UInt64], width: Int) -> [UInt8] {
    [UInt8](unsafeUninitializedCapacity: words.count * width) { out, count in
      count = words.count * width
      #if _endian(little)
      if width == 8 {
        // SAFETY: the array has room for all bytes of the words.
        words.withUnsafeBytes { UnsafeMutableRawBufferPointer(out).copyMemory(from: $0) }
        return
      }
      #endif
      // SAFETY: the array has room for `width` bytes a word, and each is written once.
      for index in 0..<words.count {
        var rest = words[index]
        for offset in index * width..<(index + 1) * width {
          out[offset] = UInt8(truncatingIfNeeded: rest)
          rest >>= 8
        }
      }
    }
  }
}
