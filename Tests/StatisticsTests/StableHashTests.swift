import Kernels
import Statistics
import Testing

@Suite struct StableHashTests {
  @Test func isFixedForAllTime() {
    let state = XXH64.hash("folds", seed: 42)
    let hash = StableHash(seed: 42, purpose: "folds")
    #expect(hash.hash(100_002) == XXH64.hash([0xA2, 0x86, 1, 0, 0, 0, 0, 0], seed: state))
    #expect(hash.hash("100002") == XXH64.hash(Array("100002".utf8), seed: state))
  }

  @Test func purposesAndSeedsDrawIndependently() {
    let draws = [
      StableHash(seed: 1, purpose: "folds"), StableHash(seed: 2, purpose: "folds"),
      StableHash(seed: 1, purpose: "sample"),
    ].map { hash in (0..<100).map { hash.hash($0) } }
    #expect(Set(draws.flatMap { $0 }).count == 300)
  }

  @Test func unitsAreUniformInZeroToOne() {
    let hash = StableHash(seed: 5, purpose: "sample")
    let units = (0..<20_000).map { hash.unit($0) }
    #expect(units.allSatisfy { $0 >= 0 && $0 < 1 })
    let mean = units.reduce(0, +) / 20_000
    #expect(abs(mean - 0.5) < 0.01)
    for decile in 0..<10 {
      let share = Double(units.count { Int($0 * 10) == decile }) / 20_000
      #expect(abs(share - 0.1) < 0.01)
    }
    #expect(StableHash.unit(.max) < 1)
  }
}
