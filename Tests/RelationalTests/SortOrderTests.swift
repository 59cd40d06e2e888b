import Columns
import Kernels
import Relational
import Testing

@Suite struct SortOrderTests {
  private func check(_ keys: [SortKey], rows: Int, _ note: String) throws {
    let order = try SortOrder.rows(keys, rowCount: rows, execution: Execution(threads: 2))
    let cells = keys.map(\.column.cells)
    let expected = (0..<rows).sorted { a, b in
      for (key, cells) in zip(keys, cells) {
        let (x, y) = (cells[a].key, cells[b].key)
        if x == y { continue }
        if x.isNull || y.isNull { return y.isNull }
        return key.descending ? y.precedes(x) : x.precedes(y)
      }
      return a < b
    }
    #expect(order == expected.map(Int32.init), "\(note)")
  }

  @Test(arguments: 0..<40 as Range<UInt64>) func equalsAComparison(seed: UInt64) throws {
    var random = RandomColumns(seed: seed)
    let rows = [0, 1, 2, 100, 500][Int(seed % 5)]
    let keys = (0...Int(seed % 4)).map { _ in
      let type = ColumnType.allCases.randomElement(using: &random.random) ?? .int
      let column = random.column(type, rows: rows, values: [3, 40][Int(seed % 2)], nulls: [0, 0.3, 1][Int(seed % 3)])
      return SortKey(column, descending: Bool.random(using: &random.random))
    }
    try check(keys, rows: rows, "seed \(seed)")
  }

  @Test func sortsAllBits() throws {
    let wide = Column(ints: [0, .max, nil, .min, -1, .max, nil, .min, 5])
    let floats = Column(floats: [0, -0.0, nil, 1e300, -1e300, .leastNonzeroMagnitude, -1, nil, -0.0])
    for descending in [false, true] {
      try check([SortKey(wide, descending: descending), SortKey(floats)], rows: 9, "wide first")
      try check([SortKey(floats, descending: descending), SortKey(wide, descending: true)], rows: 9, "floats first")
    }
  }

  @Test func bandsSortInTheirOrder() throws {
    let bands = TextDictionary(["low", "high", "extreme"], isOrdered: true)
    let column = Column(type: .text, count: 3, validity: nil, storage: .text(IntegerBuffer([2, 0, 1]), bands))
    #expect(try SortOrder.rows([SortKey(column)], rowCount: 3, execution: .serial) == [1, 2, 0])
  }

  @Test func sortsManyRowsAlikeOnAnyThreads() throws {
    var random = RandomColumns(seed: 5)
    let column = Column(ints: (0..<400_000).map { _ in Int64.random(in: 0..<1_000_000, using: &random.random) })
    let one = try SortOrder.rows([SortKey(column)], rowCount: column.count, execution: .serial)
    let two = try SortOrder.rows([SortKey(column)], rowCount: column.count, execution: Execution(threads: 2))
    #expect(one == two)
    #expect(zip(one, one.dropFirst()).allSatisfy { a, b in
      let (x, y) = (column[Int(a)].integer ?? 0, column[Int(b)].integer ?? 0)
      return x < y || x == y && a < b
    })
  }
}
