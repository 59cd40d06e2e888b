import Charts
import TestSupport
import Testing

@Suite struct HistogramBinsTests {
  @Test func everyValueIsCountedOnce() {
    let seed: UInt64 = 77
    var generator = SplitMix64(seed: seed)
    for round in 0..<300 {
      let count = Int.random(in: 1...400, using: &generator)
      let scale = Double("1e\(Int.random(in: -6...6, using: &generator))") ?? 1
      let whole = Bool.random(using: &generator)
      let values = (0..<count).map { _ in
        let value = Double.random(in: -10...30, using: &generator) * scale
        return whole ? value.rounded() : value
      }.sorted()
      let asked = round % 2 == 0 ? nil : Int.random(in: 1...60, using: &generator)
      let bins = HistogramBins(forSorted: values, count: asked)
      let total = bins.counts(ofSorted: values).reduce(0, +) + bins.outside.below + bins.outside.above
      #expect(total == count, "seed \(seed), round \(round)")
      #expect(zip(bins.edges, bins.edges.dropFirst()).allSatisfy { $0 < $1 }, "seed \(seed), round \(round)")
      if let asked { #expect(bins.edges.count == asked + 1) }
      if asked == nil { #expect(bins.edges.count <= HistogramBins.automaticLimit + 3, "seed \(seed), round \(round)") }
    }
  }

  @Test func wholeNumbersStandInTheMiddleOfTheirBins() {
    let bins = HistogramBins(forSorted: [0, 0, 1, 1, 1, 2, 3], count: nil)
    #expect(bins.edges == [-0.5, 0.5, 1.5, 2.5, 3.5])
    #expect(bins.counts(ofSorted: [0, 0, 1, 1, 1, 2, 3]) == [2, 3, 1, 1])
  }

  @Test func aFarValueIsCountedOutside() {
    let values = (0..<1000).map { Double($0) / 10 } + [1e9]
    let bins = HistogramBins(forSorted: values, count: nil)
    #expect(bins.outside == (0, 1))
    #expect(HistogramBins(forSorted: values, count: 10).outside == (0, 0))
  }
}
