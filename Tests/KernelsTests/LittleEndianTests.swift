import Kernels
import Testing

@Suite struct LittleEndianTests {
  @Test("words give their lowest bytes, lowest first", arguments: [1, 2, 4, 8])
  func widths(_ width: Int) {
    let words: [UInt64] = [0, 1, 0x0102_0304_0506_0708, .max]
    let expected = words.flatMap { word in (0..<width).map { UInt8(truncatingIfNeeded: word >> (8 * UInt64($0))) } }
    #expect(LittleEndian.bytes(words, width: width) == expected)
  }
}
