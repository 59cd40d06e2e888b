import Kernels
import Testing

@Suite struct ByteRunsTests {
  @Test("a part is found where it stands, and nowhere else")
  func places() {
    let text = Array("abcabcd".utf8), other = Array("xabcdx".utf8)
    for place in -1...8 {
      for part in [0..<0, 1..<4, 1..<5, 0..<6, 6..<6] {
        let isThere = place >= 0 && place <= text.count && text[min(place, text.count)...].starts(with: other[part])
        #expect(ByteRuns.areEqual(text, from: place, other, part) == isThere, "\(place), \(part)")
      }
    }
    #expect(!ByteRuns.areEqual([], from: 0, other, 1..<2) && ByteRuns.areEqual([], from: 0, [], 0..<0))
  }
}
