import Columns
import Kernels
import Neighbours
import TestSupport
import Testing

@Suite struct NearestNeighboursTests {
  private static let kinds: [RandomTables] = [
    .continuous, .ties, .duplicates, .constantColumns, .offsetBillion, .scales, .huge,
  ]
  private typealias Pair = (distance: Double, row: Int)

  @Test(arguments: Self.kinds, InstructionSet.available)
  func equalsTheDefinition(_ kind: RandomTables, _ instructions: InstructionSet) throws {
    for (seed, neighbours) in [(UInt64(1), 1), (2, 5), (3, 400)] {
      var random = SplitMix64(seed: seed)
      let rows = kind.matrix(rows: 300, columns: 7, gaps: 0, random: &random)
      let queries = kind.matrix(rows: 50, columns: 7, gaps: 0, random: &random)
      let search = try NearestNeighbours(rows, execution: .serial, kernels: KernelTable(for: instructions))
      let found = try search.search(queries, .init(neighbours: neighbours), execution: Execution(threads: 2))
      try expect(found, equals: all(rows, queries, Self.squared), most: neighbours, "seed \(seed)")
    }
  }

  @Test(arguments: 0...67)
  func anyNumberOfRowsAndColumnsWillDo(_ size: Int) throws {
    for (rowCount, columns) in [(size, 3), (40, max(size, 1))] {
      var random = SplitMix64(seed: UInt64(size))
      let rows = RandomTables.ties.matrix(rows: rowCount, columns: columns, gaps: 0, random: &random)
      let queries = RandomTables.ties.matrix(rows: size, columns: columns, gaps: 0, random: &random)
      for instructions in InstructionSet.available {
        let search = try NearestNeighbours(rows, execution: .serial, kernels: KernelTable(for: instructions))
        let found = try search.search(queries, .init(neighbours: 6), execution: .serial)
        try expect(found, equals: all(rows, queries, Self.squared), most: 6, "\(instructions)")
      }
    }
  }

  @Test(arguments: [RandomTables.continuous, .ties, .duplicates, .offsetMillion, .scales, .constantColumns])
  func theLargestProductsAreFound(_ kind: RandomTables) throws {
    for (seed, neighbours) in [(UInt64(4), 1), (5, 7), (6, 400)] {
      var random = SplitMix64(seed: seed)
      let rows = kind.matrix(rows: 300, columns: 6, gaps: 0, random: &random)
      let queries = kind.matrix(rows: 40, columns: 6, gaps: 0, random: &random)
      let found = try NearestNeighbours(rows, measure: .innerProduct, execution: .serial).search(
        queries, .init(neighbours: neighbours), execution: Execution(threads: 2))
      let expected = all(rows, queries) { a, b in -zip(a, b).reduce(0) { $0 + $1.0 * $1.1 } }
      try expect(found, equals: expected, most: neighbours, "seed \(seed)")
    }
  }

  @Test func directionsAreFoundWhateverTheLengths() throws {
    var random = SplitMix64(seed: 9)
    let rows = RandomTables.continuous.matrix(rows: 200, columns: 5, gaps: 0, random: &random)
    var queries = RandomTables.continuous.matrix(rows: 30, columns: 5, gaps: 0, random: &random)
    let search = try NearestNeighbours(rows, measure: .cosine, execution: .serial)
    let found = try search.search(queries, .init(neighbours: 4), execution: .serial)
    for query in 0..<30 {
      let expected = (0..<200).map { row -> Pair in
        let (a, b) = (Self.row(queries, query), Self.row(rows, row))
        let dot = zip(a, b).reduce(0) { $0 + $1.0 * $1.1 }
        return (1 - dot / (Self.squared(a).squareRoot() * Self.squared(b).squareRoot()), row)
      }.sorted { $0 < $1 }
      #expect(Array(found.rows(of: query)) == expected.prefix(4).map(\.row))
      for (place, entry) in (found.starts[query]..<found.starts[query + 1]).enumerated() {
        #expect(abs(found.distances[entry] - expected[place].distance) < 1e-14)
      }
    }
    // Whatever the rows are multiplied by, short of what a float64 holds.
    for factor in [1e-300, 1e300] {
      queries.values = queries.values.map { $0 * factor }
      let again = try search.search(queries, .init(neighbours: 4), execution: .serial)
      #expect(again.rows == found.rows)
      queries.values = queries.values.map { $0 / factor }
    }
  }

  @Test func allWithinADistanceAreFound() throws {
    for kind in [RandomTables.continuous, .ties, .duplicates, .offsetBillion] {
      var random = SplitMix64(seed: 11)
      let rows = kind.matrix(rows: 300, columns: 4, gaps: 0, random: &random)
      let search = try NearestNeighbours(rows, execution: .serial)
      for reach in [0, 0.25, 1, 1e300] {
        let near = all(rows, rows, Self.squared).enumerated().map { query, pairs in
          pairs.filter { $0.distance <= reach && $0.row != query }
        }
        let own = Array(0..<300)
        let found = try search.search(rows, .init(within: reach, ownRows: own), execution: Execution(threads: 2))
        try expect(found, equals: near, most: 300, "\(kind) within \(reach)")
        let few = try search.search(rows, .init(neighbours: 2, within: reach, ownRows: own), execution: .serial)
        try expect(few, equals: near, most: 2, "\(kind), two within \(reach)")
      }
    }
  }

  @Test(arguments: [RandomTables.continuous, .ties, .emptyRows, .fewDonors, .sources])
  func gapsAreComparedOverSharedColumns(_ kind: RandomTables) throws {
    var random = SplitMix64(seed: 12)
    let rows = kind.matrix(rows: 200, columns: 6, gaps: 0.3, random: &random)
    let queries = kind.matrix(rows: 60, columns: 6, gaps: 0.3, random: &random)
    let expected = (0..<60).map { query in
      (0..<200).compactMap { row -> Pair? in
        let shared = zip(Self.row(queries, query), Self.row(rows, row)).filter { !$0.isNaN && !$1.isNaN }
        guard !shared.isEmpty else { return nil }
        let sum = shared.reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
        return (shared.count == 6 ? sum : sum * 6 / Double(shared.count), row)
      }.sorted { $0 < $1 }
    }
    let search = try NearestNeighbours(rows, gaps: .shared, execution: .serial)
    let found = try search.search(queries, .init(neighbours: 5), execution: Execution(threads: 2))
    try expect(found, equals: expected, most: 5, "")
  }

  @Test func rowsFromFarToNearAreFoundAllTheSame() throws {
    let rows = Matrix(columns: [(0..<5000).map { Double(5000 - $0) }, (0..<5000).map { Double($0 % 3) }])
    let queries = Matrix(columns: [[0, 2500.5], [1, 1]])
    let found = try NearestNeighbours(rows, execution: .serial).search(
      queries, .init(neighbours: 9), execution: .serial)
    try expect(found, equals: all(rows, queries, Self.squared), most: 9, "")
  }

  @Test func whatCannotBeSearchedIsSaid() {
    func sentence(_ columns: [[Double]], _ measure: NearestNeighbours.Measure = .squaredEuclidean) -> String? {
      do {
        _ = try NearestNeighbours(Matrix(columns: columns), measure: measure, execution: .serial)
          .search(Matrix(columns: columns), .init(neighbours: 1), execution: .serial)
        return nil
      } catch { return "\(error)" }
    }
    #expect(sentence([[1, .nan]]) == "Column number 1 has no value in row 2, and a search needs complete rows.")
    #expect(sentence([[1, .infinity]]) == "Column number 1 holds an infinite value in row 2.")
    #expect(sentence([]) == "A search for neighbours needs at least one column.")
    #expect(sentence([[1, 0]], .cosine)?.hasPrefix("Row 2 is 0 in all columns") == true)
    #expect(sentence([[1, 1e200]], .innerProduct)?.contains("too large to be multiplied in row 2") == true)
    #expect(sentence([[1, 1e200]]) == nil)
  }

  @Test func aSearchWithoutEndIsRefusedBeforeItFillsTheMemory() throws {
    let rows = Matrix(columns: [Array(repeating: 1, count: 3000)])
    let search = try NearestNeighbours(rows, execution: .serial)
    #expect(throws: InsufficientMemory.self) {
      try search.search(
        rows, .init(within: 1), execution: Execution(threads: 1, memory: MemoryBudget(bytes: 20_000_000)))
    }
  }

  private static func row(_ matrix: Matrix, _ row: Int) -> [Double] { (0..<matrix.columns).map { matrix[row, $0] } }

  private static func squared(_ a: [Double], _ b: [Double]) -> Double {
    zip(a, b).reduce(0) { $0 + ($1.0 - $1.1) * ($1.0 - $1.1) }
  }

  private static func squared(_ a: [Double]) -> Double { a.reduce(0) { $0 + $1 * $1 } }

  /// Every row for each query, nearest first.
  private func all(
    _ rows: Matrix, _ queries: Matrix, _ distance: ([Double], [Double]) -> Double
  ) -> [[Pair]] {
    (0..<queries.rows).map { query in
      (0..<rows.rows).map { (distance(Self.row(queries, query), Self.row(rows, $0)), $0) }.sorted { $0 < $1 }
    }
  }

  private func expect(
    _ found: NearestNeighbours.Result, equals expected: [[Pair]], most: Int, _ what: String
  ) throws {
    try #require(found.starts.count == expected.count + 1)
    for (query, pairs) in expected.enumerated() {
      let range = found.starts[query]..<found.starts[query + 1]
      #expect(Array(found.rows[range]) == pairs.prefix(most).map(\.row), "\(what), query \(query)")
      #expect(Array(found.distances[range]) == pairs.prefix(most).map(\.distance), "\(what), query \(query)")
    }
  }
}
