import Kernels
import TestSupport
import Testing

@Suite struct QueryPanelTests {
  /// Every pair is a hit exactly when its score is clearly above the threshold; scores near it may go either way.
  @Test(arguments: InstructionSet.available)
  func findsTheHitsOfTheScalarReference(_ instructions: InstructionSet) throws {
    let seed: UInt64 = 5
    var random = SplitMix64(seed: seed)
    for width in 0...67 {
      let count = 1 + width
      let terms = (0..<count * width).map { _ in Float.random(in: -1...1, using: &random) }
      let constants = (0..<count).map { _ in Float.random(in: -1...1, using: &random) }
      let weights = (0..<width * 48).map { _ in Float.random(in: -1...1, using: &random) }
      let packed = try packed(terms, constants)
      let panel = QueryPanel(terms: Array(0..<width))
      for (place, weight) in weights.enumerated() { panel.setWeight(weight, place: place / 48, lane: place % 48) }
      for lane in 0..<40 { panel.setThreshold(0.5, lane: lane) }
      panel.setThreshold(QueryPanel.everything, lane: 40)
      let hits = allHits(panel, packed, KernelTable(for: instructions))
      for row in 0..<count {
        for lane in 0..<48 {
          let column = (0..<width).map { weights[$0 * 48 + lane] }
          let score = ScalarReference.score(
            terms: Array(terms[row * width..<(row + 1) * width]), constant: constants[row], weights: column)
          let found = hits.contains(row * 48 + lane)
          if lane == 40 { #expect(found) }
          if lane > 40 { #expect(!found) }
          if lane < 40, abs(score - 0.5) > 1e-4 { #expect(found == (score > 0.5), "width \(width), seed \(seed)") }
        }
      }
    }
  }

  /// A scan that runs out of places for hits stops at a whole group of rows and goes on from there.
  @Test func resumesWhenTheHitsAreFull() throws {
    let rows = 1001
    let packed = try packed(Array(repeating: 1, count: rows), Array(repeating: 0, count: rows))
    let panel = QueryPanel(terms: [0])
    for lane in 0..<48 { panel.setThreshold(QueryPanel.everything, lane: lane) }
    #expect(panel.scan(packed, rows: 0..<rows) < rows)
    #expect(allHits(panel, packed, .widest).count == rows * 48)
  }

  /// A panel may weigh some of a row's terms, in any order, and fold others into the constants.
  @Test func weighsChosenTerms() throws {
    let packed = try packed([1, 2, 3, 4, 5, 6, 7, 8, 9], [10, 20, 30])
    let panel = QueryPanel(terms: [2, 0])
    panel.setWeight(1, place: 0, lane: 7)
    panel.setWeight(100, place: 1, lane: 7)
    let constants = packed.constants(of: 0..<3, less: [1])
    #expect(constants == [8, 15, 22])
    for (threshold, hits) in [(Float(111), 3), (111.5, 2), (421, 2), (421.5, 1), (731, 1), (731.5, 0)] {
      panel.setThreshold(threshold, lane: 7)
      #expect(panel.scan(packed, rows: 0..<3, constants: constants[...]) == 3)
      #expect(panel.hitCount == hits)
    }
  }

  /// Rows of as many terms as there are for each constant.
  private func packed(_ terms: [Float], _ constants: [Float]) throws -> ScoredRows {
    let width = terms.count / constants.count
    return try ScoredRows(count: constants.count, width: width, execution: Execution(threads: 2)) { rows, put in
      for row in rows { put(Array(terms[row * width..<(row + 1) * width]), constants[row]) }
    }
  }

  /// All hits as `row * 48 + lane`; each may be reported once only.
  private func allHits(_ panel: QueryPanel, _ packed: ScoredRows, _ kernels: KernelTable) -> Set<Int> {
    var hits: Set<Int> = []
    var next = 0
    while next < packed.count {
      next = panel.scan(packed, rows: next..<packed.count, kernels: kernels)
      for index in 0..<panel.hitCount {
        let hit = panel.hit(index)
        #expect(hits.insert(hit.row * 48 + hit.lane).inserted)
      }
    }
    return hits
  }
}
