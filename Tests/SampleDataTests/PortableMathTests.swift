import Foundation
import SampleData
import TestSupport
import Testing

@Suite struct PortableMathTests {
  @Test func exponentialAndLogarithmAgreeWithTheLibrary() {
    var random = SplitMix64(seed: 11)
    for _ in 0..<2_000 {
      let x = Double.random(in: -50...50, using: &random)
      #expect(abs(PortableMath.exp(x) / exp(x) - 1) < 1e-12, "seed 11, x = \(x)")
      let y = exp(x)
      #expect(abs(PortableMath.log(y) - x) < 1e-12 * max(1, abs(x)), "seed 11, y = \(y)")
    }
    #expect(PortableMath.exp(0) == 1)
    #expect(PortableMath.log(1) == 0)
  }

  /// Quantiles from tables of the normal distribution.
  @Test(arguments: [(0.5, 0), (0.975, 1.959963985), (0.01, -2.326347874), (0.9999, 3.719016485)])
  func normalQuantiles(_ p: Double, _ expected: Double) {
    #expect(abs(PortableMath.normalQuantile(p) - expected) < 1e-8)
  }

  @Test func momentsOfTheDistributions() {
    var random = KeyedRandom(seed: 5, purpose: .profile, index: 1)
    let count = 20_000
    func mean(_ draw: () -> Double) -> Double { (0..<count).reduce(0) { sum, _ in sum + draw() } / Double(count) }
    #expect(abs(mean { random.normal() }) < 0.03)
    #expect(abs(mean { let x = random.normal(); return x * x } - 1) < 0.05)
    #expect(abs(mean { random.exponential(mean: 3) } - 3) < 0.1)
    #expect(abs(mean { Double(random.poisson(mean: 1.9)) } - 1.9) < 0.05)
    #expect(abs(mean { random.chance(0.2) ? 1 : 0 } - 0.2) < 0.015)
    #expect((0..<count).allSatisfy { _ in (3...5).contains(random.whole(3...5)) })
  }

  @Test func streamsOfOnePurposeAndClientAreTheirOwn() {
    var first = KeyedRandom(seed: 5, purpose: .profile, index: 1)
    var again = KeyedRandom(seed: 5, purpose: .profile, index: 1)
    var otherClient = KeyedRandom(seed: 5, purpose: .profile, index: 2)
    var otherPurpose = KeyedRandom(seed: 5, purpose: .person, index: 1)
    let value = first.next()
    #expect(value == again.next())
    #expect(value != otherClient.next())
    #expect(value != otherPurpose.next())
  }

  @Test(arguments: [1, 2, 3, 5, 64, 1_000, 4_097])
  func permutationsAreOneToOne(_ size: Int) {
    let permutation = KeyPermutation(size: size, seed: 9, index: 0)
    #expect(Set((0..<size).map { permutation.place(of: $0) }) == Set(0..<size))
  }

  @Test func rareLevelsAreCalledOnceEach() {
    let levels = Levels(["common": 10_000, "rare": 1, "a, b": 2])
    #expect(levels.rare == [1, 2])
    #expect((0..<100).compactMap { levels.called(at: $0) } == [1, 2])
    let common = levels.drawing { $0 == "common" }
    var random = KeyedRandom(seed: 1, purpose: .person, index: 0)
    #expect((0..<1_000).allSatisfy { _ in common.pick(&random) == 0 })
  }
}
