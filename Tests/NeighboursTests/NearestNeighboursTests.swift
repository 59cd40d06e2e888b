import Columns
import Kernels
import Neighbours
import TestSupport
import Testing

@Suite struct NearestNeighboursTests {
  private static let kinds: [RandomTables] = [.continuous, .ties, .duplicates, .offsetBillion, .scales, .huge]

  @Test(arguments: Self.kinds, InstructionSet.available)
  func equalsTheDefinition(_ kind: RandomTables, _ instructions: InstructionSet) throws {
    for (seed, neighbours) in [(UInt64(1), 1), (2, 5), (3, 400)] {
      var random = SplitMix64(seed: seed)
      let rows = kind.matrix(rows: 300, columns: 7, gaps: 0, random: &random)
      let queries = kind.matrix(rows: 50, columns: 7, gaps: 0, random: &random)
      let search = try NearestNeighbours(rows, execution: .serial, kernels: KernelTable(for: instructions))
      let found = try search.search(queries, neighbours: neighbours, execution: Execution(threads: 2))
      #expect(found.neighbours == min(neighbours, 300))
      for query in 0..<queries.rows {
        let expected = nearest(rows, queries, query).prefix(found.neighbours)
        let range = query * found.neighbours..<(query + 1) * found.neighbours
        #expect(Array(found.rows[range]) == expected.map(\.row), "seed \(seed), query \(query)")
        #expect(Array(found.squaredDistances[range]) == expected.map(\.distance), "seed \(seed), query \(query)")
      }
    }
  }

  private func nearest(_ rows: Matrix, _ queries: Matrix, _ query: Int) -> [(distance: Double, row: Int)] {
    (0..<rows.rows).map { row in
      var sum = 0.0
      for column in 0..<rows.columns {
        let difference = queries[query, column] - rows[row, column]
        sum += difference * difference
      }
      return (sum, row)
    }.sorted { $0 < $1 }
  }

  @Test func gapsAreErrors() {
    #expect(throws: NeighbourError(
      row: 1, column: 0, sentence: "Column number 1 has no value in row 2, and a search needs complete rows.")
    ) {
      try NearestNeighbours(Matrix(columns: [[1, .nan]]), execution: .serial)
    }
  }
}
