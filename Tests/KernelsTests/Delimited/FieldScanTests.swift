import Kernels
import TestSupport
import Testing

@Suite struct FieldScanTests {
  @Test func vectorScanEqualsReferenceForAllLengthsAndShifts() {
    var random = SplitMix64(seed: 11)
    for length in 0...67 {
      for shift in 0...17 {
        // What is scanned ends with a line feed, or is empty.
        let bytes = (0..<length).map { index in
          index == length - 1 ? 10 : Array("a1,\n\"\r;".utf8).randomElement(using: &random) ?? 0
        }
        #expect(scansAgree(bytes, shift: shift), "seed 11, \(bytes)")
      }
    }
  }

  @Test func vectorScanEqualsReferenceOnRegularText() {
    var random = SplitMix64(seed: 12)
    let pieces = ["1", "abc", "\"x,y\"", "\"\"", "\"a\"\"b\"", "\"\n\"", ""]
    for _ in 0..<500 {
      let end = Bool.random(using: &random) ? "\r\n" : "\n"
      let rows = (0..<Int.random(in: 0...40, using: &random)).map { _ in
        (0..<3).map { _ in pieces.randomElement(using: &random) ?? "" }.joined(separator: ",") + end
      }
      #expect(scansAgree(Array(rows.joined().utf8), shift: 3), "seed 12, \(rows)")
    }
  }

  @Test func aLoneReturnOrAQuoteWithinAFieldIsIrregular() {
    for text in ["a\rb\n", "a\"b\n", "\"a\"b\n", "\"a\n", "a\r\nb\n"] {
      let block = FieldBlock(
        FileBytes(Array(text.utf8)), 0..<text.utf8.count, columnCount: 1, dialect: Dialect(), mayQuote: true,
        mayReturn: true)
      #expect(block == nil, "\(text)")
    }
  }
}
