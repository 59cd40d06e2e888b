import Charts
import TestSupport
import Testing

@Suite struct TicksTests {
  @Test func ticksAreRoundForRandomRanges() {
    let seed: UInt64 = 20_261_121
    var generator = SplitMix64(seed: seed)
    for round in 0..<3000 {
      let magnitude = Double("1e\(Int.random(in: -200...200, using: &generator))") ?? 1
      let low = Double.random(in: -1...1, using: &generator) * magnitude
      let width = Double.random(in: 1e-6...2, using: &generator) * magnitude
      let range = Ticks.usable(low, low + width)
      let count = Int.random(in: 2...12, using: &generator)
      let ticks = Ticks(in: range, about: count)
      let comment = Comment(rawValue: "seed \(seed), round \(round), \(range) about \(count)")
      #expect([1, 2, 5].contains(ticks.multiplier), comment)
      let values = ticks.values
      let slack = ticks.step * 1e-6
      #expect(values.allSatisfy { $0 >= range.lowerBound - slack && $0 <= range.upperBound + slack }, comment)
      #expect(values.count <= count + 1 && values.count >= max(1, count / 3), comment)
      #expect(Set(ticks.labels()).count == values.count, "\(comment): \(ticks.labels())")
      let rounded = Ticks.rounded(range, about: count)
      #expect(rounded.lowerBound <= range.lowerBound + slack && rounded.upperBound >= range.upperBound - slack, comment)
    }
  }

  @Test(arguments: [
    (0.0, 1.0, 5, ["0", "0.2", "0.4", "0.6", "0.8", "1.0"]),
    (0.0, 43_700.0, 4, ["0", "20\u{2009}000", "40\u{2009}000"]),
    (0.0, 1_500_000.0, 3, ["0", "0.5\u{2009}M", "1.0\u{2009}M", "1.5\u{2009}M"]),
    (-3.0, 3.0, 3, ["\u{2212}2", "0", "2"]),
    (0.0, 4e-6, 2, ["0", "2×10⁻⁶", "4×10⁻⁶"]),
    (0.0, 5e18, 5, ["0", "1×10¹⁸", "2×10¹⁸", "3×10¹⁸", "4×10¹⁸", "5×10¹⁸"]),
  ]) func labels(low: Double, high: Double, count: Int, expected: [String]) {
    #expect(Ticks(in: low...high, about: count).labels() == expected)
  }

  @Test(arguments: [
    (Double.nan, 1.0), (1, .infinity), (5, 5), (0, 0), (-1e308, 1e308), (1, 1 + 1e-15), (0, 3e-308), (3, -3),
  ]) func anyEndsGiveAUsableRange(_ ends: (Double, Double)) {
    let range = Ticks.usable(ends.0, ends.1)
    #expect(range.lowerBound < range.upperBound)
    #expect(!Ticks(in: range, about: 5).values.isEmpty)
    let labels = Ticks(in: range, about: 5).labels()
    #expect(Set(labels).count == labels.count)
  }
}
