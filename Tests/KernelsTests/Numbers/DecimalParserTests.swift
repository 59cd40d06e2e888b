import Kernels
import TestSupport
import Testing

@Suite struct DecimalParserTests {
  private func bits(_ text: String) -> UInt64? {
    switch DecimalParser.parse(Array(text.utf8)) {
    case .integer(let value): Double(value).bitPattern
    case .hugeInteger(let value), .float(let value): value.bitPattern
    case .none, .word: nil
    }
  }

  /// The same field through the fast reader of columns.
  private func columnBits(_ text: String) -> UInt64? {
    let bytes = Array((text + "\n").utf8)
    guard let block = FieldBlock(
      FileBytes(bytes), 0..<bytes.count, columnCount: 1, dialect: Dialect(), mayQuote: false, mayReturn: false)
    else { return nil }
    var value = 0.0
    let stop = withUnsafeMutablePointer(to: &value) { value in
      var run = FloatRun(UnsafeMutableBufferPointer(start: value, count: 1))
      return block.readFloats(column: 0, from: 0, into: &run)
    }
    return stop == 1 ? value.bitPattern : nil
  }

  @Test(arguments: [
    "0.1", "9007199254740993", "9007199254740992.5", "9007199254740993.0", "1e22", "1e23", "8.5e-23",
    "2.2250738585072011e-308", "2.2250738585072014e-308", "4.9e-324", "2.4703282292062327e-324",
    "1.7976931348623157e308", "123456789012345678901234567890", "0.000000000000000000000000000000000000000000001",
    "6929495644600919.5", "3.7028093438476245e+19", "9214843084008499", "1090544144181609348671888949248",
    "7.2057594037927933e16",
    "0.500000000000000166533453693773481063544750213623046875",
    "1.00000000000000011102230246251565404236316680908203125",
    "-0.0", "12345678.", ".5", "+1.5", "1e-55", "1e55", "18446744073709551615", "18446744073709551616",
    "9223372036854775807.0", "0.2629485927471776", "1e-5", "100000000000000000000.5",
  ])
  func hardCasesAreCorrectlyRounded(_ text: String) throws {
    let expected = try #require(Double(text)).bitPattern
    #expect(bits(text) == expected)
    #expect(columnBits(text) == expected)
  }

  @Test func randomDecimalsAreCorrectlyRounded() {
    var random = SplitMix64(seed: 21)
    for _ in 0..<60_000 {
      let digits = Int.random(in: 1...19, using: &random)
      var text = Bool.random(using: &random) ? "-" : ""
      let point = Int.random(in: 0...digits, using: &random)
      for place in 0..<digits {
        if place == point { text += "." }
        text += String(Int.random(in: 0...9, using: &random))
      }
      if Int.random(in: 0..<3, using: &random) == 0 { text += "e\(Int.random(in: -70...70, using: &random))" }
      guard let expected = Double(text) else { continue }
      // An integer zero has no sign; the readers of columns give it one.
      if expected != 0 { #expect(bits(text) == expected.bitPattern, "seed 21, \(text)") }
      #expect(columnBits(text) == expected.bitPattern, "seed 21, \(text)")
    }
  }

  @Test func randomDoublesSurviveTheirShortestForm() {
    var random = SplitMix64(seed: 22)
    for _ in 0..<60_000 {
      let value = Double(bitPattern: random.next())
      guard value.isFinite else { continue }
      #expect(columnBits("\(value)") == value.bitPattern, "seed 22, \(value)")
    }
  }

  @Test(arguments: [
    "", "-", ".", "1.2.3", "1e", "e5", "1e+", "0x10", "1 ", "--1", "1_000", "12a", "1.5f", "\u{1}2",
  ])
  func otherTextIsNoNumber(_ text: String) {
    #expect(DecimalParser.parse(Array(text.utf8)) == .none)
    #expect(text.isEmpty || columnBits(text) == nil)
  }

  @Test func integersKeepAllTheirBits() {
    #expect(DecimalParser.parse(Array("9223372036854775807".utf8)) == .integer(.max))
    #expect(DecimalParser.parse(Array("-9223372036854775808".utf8)) == .integer(.min))
    #expect(DecimalParser.parse(Array("9223372036854775808".utf8)) == .hugeInteger(9223372036854775808))
    #expect(DecimalParser.parse(Array("-9223372036854775809".utf8)) == .hugeInteger(-9223372036854775808))
    #expect(DecimalParser.parse(Array("000000000000000000000000012".utf8)) == .integer(12))
    #expect(DecimalParser.parse(Array("-Infinity".utf8)) == .word)
  }
}
