import Columns
import Kernels
import Relational
import Testing

@Suite struct GroupingTests {
  private func check(_ keys: [Column], rows: Int, _ note: String) throws {
    let grouping = try Grouping.make(keys: keys, rowCount: rows, execution: Execution(threads: 2))
    var groupOf: [[Cell]: Int32] = [:], expected: [Int32] = [], firsts: [Int32] = []
    for row in 0..<rows {
      let key = keys.map { $0[row].key }
      if groupOf[key] == nil {
        groupOf[key] = Int32(firsts.count)
        firsts.append(Int32(row))
      }
      expected.append(groupOf[key] ?? -1)
    }
    #expect(grouping.groupOfRow.array() == expected, "\(note)")
    #expect(grouping.firstRows == firsts, "\(note)")
    let sorted = try grouping.rows(execution: Execution(threads: 2))
    for group in 0..<grouping.count {
      let rows = sorted.entries(of: group).map { sorted.row($0) }
      #expect(rows == expected.indices.filter { expected[$0] == Int32(group) }, "\(note)")
    }
  }

  @Test(arguments: 0..<40 as Range<UInt64>) func equalsADictionary(seed: UInt64) throws {
    var random = RandomColumns(seed: seed)
    let rows = [0, 1, 2, 63, 64, 65, 300, 1000][Int(seed % 8)]
    let types = (0...Int(seed % 4)).map { _ in ColumnType.allCases.randomElement(using: &random.random) ?? .int }
    let keys = types.map { random.column($0, rows: rows, values: 1 + Int(seed % 5), nulls: [0, 0.2, 1][Int(seed % 3)]) }
    try check(keys, rows: rows, "seed \(seed), \(types)")
  }

  @Test func numbersManyGroups() throws {
    var random = RandomColumns(seed: 7)
    for spread in [Int64(100_000), .max] {
      let values = (0..<300_000).map { _ in
        Int64.random(in: 0..<spread, using: &random.random) % 70_001 * (spread / 100_000)
      }
      let column = Column(ints: values)
      let grouping = try Grouping.make(keys: [column], rowCount: values.count, execution: Execution(threads: 2))
      var groupOf: [Int64: Int32] = [:]
      for value in values where groupOf[value] == nil { groupOf[value] = Int32(groupOf.count) }
      #expect(grouping.groupOfRow.array() == values.map { groupOf[$0] ?? -1 })
      #expect(grouping.count == groupOf.count)
      let sorted = try grouping.rows(execution: .serial)
      let rows = (0..<grouping.count).flatMap { group in sorted.entries(of: group).map { sorted.row($0) } }
      let expected = values.indices.sorted {
        (grouping.groupOfRow[$0], $0) < (grouping.groupOfRow[$1], $1)
      }
      #expect(rows == expected)
    }
  }

  @Test func keysOfAllBitsAreTold() throws {
    let wide = Column(ints: [.min, .max, nil, 0, .max, nil, .min, -1])
    try check([wide], rows: 8, "one key")
    try check([wide, wide, Column(floats: [1, 1, nil, 0, 1, nil, 2, -0.0])], rows: 8, "three keys")
  }

  @Test func manyWideKeysArePacked() throws {
    var random = RandomColumns(seed: 3)
    let keys = (0..<6).map { _ in
      Column(
        ints: (0..<400).map { _ in [Int64(1) << 40, 3, -(1 << 50), nil].randomElement(using: &random.random) ?? nil })
    }
    try check(keys, rows: 400, "six keys")
  }

  @Test func withoutKeysThereIsOneGroup() throws {
    let empty = try Grouping.make(keys: [], rowCount: 0, execution: .serial)
    #expect(empty.count == 1)
    #expect(try empty.rows(execution: .serial).entries(of: 0).isEmpty)
    #expect(try Grouping.make(keys: [Column(ints: [])], rowCount: 0, execution: .serial).count == 0)
  }

  @Test func distinctKeepsFirstRows() throws {
    let table = Table([("a", Column(ints: [1, 2, 1, nil, nil])), ("b", Column(texts: ["x", "y", "z", "u", "v"]))])
    let distinct = try table.distinct(by: [table.columns[0]], execution: .serial)
    #expect(distinct.columns[1].cells == [.text("x"), .text("y"), .text("u")])
  }

  @Test func stopsWhenCancelled() {
    let monitor = WorkMonitor()
    monitor.cancel()
    #expect(throws: Cancelled.self) {
      try Grouping.make(
        keys: [Column(ints: [1, 2])], rowCount: 2, execution: Execution(threads: 1, monitor: monitor))
    }
  }
}
