import Columns
import Kernels
import Neighbours
import TestSupport
import Testing

/// What defines new rows and Tomek links, on tables that are hard.
@Suite struct ResamplingTests {
  static let kinds: [RandomTables] = [.continuous, .ties, .duplicates, .offsetBillion, .scales]

  private static func distance(_ rows: Matrix, _ a: Int, _ b: Int) -> Double {
    (0..<rows.columns).reduce(0) { sum, column in
      sum + (rows[a, column] - rows[b, column]) * (rows[a, column] - rows[b, column])
    }
  }

  @Test(arguments: kinds, [1, 2])
  func aNewRowLiesBetweenARowAndOneOfItsNearest(_ kind: RandomTables, threads: Int) throws {
    for (seed, count) in [(UInt64(3), 17), (4, 60), (5, 154)] {
      var random = SplitMix64(seed: seed)
      let rows = kind.matrix(rows: 60, columns: 5, gaps: 0, random: &random)
      let draws = (0..<count).map { _ in
        SyntheticRows.Draw(
          neighbour: Int.random(in: 0..<4, using: &random), share: Double.random(in: 0..<1, using: &random))
      }
      let made = try SyntheticRows(
        between: rows, neighbours: 4, draws: draws, execution: Execution(threads: threads))
      #expect(made.values.rows == count && made.ends.count == count)
      for (place, (start, neighbour)) in made.ends.enumerated() {
        #expect(start == place % 60 && neighbour != start)
        // No more than its place among the neighbours are nearer.
        let own = Self.distance(rows, start, neighbour)
        let nearer = (0..<60).count { $0 != start && Self.distance(rows, start, $0) < own }
        #expect(nearer <= draws[place].neighbour, "seed \(seed), row \(place)")
        for column in 0..<5 {
          let (a, b, value) = (rows[start, column], rows[neighbour, column], made.values[place, column])
          #expect(value >= min(a, b) && value <= max(a, b), "seed \(seed), row \(place)")
          let exact = a + draws[place].share * (b - a)
          #expect(abs(value - exact) <= 1e-12 * max(abs(a), abs(b)), "one share for all columns")
        }
      }
    }
  }

  @Test(arguments: kinds, [1, 2])
  func linksAreMutualAndOfTwoClasses(_ kind: RandomTables, threads: Int) throws {
    var found = 0
    for seed in UInt64(1)...6 {
      var random = SplitMix64(seed: seed)
      let rows = kind.matrix(rows: 150, columns: 3, gaps: 0, random: &random)
      let isChosen = (0..<150).map { _ in Double.random(in: 0..<1, using: &random) < 0.3 }
      let links = try TomekLinks.find(rows, isChosen: isChosen, execution: Execution(threads: threads))
      #expect(links.map { [$0.chosen, $0.other] } == Self.links(rows, isChosen), "seed \(seed)")
      found += links.count
    }
    #expect(found > 0 || kind == .duplicates, "there only equal rows are")
  }

  /// By the definition, with every pair looked at.
  private static func links(_ rows: Matrix, _ isChosen: [Bool]) -> [[Int]] {
    func nearest(_ row: Int) -> Int? {
      let others = (0..<rows.rows).filter { $0 != row }.map { (distance: distance(rows, row, $0), row: $0) }
      let first = others.min { ($0.distance, $0.row) < ($1.distance, $1.row) }
      return first.flatMap { $0.distance == 0 ? nil : $0.row }
    }
    return (0..<rows.rows).filter { isChosen[$0] }.compactMap { row in
      guard let other = nearest(row), !isChosen[other], nearest(other) == row else { return nil }
      return [row, other]
    }
  }

  /// What imbalanced-learn removes of the same rows; see Tests/Parity/balance/make.py.
  @Test func theSameLinksAsImbalancedLearn() throws {
    struct Expected: Decodable {
      let columns: [[Double]]
      let labels: [Double]
      let both: [Int]
      let majority: [Int]
    }
    let expected = try Parity.expected("balance", as: Expected.self)
    let links: [(chosen: Int, other: Int)] = try TomekLinks.find(
      Matrix(columns: expected.columns), isChosen: expected.labels.map { $0 == 1 }, execution: .serial)
    #expect(links.flatMap { [$0.chosen, $0.other] }.sorted() == expected.both && !links.isEmpty)
    #expect(links.map(\.other).sorted() == expected.majority)
  }

  @Test func equalRowsAreInNoLink() throws {
    let rows = Matrix(columns: [[0, 0, 5, 5.5, 5.5, 9, 9.25]])
    let isChosen = [true, false, true, false, true, false, true]
    let links = try TomekLinks.find(rows, isChosen: isChosen, execution: .serial)
    #expect(links.map { [$0.chosen, $0.other] } == [[6, 5]])
  }
}
